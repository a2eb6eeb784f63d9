import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, refusedFields } from '../support/api.ts'
import { openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
const made: number[] = []

// 45 articles: every third in Harbour, every fifth by Ben, every ninth on Ferry; drafts, published and scheduled.
const inputs = Array.from({ length: 45 }, (_, i) => ({
  headline: `Article ${i}`,
  section: i % 3 === 0 ? 'harbour' : 'town-hall',
  authors: i % 5 === 0 ? ['ben-inkwell', 'ada-quill'] : ['ada-quill'],
  topics: i % 9 === 0 ? ['Ferry'] : [],
  ...[{}, { status: 'published' }, { status: 'published', publishedAt: '2999-01-01T00:00:00Z' }][i % 3],
}))

beforeAll(async () => {
  server = await startServer()
  paper = await openPaper(server)
  // All at one moment, so that only their ids tell them apart.
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z', frozen: true } })
  for (const input of inputs.slice(0, 30)) made.push(await make(input))
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T11:00:00Z', frozen: true } })
  for (const input of inputs.slice(30)) made.push(await make(input))
})
afterAll(() => server.close())

const make = async (input: object) => Number((await bodyOf(await paper.api('POST', '/articles', input))).id)

interface Item {
  id: number
  status: string
}
async function list(query: string): Promise<{ items: Item[]; cursor: string | null }> {
  const answer = await paper.api('GET', `/articles${query}`)
  expect(answer.status).toBe(200)
  return JSON.parse(await answer.text())
}

async function walk(filter: string, limit: number): Promise<number[]> {
  const ids: number[] = []
  let cursor = ''
  for (let pages = 0; pages < 60; pages++) {
    const page = await list(`?limit=${limit}${filter}${cursor}`)
    ids.push(...page.items.map(({ id }) => id))
    if (page.cursor === null) return ids
    expect(page.items).toHaveLength(limit)
    cursor = `&cursor=${encodeURIComponent(page.cursor)}`
  }
  throw new Error('The list has no end')
}

const sorted = (ids: number[]) => [...ids].sort()
const those = (test: (i: number) => boolean) => sorted(made.filter((_, i) => test(i)))

describe('the list of articles', () => {
  for (const limit of [1, 7, 15, 44, 45, 100]) {
    test(`walked by ${limit} has all 45, none twice, none missing`, async () => {
      const ids = await walk('', limit)
      expect(ids).toHaveLength(45)
      expect(sorted(ids)).toEqual(sorted(made))
    })
  }

  test('has the newest first, also across pages', async () => {
    expect(new Set((await walk('', 7)).slice(0, 15))).toEqual(new Set(made.slice(30)))
  })

  test('shows twenty unless asked for another number', async () => {
    expect((await list('')).items).toHaveLength(20)
  })

  test('does not double or lose any when one is made between two pages', async () => {
    const first = await list('?limit=40')
    const extra = await make({ headline: 'In between' })
    const second = await list(`?limit=100&cursor=${first.cursor}`)
    expect(sorted([...first.items, ...second.items].map(({ id }) => id))).toEqual(sorted(made))
    const db = await server.env()
    for (const table of ['revisions where article_id', 'articles where id']) {
      await db.DB.prepare(`delete from ${table} = ?`).bind(extra).run()
    }
  })

  for (const [filter, test_] of [
    ['&status=draft', (i) => i % 3 === 0],
    ['&status=published', (i) => i % 3 === 1],
    ['&status=scheduled', (i) => i % 3 === 2],
    ['&status=withdrawn', () => false],
    ['&section=harbour', (i) => i % 3 === 0],
    ['&author=ben-inkwell', (i) => i % 5 === 0],
    ['&topic=ferry', (i) => i % 9 === 0],
    ['&author=ben-inkwell&section=harbour', (i) => i % 15 === 0],
    ['&section=nowhere', () => false],
    ['&author=nobody', () => false],
    ['&topic=nothing', () => false],
  ] as [string, (i: number) => boolean][]) {
    test(`filtered by ${filter.slice(1)} has exactly those`, async () => {
      expect(sorted(await walk(filter, 4))).toEqual(those(test_))
    })
  }
})

describe('a list refuses', () => {
  for (const [query, field] of [
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=', 'cursor'],
    ['cursor=abc', 'cursor'],
    ['cursor=1', 'cursor'],
    ['cursor=1-', 'cursor'],
    ['cursor=1-2-3', 'cursor'],
    ["cursor=1-2'", 'cursor'],
    ['cursor=99999999999999999-1', 'cursor'],
    ['status=gone', 'status'],
    ['order=asc', 'order'],
    ['offset=20', 'offset'],
  ] as const) {
    test(`?${query}, and names the field`, async () => {
      expect(await refusedFields(await paper.api('GET', `/articles?${query}`))).toEqual([field])
    })
  }

  for (const path of ['/authors', '/sections', '/topics', '/comments', '/redirects', '/purges']) {
    test(`the same at ${path}`, async () => {
      expect(await refusedFields(await paper.api('GET', `${path}?limit=0&cursor=x&q=1`))).toEqual([
        'cursor',
        'limit',
        'q',
      ])
    })
  }
})
