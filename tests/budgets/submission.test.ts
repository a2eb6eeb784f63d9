import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { crowd } from '../support/crowd.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z' } })
  paper = await openPaper(server)
  article = await paper.publish()
})
afterAll(() => server.close())

// SQLite's own count of rows varies by a few; growth would be thousands.
const SLACK = 12

async function rowsRead(work: () => Promise<unknown>): Promise<number> {
  await server.control('database', { method: 'DELETE' })
  await work()
  return (await server.control<{ rowsRead: number }>('database')).rowsRead
}

const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''

test('a comment reads as many rows on an article with thousands of comments as on one with fifty', async () => {
  await crowd(server, { commentsOn: article.id, comments: 50 })
  // A reader who is known by the cookie, so that nothing is spared.
  const Cookie = cookieOf(await paper.say(article, { comment: 'The first of many words' }))
  const headers = { Cookie, Origin: server.url.origin }
  const said = (i: number) => async () =>
    expect((await paper.say(article, { comment: `Words of number ${i}` }, headers)).status).toBe(303)
  const few = await rowsRead(said(1))
  await more(3000)
  expect(await rowsRead(said(2))).toBeLessThanOrEqual(few + SLACK)
})

test("a page of an article's comments is listed in the order of an index, and no other is read", async () => {
  await crowd(server, { commentsOn: article.id, comments: 50 })
  await server.control('database', { method: 'DELETE' })
  const answer = await paper.api('GET', `/comments?article=${article.id}&limit=20`)
  expect(JSON.parse(await answer.text()).items).toHaveLength(20)
  const { queries } = await server.control<{ queries: string[] }>('database')
  const query = queries.find((each) => each.includes('from "comments"')) ?? ''
  const { DB } = await server.env()
  const plan = await DB.prepare(`explain query plan ${query.replaceAll('?', 'null')}`).all<{ detail: string }>()
  const details = plan.results.map(({ detail }) => detail).join('; ')
  expect(details).toContain('comments_of (article_id=?)')
  // To sort them, all would have to be read.
  expect(details).not.toContain('TEMP B-TREE')
})

/** More comments of the same article, beside the others. */
async function more(count: number): Promise<void> {
  const { DB } = await server.env()
  await DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
     insert into comments (id, article_id, path, author, body, body_html, state, shown, reasons, created_at)
     select 6000000 + i, ?2, printf('%06d', 500000 + i), 'Reader', 'Yes.', '<p>Yes.</p>', 'approved', 1, '[]', 1600000000000 + i from n`,
  )
    .bind(count, article.id)
    .run()
}
