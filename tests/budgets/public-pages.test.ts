import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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
  await begin()
})
afterAll(() => server.close())

async function begin(): Promise<void> {
  await server.clear()
  paper = await openPaper(server)
  for (const day of ['01', '02', '03'])
    await paper.publish({ headline: `On ${day}`, publishedAt: `2026-11-${day}T10:00:00Z` })
  article = await paper.publish({ body: words(900), publishedAt: '2026-11-04T10:00:00Z' })
}

const words = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `${vocabulary[(i * i + 3 * i) % vocabulary.length]}${i % 12 === 11 ? '.\n\n' : ''}`,
  ).join(' ')
const vocabulary =
  'harbour council rowed against the weather while ferrymen argued about bread and tolls until somebody measured'.split(
    ' ',
  )

// SQLite's own count of rows varies by a few with where random keys lie in the tree; growth would be thousands.
const SLACK = 8

interface Cost {
  statements: number
  roundTrips: number
  rowsRead: number
  unmetered: number
  queries: string[]
}

/** What the database was asked for one uncached page. */
async function cost(path: string): Promise<Cost & { html: string }> {
  await server.control('entries', { method: 'DELETE' })
  await server.control('database', { method: 'DELETE' })
  const answer = await server.fetch(path)
  expect(`${path} ${answer.status}`).toBe(`${path} 200`)
  const html = await answer.text()
  return { ...(await server.control<Cost>('database')), html }
}

const pages = () => [
  '/',
  article.path,
  '/sections/harbour',
  '/authors/ada-quill',
  '/topics/ferry',
  '/2020',
  '/2020/01',
  '/sections/harbour?before=1583020800000-1000100',
  '/authors/ada-quill?before=1583020800000-1000100',
  '/topics/ferry?before=1583020800000-1000100',
  '/corrections',
  `${article.path}/history`,
  `${article.path}.md`,
  '/feed.xml',
  '/atom.xml',
  '/feed.json',
  '/sections/harbour/feed.xml',
  '/topics/ferry/atom.xml',
  '/authors/ada-quill/feed.json',
  '/principles',
  '/privacy',
  '/robots.txt',
  '/sitemap.xml',
  '/sitemap-pages.xml',
  '/sitemap-pages.xml?from=1',
  '/sitemap-2026-11.xml',
  '/sitemap-2026-11.xml?from=1793527200000-1',
  '/news-sitemap.xml',
  '/llms.txt',
  '/opensearch.xml',
  `/oembed?url=${encodeURIComponent(article.url)}`,
]

describe('an article page', () => {
  test('costs one round trip of three statements', async () => {
    const { statements, roundTrips, unmetered } = await cost(article.path)
    expect({ roundTrips, unmetered }).toEqual({ roundTrips: 1, unmetered: 0 })
    expect(statements).toBe(3)
  })

  test('of 900 words is under 10 KB compressed, its style included, and needs no script', async () => {
    const { html } = await cost(article.path)
    expect(gzipSync(html).length).toBeLessThan(10_240)
    // One script only adds: deferred, 3 KB at most, and the page is whole without it (tests/browser).
    // (What is said to machines is data, which no browser runs.)
    const scripts = (html.match(/<script[^>]*>/g) ?? []).filter(
      (each) => each !== '<script type="application/ld+json">',
    )
    expect(scripts).toEqual(['<script src="/page.js" defer>'])
    expect(gzipSync(readFileSync('public/page.js')).length).toBeLessThan(3_072)
    expect(html).not.toMatch(/<link[^>]+stylesheet/)
  })

  test('with 5,000 comments costs what one with 50 costs, and stays under 60 KB', async () => {
    await crowd(server, { commentsOn: article.id, comments: 60 })
    const few = await cost(article.path)
    await begin()
    await crowd(server, { commentsOn: article.id, comments: 5_000 })
    const many = await cost(article.path)
    expect(many.statements).toBe(few.statements)
    expect(many.rowsRead).toBeLessThanOrEqual(few.rowsRead + SLACK)
    expect(Buffer.byteLength(many.html)).toBeLessThan(60_000)
    expect(many.html).toContain('5000 Comments')
  })

  test('deep in a thread of 5,000 costs hardly more', async () => {
    await crowd(server, { commentsOn: article.id, comments: 5_000 })
    const first = await cost(article.path)
    const next = /\?comments=(\d+)#comments/.exec(first.html)?.[1] ?? ''
    const deep = await cost(`${article.path}?comments=000001000002000003000004002500`)
    expect(next).not.toBe('')
    expect(deep.rowsRead).toBeLessThanOrEqual(first.rowsRead + 110)
    expect(deep.html).toContain('Earlier comments')
    expect(deep.html).toContain('Later comments')
  })
})

describe('every public page', () => {
  test('reads no more rows when the paper has 10,000 articles', async () => {
    await crowd(server, { articles: 1_000, hours: 10 })
    const before = new Map<string, number>()
    for (const page of pages()) before.set(page, (await cost(page)).rowsRead)
    const { DB } = await server.env()
    await DB.batch(
      ['bylines', 'article_topics', 'articles'].map((table) =>
        DB.prepare(
          `delete from ${table} where ${table === 'articles' ? 'id' : 'article_id'} between 1000001 and 2000000`,
        ),
      ),
    )
    await crowd(server, { articles: 10_000 })
    for (const page of pages()) {
      expect((await cost(page)).rowsRead, page).toBeLessThanOrEqual((before.get(page) ?? 0) + SLACK)
    }
  })

  test('finds its rows by indexes', async () => {
    await crowd(server, { articles: 50, commentsOn: article.id, comments: 60 })
    const { DB } = await server.env()
    for (const page of [...pages(), `${article.path}?comments=000001000002`, '/nothing-here']) {
      await server.control('entries', { method: 'DELETE' })
      await server.control('database', { method: 'DELETE' })
      await (await server.fetch(page)).arrayBuffer()
      for (const query of (await server.control<Cost>('database')).queries) {
        const unbound = query.replaceAll('?', 'null')
        const { results } = await DB.prepare(`explain query plan ${unbound}`).all<{ detail: string }>()
        for (const { detail } of results) {
          // A SCAN of what a sub-select made (bounded by its own limit), of json_each or of a constant is none of a table.
          const bounded = /^SCAN (?:CONSTANT ROW|json_each|e\b|\(subquery|\(join|[a-z]$)/.test(detail)
          expect(bounded || !detail.startsWith('SCAN'), `${page}: ${detail} in ${query}`).toBe(true)
        }
      }
    }
  })
})
