import { afterAll, beforeAll, expect, test } from 'vitest'
import { crowd } from '../support/crowd.ts'
import { openPaper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
  const paper = await openPaper(server)
  await paper.publish({ headline: 'A rare bird', publishedAt: '2026-11-04T10:00:00Z' })
})
afterAll(() => server.close())

interface Cost {
  statements: number
  roundTrips: number
  rowsRead: number
  queries: string[]
}

async function cost(query: string): Promise<Cost & { html: string }> {
  await server.control('entries', { method: 'DELETE' })
  await server.control('database', { method: 'DELETE' })
  const answer = await server.fetch(`/search?${query}`)
  const html = await answer.text()
  expect(`${query} ${answer.status}`).toBe(`${query} 200`)
  return { ...(await server.control<Cost>('database')), html }
}

/** Old articles, and their place in the index as the migration gives it. */
async function fill(articles: number): Promise<void> {
  const { DB } = await server.env()
  await DB.batch(
    ['search_texts', 'bylines', 'article_topics', 'articles'].map((table) =>
      DB.prepare(
        `delete from ${table} where ${table === 'articles' ? 'id' : 'article_id'} between 1000001 and 2000000`,
      ),
    ),
  )
  await crowd(server, { articles })
  await DB.prepare(
    `insert into search_texts select s.key, s.article_id, headline, standfirst, body, about, filed, unspaced
     from search_source s where s.article_id between 1000001 and 2000000`,
  ).run()
}

const queries = [
  'q=old',
  'q=story&section=harbour',
  'q=old+story&author=ada-quill&from=2020-01-01',
  'q=quill',
  'q=rare',
  'q=sto',
]

test('a search reads no more rows when more match than are ranked, and costs two calls', async () => {
  await fill(600)
  const before = new Map<string, number>()
  const mistyped = (await cost('q=oldd+storry')).rowsRead
  for (const query of queries) before.set(query, (await cost(query)).rowsRead)
  await fill(4_000)
  for (const query of queries) {
    const { rowsRead, roundTrips, statements, html } = await cost(query)
    expect(rowsRead, query).toBeLessThanOrEqual((before.get(query) ?? 0) + 8)
    expect(rowsRead, query).toBeLessThan(3_000)
    expect({ roundTrips, statements }, query).toEqual({ roundTrips: 2, statements: 7 })
    expect(html, query).toContain(query === 'q=rare' ? '1 article' : 'the newest 500')
  }
  expect((await cost('')).roundTrips).toBe(1)
  const { roundTrips, rowsRead } = await cost('q=oldd+storry')
  expect(roundTrips).toBe(5)
  expect(rowsRead).toBeLessThanOrEqual(mistyped + 8)
})

test('a search finds its rows by indexes', async () => {
  const { DB } = await server.env()
  for (const query of [...queries, 'q=oldd+storry', 'q=東京']) {
    for (const asked of (await cost(query)).queries) {
      const { results } = await DB.prepare(`explain query plan ${asked.replaceAll('?', 'null')}`).all<{
        detail: string
      }>()
      for (const { detail } of results) {
        // A virtual table is always "scanned": by the index of its words (M), by its key (=), or from a term on (vocabulary).
        const bounded =
          /^SCAN (?:CONSTANT ROW|json_each|[a-z]$|[a-z](?: EXISTS)? VIRTUAL TABLE|\(subquery|\(join|\d+$|(?:search|search_unspaced)(?: EXISTS)? VIRTUAL TABLE INDEX \d+:.*M)/
        expect(bounded.test(detail) || !detail.startsWith('SCAN'), `${query}: ${detail} in ${asked}`).toBe(true)
      }
    }
  }
})
