import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { VALID_KEY } from '../support/akismet-server.ts'
import { crowdWaiting, moderators } from '../support/moderators.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

/** The Free plan's, for one invocation; each statement of a batch counts. */
const MOST = 50

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  // Akismet is there, and refuses every call: each comment is asked about again and again.
  const vars = { AKISMET_KEY: VALID_KEY, AKISMET_ENDPOINT: 'http://127.0.0.1:9', MODERATORS: 'desk@example.org' }
  server = await startServer({ mail: true, vars })
})
beforeEach(async () => {
  await server.clear()
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:30Z' } })
  paper = await openPaper(server)
  article = await paper.publish()
})
afterAll(() => server.close())

const rows = async <T>(query: string): Promise<T[]> => (await (await server.env()).DB.prepare(query).all<T>()).results
const counted = async (work: () => Promise<unknown>) => {
  await server.control('database', { method: 'DELETE' })
  await work()
  return server.control<{ statements: number; roundTrips: number }>('database')
}

test('a decision on a hundred comments takes few statements, in few round trips', async () => {
  const ids = await crowdWaiting(server, article.id, 100)
  const desk = moderators(paper)
  for (const state of ['approved', 'spam', 'approved', 'held', 'trash', 'restore']) {
    const { statements, roundTrips } = await counted(() => desk.bulk(ids, state))
    expect(statements, state).toBeLessThanOrEqual(16)
    expect(roundTrips, state).toBeLessThanOrEqual(7)
  }
})

test('a comment taken takes few statements, whatever it brings along', async () => {
  await paper.api('PATCH', '/settings', { comments: { holdUnknown: false } })
  const said = {
    comment: 'See https://one.example and https://two.example',
    subscribe: 'yes',
    url: 'https://x.example',
  }
  const { statements, roundTrips } = await counted(() => paper.comment(article, said))
  // The last is the API's, which tells what came of it.
  expect(statements).toBeLessThanOrEqual(24)
  expect(roundTrips).toBeLessThanOrEqual(8)
})

test('a run of the clock stays inside the plan with everything waiting, and nothing waits for ever', async () => {
  const LETTERS = 60
  const ids = await crowdWaiting(server, article.id, 40)
  const old = JSON.stringify(await crowdWaiting(server, article.id, 130, 1000))
  const { DB, KV } = await server.env()
  const at = Date.parse('2026-11-22T10:00:00Z')
  const list = JSON.stringify(ids)
  await DB.batch([
    DB.prepare(`update comments set state = 'spam' where id in (select value from json_each(?1))`).bind(old),
    DB.prepare(
      `insert into rechecks (comment_id, call, due_at, attempts) select value, 'check', ?2, 11 from json_each(?1)`,
    ).bind(list, at),
    DB.prepare(
      `insert into letters (id, recipient, subject, body, created_at, attempts) select value, 'r' || value || '@example.com', 'S', 'B', ?2, 0
       from json_each(?1)`,
    ).bind(JSON.stringify(Array.from({ length: LETTERS }, (_, i) => 500 + i)), at - 3000),
    DB.prepare(
      `insert into letters (id, recipient, subject, body, created_at, attempts) select value + 1, '', 'notice', value, ?2, 0 from json_each(?1)`,
    ).bind(list, at - 3000),
    DB.prepare(
      `insert into commenters (comment_id, email, created_at, expires_at) select value, 'x@example.com', 1, 2 from json_each(?1)`,
    ).bind(list),
  ])
  for (let i = 0; i < 6; i++) {
    const form = {
      author: 'Eve',
      email: `eve${i}@example.com`,
      url: '',
      comment: `Spooled words, number ${i}`,
      comment_parent: null,
      subscribe: 'yes',
    }
    const sender = { address: '', addressHash: `a${i}`, emailHash: `e${i}`, userAgent: '', reader: `r${i}` }
    await KV.put(`spool/${i}`, JSON.stringify({ path: article.path, at, form, token: '', trapped: false, sender }))
  }
  for (let i = 0; i < 5; i++) await paper.publish({ headline: `Story ${i}` })
  const costs: number[] = []
  for (let minute = 0; minute < 60; minute++) {
    const { statements } = await counted(() => server.tick())
    costs.push(statements)
    await server.control('clock', { method: 'PUT', body: { advance: 60_000 } })
  }
  expect(Math.max(...costs), costs.join()).toBeLessThanOrEqual(MOST)
  expect(Math.max(...costs), 'or nothing was bounded here').toBeGreaterThan(35)
  expect(await rows('select * from rechecks where due_at < 1795341600000 and attempts = 11')).toEqual([])
  expect(await rows(`select id from comments where state = 'spam'`)).toEqual([])
  expect(await rows(`select id from letters where recipient like 'r5%'`)).toEqual([])
  expect(await rows(`select id from letters where subject = 'notice'`)).toEqual([])
  expect(await rows('select email from commenters where expires_at = 2')).toEqual([])
  expect((await KV.list({ prefix: 'spool/' })).keys).toEqual([])
  expect(await rows(`select id from comments where body like 'Spooled%'`)).toHaveLength(6)
  expect(await rows(`select path from copies where made_at is not null and path = '${article.path}'`)).toHaveLength(1)
}, 120_000)
