import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { VALID_KEY } from '../support/akismet-server.ts'
import { learnedOf, moderators } from '../support/moderators.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let desk: ReturnType<typeof moderators>
let article: Article
beforeAll(async () => {
  // Asked nowhere: no comment of these tests waits for Akismet's answer long enough to matter.
  server = await startServer({ vars: { AKISMET_KEY: VALID_KEY, AKISMET_ENDPOINT: 'http://127.0.0.1:9' } })
})
beforeEach(async () => {
  await server.clear()
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:02:00Z' } })
  paper = await openPaper(server)
  desk = moderators(paper)
  article = await paper.publish()
})
afterAll(() => server.close())

const rows = async <T>(query: string): Promise<T[]> => (await (await server.env()).DB.prepare(query).all<T>()).results
const old = { comment: 'Ferryman rows harbourwards', email: 'carla@example.com' }

/** A comment and the signed address of its writer. */
async function own(fields: Record<string, string> = old) {
  const answer = await paper.say(article, fields)
  expect(answer.status).toBe(303)
  const token = /waiting=([^#]+)/.exec(answer.headers.get('Location') ?? '')?.[1] ?? ''
  const act = (fields: Record<string, string>) =>
    server.fetch(`${article.path}/comments`, { method: 'POST', body: new URLSearchParams({ own: token, ...fields }) })
  return { id: Number(token.split('.')[0]), act, token }
}
const stored = async ({ id }: { id: number }) => JSON.parse(await (await paper.api('GET', `/comments/${id}`)).text())
const judged = ({ id }: { id: number }, probability: number) =>
  rows(`update comments set spam_probability = ${probability} where id = ${id}`)
const lessons = async () => ({
  lessons: await learnedOf(server, '#lessons'),
  old: await learnedOf(server, 'harbourwards'),
  flagged: await learnedOf(server, '#flagged'),
})
const NONE = [0, 0]

describe('what the filter was taught of a comment', () => {
  test('is taken back when its writer edits it; the new words are taught when a moderator decides on them', async () => {
    const comment = await own()
    await judged(comment, 0.995)
    await desk.patch(comment, { state: 'approved' })
    expect(await lessons()).toEqual({ lessons: [1, 0], old: [1, 0], flagged: [1, 0] })
    expect((await comment.act({ act: 'save', comment: 'Ferryman sleeps' })).status).toBe(303)
    expect(await lessons()).toEqual({ lessons: NONE, old: NONE, flagged: NONE })
    expect(await learnedOf(server, 'sleeps')).toBeNull()
    expect(await stored(comment)).toMatchObject({ state: 'held', taught: null })
    await desk.patch(comment, { state: 'approved' })
    expect(await learnedOf(server, 'sleeps')).toEqual([1, 0])
    expect(await lessons()).toMatchObject({ lessons: [1, 0], old: NONE })
    await desk.patch(comment, { state: 'held' })
    expect(await learnedOf(server, 'sleeps')).toEqual(NONE)
  })

  test('is taken back when an edit makes it wait again, and undoing that teaches what stands there then', async () => {
    const comment = await own()
    await desk.patch(comment, { state: 'approved' })
    await comment.act({ act: 'save', comment: 'https://one.example https://two.example https://three.example' })
    expect(await stored(comment)).toMatchObject({ state: 'held', taught: null })
    expect(await lessons()).toMatchObject({ lessons: NONE, old: NONE })
    const entry = (await desk.verdicts(comment)).find(({ act, actor }) => act === 'decided' && actor === 'reader')
    expect((await desk.undo({ id: entry?.id ?? 0 })).status).toBe(201)
    expect(await stored(comment)).toMatchObject({ state: 'approved', taught: 'ham' })
    expect(await learnedOf(server, 'host:one.example')).toEqual([1, 0])
    expect(await lessons()).toMatchObject({ lessons: [1, 0], old: NONE })
  })

  test('is taken back with the comment, and comes back when a moderator restores it', async () => {
    const comment = await own()
    await desk.patch(comment, { state: 'approved' })
    expect((await comment.act({ act: 'delete' })).status).toBe(303)
    expect(await lessons()).toMatchObject({ lessons: NONE, old: NONE })
    expect(await stored(comment)).toMatchObject({ state: 'trash', taught: null })
    await desk.patch(comment, { state: 'restore' })
    expect(await stored(comment)).toMatchObject({ state: 'approved', taught: 'ham' })
    expect(await lessons()).toMatchObject({ lessons: [1, 0], old: [1, 0] })
  })

  test('stays when it was spam: what a moderator called so is no longer its writer’s to change', async () => {
    const comment = await own()
    await desk.patch(comment, { state: 'spam' })
    for (const act of ['save', 'delete']) expect((await comment.act({ act, comment: 'Innocent' })).status).toBe(409)
    expect(await lessons()).toMatchObject({ lessons: [0, 1], old: [0, 1] })
  })

  test('is not sent to Akismet with other words, nor after its writer took it back', async () => {
    const told = () => rows<{ call: string }>(`select call from rechecks where call <> 'check'`)
    for (const act of ['save', 'delete']) {
      const comment = await own({ ...old, comment: `${old.comment} ${act}` })
      await rows(`update verdicts set to_state = 'spam' where comment_id = ${comment.id}`)
      await desk.patch(comment, { state: 'approved' })
      expect(await told(), act).toEqual([{ call: 'submit-ham' }])
      expect((await comment.act({ act, comment: 'Other words' })).status).toBe(303)
      expect(await told(), act).toEqual([])
    }
  })

  test('is exact when a moderator decides at the same moment as its writer', async () => {
    for (let round = 0; round < 8; round++) {
      const comment = await own({ ...old, comment: `Ferryman rows harbourwards ${'again '.repeat(round)}` })
      const answers = await Promise.all([
        paper.api('PATCH', `/comments/${comment.id}`, { state: 'approved' }),
        comment.act(round % 2 ? { act: 'delete' } : { act: 'save', comment: 'Ferryman sleeps' }),
      ])
      for (const { status } of answers) expect([200, 303, 409]).toContain(status)
      const { taught } = await stored(comment)
      await desk.patch(comment, { state: 'approved' })
      await desk.patch(comment, { state: 'held' })
      expect([taught, await lessons()]).toEqual([taught, { lessons: NONE, old: NONE, flagged: null }])
      expect(await rows('select token from learned where ham > 0 or spam > 0')).toEqual([])
    }
  })

  test('is taken back by erasure, word by word, and nothing of a word is left that nobody else said', async () => {
    const [ham, spam] = [await own(), await own({ ...old, comment: 'Ferryman sells cheap tollbooths' })]
    const other = await own({ email: 'dora@example.com', comment: 'Ferryman sleeps' })
    await judged(ham, 0.995)
    for (const [comment, state] of [
      [ham, 'approved'],
      [spam, 'spam'],
      [other, 'approved'],
    ] as const)
      await desk.patch(comment, { state })
    const without = () => rows('select * from learned where ham > 0 or spam > 0 order by token')
    expect(await lessons()).toEqual({ lessons: [2, 1], old: [1, 0], flagged: [1, 0] })
    expect((await paper.api('POST', '/erasures', { email: old.email })).status).toBe(200)
    expect(await lessons()).toEqual({ lessons: [1, 0], old: null, flagged: null })
    expect(await learnedOf(server, 'tollbooths')).toBeNull()
    expect(await learnedOf(server, 'ferryman')).toEqual([1, 0])
    // The same as if only the other one had ever been there.
    const left = await without()
    await desk.patch(other, { state: 'held' })
    expect(await without()).toEqual([])
    await desk.patch(other, { state: 'approved' })
    expect(await without()).toEqual(left)
  })

  test('is taken back by one erasure of hundreds of comments', async () => {
    const first = await own()
    const { DB } = await server.env()
    const copy = (table: string, columns: string, values: string) =>
      DB.prepare(
        `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1200)
         insert into ${table} (${columns}) select ${values} from ${table} t, n where t.${table === 'comments' ? 'id' : 'comment_id'} = ?1`,
      ).bind(first.id)
    await DB.batch([
      copy(
        'comments',
        'id, article_id, path, author, body, body_html, state, reasons, created_at',
        `8000000 + i, article_id, printf('%06d', 100 + i), author, body, body_html, state, reasons, created_at`,
      ),
      copy(
        'commenters',
        'comment_id, email, email_hash, created_at, expires_at',
        '8000000 + i, email, email_hash, created_at, expires_at',
      ),
    ])
    for (let i = 0; i < 12; i++)
      await desk.bulk(
        Array.from({ length: 100 }, (_, j) => 8_000_001 + i * 100 + j),
        'approved',
      )
    expect(await lessons()).toMatchObject({ lessons: [1200, 0], old: [1200, 0] })
    await server.control('database', { method: 'DELETE' })
    expect((await paper.api('POST', '/erasures', { email: old.email })).status).toBe(200)
    const { statements } = await server.control<{ statements: number }>('database')
    expect(statements).toBeLessThan(35)
    expect(await rows('select * from learned')).toEqual([])
  })
})

describe('words that were taken back', () => {
  const again = async () => {
    const answer = await paper.say(article, old)
    expect(answer.status).toBe(303)
    const id = /waiting=(\d+)\./.exec(answer.headers.get('Location') ?? '')?.[1]
    return stored({ id: Number(id) })
  }
  const later = () => server.control('clock', { method: 'PUT', body: { advance: 60_000 } })

  test('are a comment of their own when they are said again after erasure', async () => {
    const first = await own()
    await first.act({ act: 'save', comment: 'Ferryman rows no more' })
    const elsewhere = await own({ email: 'dora@example.com', comment: 'Something else entirely, by somebody else' })
    await paper.api('POST', '/erasures', { email: old.email })
    await later()
    const { id, reasons } = await again()
    expect(id).not.toBe(first.id)
    expect(reasons.join()).not.toContain('posted before')
    // Another reader's key stays: a second one of theirs is still the first.
    const twice = await own({ email: 'dora@example.com', comment: 'Something else entirely, by somebody else' })
    expect(twice.id).toBe(elsewhere.id)
    expect(await rows('select key from idempotency_keys')).toHaveLength(2)
  })

  test('and after their writer removed them; but not while they stand there', async () => {
    const words = { ...old, comment: 'A long enough remark about ferrymen, tolls and the price of bread.' }
    const first = await own(words)
    await later()
    expect((await own(words)).id).toBe(first.id)
    await first.act({ act: 'delete' })
    const second = await own(words)
    expect(second.id).not.toBe(first.id)
    expect((await stored(second)).reasons.join()).not.toContain('posted before')
    await later()
    // A moderator's removal is no reason to hear the same again.
    await desk.patch(second, { state: 'trash' })
    expect((await own(words)).id).toBe(second.id)
    const third = await own({ ...words, author: 'Somebody Else' })
    expect((await stored(third)).reasons.join()).toContain('the same text was posted before')
  })
})

test('a copy for the day the database is away is made anew when a comment on it is erased', async () => {
  const copy = async () => (await server.env()).KV.get(`copy${article.path}`)
  const comment = await own({ ...old, comment: 'Secret words about the harbour' })
  await desk.patch(comment, { state: 'approved' })
  await server.tick()
  expect(await copy()).toContain('Secret words')
  await paper.api('POST', '/erasures', { email: old.email })
  await server.control('clock', { method: 'PUT', body: { advance: 60_000 } })
  await server.tick()
  expect(await copy()).toContain('No comments yet')
})
