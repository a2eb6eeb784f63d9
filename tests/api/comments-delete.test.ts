import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { putAwayQuery } from '../../src/comments/removal.ts'
import { bodyOf, refusal } from '../support/api.ts'
import { countedAnew, moderators } from '../support/moderators.ts'
import { type Article, type Comment, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
let desk: ReturnType<typeof moderators>
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:05:30Z' } })
  paper = await openPaper(server)
  article = await paper.publish()
  desk = moderators(paper)
})
afterAll(() => server.close())

const DAY = 86_400_000
const said = (comment: string, more: Record<string, string> = {}) => paper.comment(article, { comment, ...more })
const kill = ({ id }: { id: number }, headers = {}) => paper.api('DELETE', `/comments/${id}`, undefined, headers)
const get = ({ id }: { id: number }) => paper.api('GET', `/comments/${id}`)
const page = async () => (await server.fetch(article.path)).text()
const rows = async (query: string) => (await (await server.env()).DB.prepare(query).all()).results
/** Everything in the database, as text. */
const all = async () => {
  const tables = [
    'comments',
    'commenters',
    'verdicts',
    'rechecks',
    'subscriptions',
    'letters',
    'actions',
    'idempotency_keys',
  ]
  return JSON.stringify(await Promise.all(tables.map((table) => rows(`select * from ${table}`))))
}
/** A removed comment, the words of which were edited, below which an approved answer stands. */
async function gap(): Promise<{ parent: Comment; answer: Comment }> {
  const parent = await said('Unwise first words', { author: 'Unwise Name' })
  await paper.decide(parent, 'approved')
  const answer = await said('An answer', { comment_parent: String(parent.id) })
  await desk.patch(parent, { body: 'Unwise second words' })
  await paper.decide(answer, 'approved')
  await paper.decide(parent, 'trash')
  return { parent, answer }
}

describe('a comment that is deleted for good', () => {
  test('leaves nothing of its writer, and one line about who did it', async () => {
    const comment = await said('Words to delete', { email: 'gone@example.com', author: 'Gone' })
    await paper.decide(comment, 'spam')
    expect(await bodyOf(await kill(comment))).toEqual({ deleted: 1 })
    expect((await get(comment)).status).toBe(404)
    for (const words of ['Words to delete', 'gone@example.com', 'Gone']) expect(await all()).not.toContain(words)
    expect(await rows('select actor, act, about from actions')).toEqual([
      { actor: 'Test', act: 'comments-deleted', about: JSON.stringify({ state: 'spam', id: comment.id }) },
    ])
    expect((await paper.say(article, { comment: 'Words to delete', email: 'gone@example.com' })).status).toBe(303)
    expect((await bodyOf(await paper.api('GET', '/comments'))).items).toHaveLength(1)
  })

  test('leaves its place, without name and words, where somebody answered it', async () => {
    const { parent } = await gap()
    expect(await page()).toContain('This comment was removed')
    await kill(parent)
    const html = await (await server.fetch(`/__edge/render${article.path}`)).text()
    expect(html).toContain('This comment was removed')
    expect(html).toContain('An answer')
    expect(await all()).not.toContain('Unwise')
    expect(await bodyOf(await get(parent))).toMatchObject({ state: 'trash', author: '', body: '' })
    const ledger = await desk.verdicts(parent)
    expect(ledger.map(({ act }) => act)).toEqual(['erased', 'decided', 'edited', 'decided', 'submitted'])
    for (const entry of ledger) expect((await desk.undo(entry)).status).toBe(409)
    expect(await countedAnew(server, article.id)).toEqual({ wronglyShown: 0, stored: 1, real: 1 })
  })

  test('is spam or in the trash, as it was read, and asked for by a moderator', async () => {
    const comment = await said('Still wanted')
    await refusal(await kill(comment), 409, 'conflict')
    await paper.decide(comment, 'trash')
    await refusal(await kill(comment, { 'If-Match': '"other"' }), 412, 'precondition-failed')
    await refusal(await kill({ id: 12345 }), 404, 'not-found')
    const Authorization = `Bearer ${await server.token('comments:read')}`
    expect((await kill(comment, { Authorization })).status).toBe(403)
    expect((await get(comment)).status).toBe(200)
  })
})

describe('emptying', () => {
  test('takes the spam and leaves the trash, a hundred at a time', async () => {
    const [spam, trash] = [await said('Spam, so to speak'), await said('Trash, so to speak')]
    await paper.decide(spam, 'spam')
    await paper.decide(trash, 'trash')
    expect(await bodyOf(await paper.api('DELETE', '/comments?state=spam'))).toEqual({ deleted: 1 })
    expect(await bodyOf(await paper.api('DELETE', '/comments?state=spam'))).toEqual({ deleted: 0 })
    expect([(await get(spam)).status, (await get(trash)).status]).toEqual([404, 200])
    expect((await paper.api('DELETE', '/comments?state=approved')).status).toBe(422)
    expect((await paper.api('DELETE', '/comments')).status).toBe(422)
  })

  test('leaves what came later than the list that was seen', async () => {
    const comment = await said('Later')
    await paper.decide(comment, 'spam')
    const answer = await paper.api('DELETE', '/comments?state=spam&before=2026-11-22T10:05:00Z')
    expect(await bodyOf(answer)).toEqual({ deleted: 0 })
  })

  test('takes a whole thread of spam, whatever answers what', async () => {
    const parent = await said('Spam one')
    await paper.decide(parent, 'approved')
    const answer = await said('Spam two', { comment_parent: String(parent.id) })
    for (const each of [parent, answer]) await paper.decide(each, 'spam')
    await paper.api('DELETE', '/comments?state=spam')
    expect(await rows('select id from comments')).toEqual([])
  })
})

describe('what is put away', () => {
  const later = async (days: number) => {
    await server.control('clock', { method: 'PUT', body: { advance: days * DAY } })
    // At the minute of this job.
    for (let i = 0; i < 6; i++) {
      await server.tick()
      await server.control('clock', { method: 'PUT', body: { advance: 60_000 } })
    }
  }

  test('is deleted by the clock when its time is over, counted from when it was put away', async () => {
    await paper.api('PATCH', '/settings', { comments: { daysSpamKept: 10, daysTrashKept: 20 } })
    const [spam, trash, kept] = [await said('Spam as such'), await said('Trash as such'), await said('Kept as such')]
    await server.control('clock', { method: 'PUT', body: { advance: 9 * DAY } })
    await paper.decide(spam, 'spam')
    await paper.decide(trash, 'trash')
    await later(9)
    expect([(await get(spam)).status, (await get(trash)).status]).toEqual([200, 200])
    await later(2)
    expect([(await get(spam)).status, (await get(trash)).status]).toEqual([404, 200])
    await later(10)
    expect((await get(trash)).status).toBe(404)
    expect((await get(kept)).status).toBe(200)
    expect(await rows(`select actor from actions where act = 'comments-deleted'`)).toEqual([
      { actor: 'clock' },
      { actor: 'clock' },
    ])
  })

  test('goes as told where the settings say nothing: thirty days, as the page about privacy has it', async () => {
    const answer = await paper.say(article, { comment: 'I take this back' })
    const own = /waiting=([^#]+)/.exec(answer.headers.get('Location') ?? '')?.[1] ?? ''
    await paper.say(article, { own, act: 'delete' })
    await later(29)
    expect(await all()).toContain('I take this back')
    await later(2)
    expect(await all()).not.toContain('I take this back')
    const privacy = await (await server.fetch('/privacy')).text()
    expect(privacy.replaceAll(/\s+/g, ' ')).toContain('spam after 30 days')
  })

  test('is found by an index, however much there is', async () => {
    const { DB } = await server.env()
    const asked = putAwayQuery('spam', new Date()).sql.replaceAll('?', 'null')
    const plan = await DB.prepare(`explain query plan ${asked}`).all<{ detail: string }>()
    const details = plan.results.map(({ detail }) => detail)
    expect(details[0]).toContain('SEARCH comments USING INDEX comments_put_away')
    for (const detail of details) expect(detail).not.toMatch(/SCAN|TEMP B-TREE/)
  })
})
