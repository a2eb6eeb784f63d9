import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AkismetFault, type FaultyServer, startAkismetServer, VALID_KEY } from '../support/akismet-server.ts'
import { bodyOf } from '../support/api.ts'
import { moderators } from '../support/moderators.ts'
import { type Article, openPaper, type Paper, tokenOf } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let akismet: FaultyServer<AkismetFault>
let server: Server
let paper: Paper
let article: Article
let desk: ReturnType<typeof moderators>
beforeAll(async () => {
  akismet = await startAkismetServer()
  server = await startServer({ vars: { AKISMET_KEY: VALID_KEY, AKISMET_ENDPOINT: akismet.endpoint } })
})
beforeEach(async () => {
  await server.clear()
  akismet.calls.length = 0
  akismet.fault(null)
  paper = await openPaper(server)
  article = await paper.publish()
  desk = moderators(paper)
})
afterAll(async () => {
  await server.close()
  await akismet.close()
})

const queued = async () => {
  const { DB } = await server.env()
  const { results } = await DB.prepare('select call, attempts from rechecks').all()
  return results
}
const told = () => akismet.calls.map(({ path }) => path).filter((path) => path.includes('submit'))

test('Akismet is told where a moderator disagrees, and not where they agree', async () => {
  const ham = await paper.comment(article, { comment: 'A sentence' })
  const spam = await paper.comment(article, { author: 'akismet-guaranteed-spam', comment: 'Buy' })
  expect([ham.state, spam.state]).toEqual(['held', 'spam'])
  await desk.patch(ham, { state: 'approved' })
  await desk.patch(spam, { state: 'trash' })
  expect(await queued()).toEqual([])
  await desk.patch(ham, { state: 'spam' })
  await desk.patch(spam, { state: 'approved' })
  expect((await queued()).map(({ call }) => call).sort()).toEqual(['submit-ham', 'submit-spam'])
  // A run of the clock has fifty statements, and other jobs may come first: what is left goes with the next.
  for (let run = 0; run < 7 && told().length < 2; run++) await server.tick()
  expect(told().sort()).toEqual(['/1.1/submit-ham', '/1.1/submit-spam'])
})

test('a correction that was not sent yet is dropped with the decision; one that was is sent the other way', async () => {
  const comment = await paper.comment(article, { comment: 'Another sentence' })
  await desk.bulk([comment.id], 'spam')
  expect(await queued()).toEqual([{ call: 'submit-spam', attempts: 0 }])
  const [entry] = await desk.verdicts(comment)
  expect((await desk.undo(entry ?? { id: 0 })).status).toBe(201)
  expect(await queued()).toEqual([])
  await desk.patch(comment, { state: 'spam' })
  await server.tick()
  expect(await queued()).toEqual([])
  await desk.patch(comment, { state: 'approved' })
  expect(await queued()).toEqual([{ call: 'submit-ham', attempts: 0 }])
})

test('a question that still waits is not asked once a moderator has answered it', async () => {
  akismet.fault('500')
  const comment = await paper.comment(article, { comment: 'A third' })
  akismet.fault(null)
  expect(await queued()).toEqual([{ call: 'check', attempts: 0 }])
  await desk.patch(comment, { state: 'approved' })
  expect(await queued()).toEqual([])
})

test('a correction says of a comment what the question said, whatever a moderator made of its words', async () => {
  const Referer = 'https://search.example/page'
  const fields = { comment: 'My own words', author: 'Dora', url: 'https://dora.example' }
  const answer = await paper.say(article, fields, {
    Referer,
    'User-Agent': 'Browser/1',
    'CF-Connecting-IP': '203.0.113.5',
  })
  const id = Number(/waiting=(\d+)/.exec(answer.headers.get('Location') ?? '')?.[1])
  await desk.patch({ id }, { body: 'Tidied words', author: 'D.' })
  await desk.patch({ id }, { body: 'Tidied words, twice' })
  await desk.patch({ id }, { state: 'spam' })
  await server.tick()
  const [check, submit] = akismet.calls.map(({ form }) => Object.fromEntries(form))
  expect(submit).toEqual({ ...check, guid: expect.stringMatching(/^[0-9a-f]{32}$/) })
  expect(submit).toMatchObject({ comment_content: 'My own words', comment_author: 'Dora', referrer: Referer })
  expect(akismet.calls[1]?.form.getAll('comment_context[]')).toEqual(['Harbour', 'Ferry'])
})

test('what was typed into the hidden field is told with a correction', async () => {
  const comment = await paper.comment(article, { comment: 'Trapped, for once', c7q: '555 1234' })
  expect(comment.state).toBe('spam')
  await desk.patch(comment, { state: 'approved' })
  await server.tick()
  const form = akismet.calls.at(-1)?.form
  expect([form?.get('honeypot_field_name'), form?.get('c7q')]).toEqual(['c7q', '555 1234'])
})

test('what Akismet was told is forgotten with the other personal details', async () => {
  await paper.comment(article, { comment: 'A fourth sentence' })
  const { DB } = await server.env()
  const kept = () => DB.prepare('select asked from commenters').first('asked')
  expect(await kept()).toContain('guid')
  await server.control('clock', { method: 'PUT', body: { advance: 91 * 86_400_000 } })
  await server.tick()
  expect(await kept()).toBeNull()
})

describe('the state of Akismet', () => {
  const state = async () => bodyOf(await paper.api('GET', '/comments/akismet'))

  test('tells whether the key is valid, or why that is not known', async () => {
    expect(await state()).toEqual({ key: 'valid', why: null, alert: null })
    akismet.fault('invalid-key')
    expect(await state()).toMatchObject({ key: 'invalid' })
    akismet.fault('503')
    expect(await state()).toMatchObject({ key: 'no-answer', why: 'the answer was 503' })
    const Authorization = `Bearer ${await server.token('comments:read')}`
    expect((await paper.api('GET', '/comments/akismet', undefined, { Authorization })).status).toBe(403)
  })

  test.each([
    ['notice', '10501', 'approved'],
    ['alert', '10009', 'held'],
  ] as const)('tells the last alert that came with a comment (%s)', async (fault, code, becomes) => {
    await paper.api('PATCH', '/settings', { comments: { holdUnknown: false } })
    akismet.fault(fault)
    const token = tokenOf(await (await server.fetch(article.path)).text())
    const comment = await paper.comment(article, { comment: `A sentence for ${fault}`, token })
    expect(comment.state).toBe(becomes)
    akismet.fault(null)
    expect(await state()).toMatchObject({
      key: 'valid',
      alert: { code, message: expect.stringMatching(/^Your|^You /) },
    })
  })
})
