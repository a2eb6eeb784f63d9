import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AkismetFault, type FaultyServer, startAkismetServer, VALID_KEY } from '../support/akismet-server.ts'
import { lettersTo, linkTo } from '../support/mail.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

const MODS = 'mod@example.org'

let akismet: FaultyServer<AkismetFault>
let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  akismet = await startAkismetServer()
  const vars = { AKISMET_KEY: VALID_KEY, AKISMET_ENDPOINT: akismet.endpoint, MODERATORS: MODS }
  server = await startServer({ mail: [MODS, 'carla@example.com'], vars })
})
beforeEach(async () => {
  await server.clear()
  akismet.calls.length = 0
  akismet.fault(null)
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T12:00:00Z', frozen: true } })
  paper = await openPaper(server)
  article = await paper.publish()
})
afterAll(async () => {
  await server.close()
  await akismet.close()
})

const settings = (comments: object) => paper.api('PATCH', '/settings', { comments })
const stored = async ({ id }: { id: number }) => JSON.parse(await (await paper.api('GET', `/comments/${id}`)).text())

/** A comment, and how its writer gives it other words. */
async function own(comment = 'A harmless remark about the tide') {
  const answer = await paper.say(article, { comment })
  const token = /waiting=([^#]+)/.exec(answer.headers.get('Location') ?? '')?.[1] ?? ''
  const body = (comment: string) => new URLSearchParams({ own: token, act: 'save', comment })
  const save = (comment: string) => server.fetch(`${article.path}/comments`, { method: 'POST', body: body(comment) })
  return { id: Number(token.split('.')[0]), save }
}

describe('new words for a published comment', () => {
  test('are shown to Akismet as an edit, with all that it was told of their sender', async () => {
    await settings({ holdUnknown: false, akismetMinimal: false })
    const comment = await own()
    await paper.decide(comment, 'approved')
    akismet.calls.length = 0
    akismet.fault('discard')
    expect((await comment.save('Cheap watches at https://spam.example')).status).toBe(303)
    const [asked, ...more] = akismet.calls
    expect(more).toEqual([])
    expect(asked?.path).toBe('/1.1/comment-check')
    const told = (name: string) => asked?.form.get(name)
    expect([told('recheck_reason'), told('comment_author_email')]).toEqual(['edit', 'carla@example.com'])
    expect(told('comment_content')).toContain('spam.example')
    expect(await stored(comment)).toMatchObject({ state: 'spam', decidedBy: '' })
  })

  test('wait where the first ones had to, and are the same comment’s until they change', async () => {
    const comment = await own()
    await paper.decide(comment, 'approved')
    expect((await comment.save('A harmless remark about the tide')).status).toBe(303)
    expect((await stored(comment)).state).toBe('approved')
    await comment.save('Something that no moderator has seen')
    expect(await stored(comment)).toMatchObject({ state: 'held', reasons: ['first comment of this reader'] })
  })

  test('fall under the rules for their sender, and no flood of others counts', async () => {
    await settings({ holdUnknown: false })
    const comment = await own()
    await paper.decide(comment, 'approved')
    await paper.api('POST', '/rules', { field: 'email', pattern: 'carla@*', action: 'hold' })
    for (let i = 0; i < 6; i++) await paper.say(article, { email: 'dora@example.com', comment: `Number ${i}` })
    await comment.save('A harmless remark about the ebb')
    expect(await stored(comment)).toMatchObject({ state: 'held', reasons: ['on the hold list (email)'] })
  })

  test('are no copy of the words that they replace, but of what others said', async () => {
    await settings({ holdUnknown: false })
    await own('The council has sold the ferry to a friend of the mayor')
    const comment = await own('A long and harmless remark about the tide and the weather')
    await paper.decide(comment, 'approved')
    await comment.save('A long and harmless remark about the tide and the weather!')
    expect((await stored(comment)).state).toBe('approved')
    await comment.save('The council has sold the ferry to a friend of the mayor')
    expect(await stored(comment)).toMatchObject({ state: 'spam', reasons: ['the same text was posted before'] })
  })

  test('that wait are told to the moderators, whose mailed links decide on them', async () => {
    const comment = await own()
    await paper.decide(comment, 'approved')
    await server.tick()
    await comment.save('Something that no moderator has seen')
    expect(await stored(comment)).toMatchObject({ state: 'held', decidedBy: '' })
    await server.control('clock', { method: 'PUT', body: { advance: 5 * 60_000 } })
    await server.tick()
    const letter = (await lettersTo(server, MODS)).at(-1)
    if (!letter) throw new Error('no letter')
    expect(letter.text).toContain('> Something that no moderator has seen')
    expect(letter.text).toContain('Waits because: first comment of this reader')
    const approve = linkTo(letter, '/moderate/approve')
    expect((await server.fetch(approve, { method: 'POST' })).status).toBe(200)
    expect((await stored(comment)).state).toBe('approved')
  })
})

test('what waits already waits on with new words, whatever they say', async () => {
  const comment = await own()
  await paper.decide(comment, 'held')
  await settings({ holdUnknown: false })
  await comment.save('Other words')
  const reasons = ['its writer changed it while it waited']
  expect(await stored(comment)).toMatchObject({ state: 'held', decidedBy: '', reasons })
})

test('Akismet’s answer to old words is no answer to new ones, and what only waited for it is let through', async () => {
  await settings({ holdUnknown: false })
  const comment = await own()
  await paper.decide(comment, 'approved')
  akismet.fault('503')
  await comment.save('Words of which Akismet knows nothing yet')
  expect(await stored(comment)).toMatchObject({ state: 'held', decidedBy: '' })
  akismet.fault(null)
  // Whichever of the clock's jobs comes first in its minute.
  for (let minute = 0; minute < 6; minute++) {
    await server.control('clock', { method: 'PUT', body: { advance: 60_000 } })
    await server.tick()
  }
  expect(await stored(comment)).toMatchObject({ state: 'approved', decidedBy: 'akismet' })
  expect(akismet.calls.at(-1)?.form.get('comment_content')).toBe('Words of which Akismet knows nothing yet')
})
