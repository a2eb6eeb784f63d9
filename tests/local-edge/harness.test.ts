import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createTestHarness } from 'wrangler'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

const config = {
  name: 'local-edge-fixture',
  main: 'tests/local-edge/harness-worker.ts',
  compatibility_date: '2026-11-01',
  d1_databases: [{ binding: 'DB' }],
}
const server = createTestHarness({ workers: [{ config }] })

beforeAll(async () => {
  await server.listen()
})
afterAll(() => server.close())
beforeEach(async () => {
  await control('POST reset')
  await server.fetch('/setup', { method: 'POST' })
})

async function control(command: string, body?: unknown): Promise<unknown> {
  const [method = '', path = ''] = command.split(' ')
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
  const response = await server.fetch(`/__edge/${path}`, init)
  return response.json()
}

async function read(path: string, headers: Record<string, string> = {}) {
  const response = await server.fetch(path, { headers })
  return `${response.headers.get('cf-cache-status')} ${response.status} ${await response.text()}`
}

test('a page is kept in workerd until its tag is purged', async () => {
  expect(await read('/page')).toBe('MISS 200 edition 0')
  expect(await read('/page')).toBe('HIT 200 edition 0')
  const edited = await server.fetch('/edit', { method: 'POST' })
  expect(edited.headers.get('cf-cache-status')).toBe('BYPASS')
  expect(await edited.json()).toMatchObject({ purged: { success: true, errors: [] } })
  expect(await read('/page')).toBe('MISS 200 edition 1')
})

test('only the headers for the cache are taken away', async () => {
  const response = await server.fetch('/page')
  expect(response.headers.get('cache-control')).toBe('no-cache')
  expect(response.headers.get('etag')).toBe('W/"0"')
  expect(response.headers.get('cache-tag')).toBeNull()
  expect(response.headers.get('cloudflare-cdn-cache-control')).toBeNull()
  const fresh = await server.fetch('/__edge/render/page')
  expect(fresh.headers.get('cache-tag')).toBe('page:1')
  expect(fresh.headers.get('cf-cache-status')).toBeNull()
})

test('readers who come together share one run of the Worker', async () => {
  await control('DELETE database')
  const readers = await Promise.all(Array.from({ length: 8 }, () => read('/page')))
  expect(new Set(readers)).toEqual(new Set(['MISS 200 edition 0', 'HIT 200 edition 0']))
  expect(await control('GET database')).toMatchObject({ statements: 1, roundTrips: 1, rowsRead: 1 })
})

test('HEAD and conditional requests are answered from the bytes', async () => {
  const head = await server.fetch('/page', { method: 'HEAD' })
  expect([head.status, head.headers.get('cf-cache-status'), await head.text()]).toEqual([200, 'MISS', ''])
  expect(head.headers.get('content-length')).toBe('9')
  expect(await read('/page', { 'if-none-match': '"0"' })).toBe('HIT 304 ')
  expect(await read('/page', { range: 'bytes=0-6' })).toBe('HIT 206 edition')
})

test('a stale page is served while the Worker makes a new one, also when time is moved', async () => {
  await read('/page')
  await control('PUT faults', { purge: 'limited' })
  expect(await (await server.fetch('/edit', { method: 'POST' })).json()).toMatchObject({ purged: { success: false } })
  expect(await control('PUT clock', { now: '2030-01-01T00:00:00Z', frozen: true })).toMatchObject({ frozen: true })
  await control('DELETE entries')
  expect(await read('/page')).toBe('MISS 200 edition 1')
  await control('PUT clock', { advance: 601_000 })
  expect(await read('/page')).toBe('UPDATING 200 edition 1')
  expect(await control('POST settle')).toMatchObject({ pending: 0 })
  expect(await read('/page')).toBe('HIT 200 edition 1')
  const edited = await server.fetch('/edit', { method: 'POST' })
  expect(await edited.json()).toMatchObject({ at: '2030-01-01T00:10:01.000Z' })
})

test('with the database refusing, cached pages are served stale', async () => {
  await read('/page')
  await control('PUT clock', { advance: 3_600_000 })
  await control('PUT faults', { d1: 'refuse' })
  expect(await read('/page')).toBe('STALE 200 edition 0')
  await control('PUT faults', { d1: { fault: { hang: 30 }, times: 1 } })
  expect(await read('/page')).toBe('STALE 200 edition 0')
  expect(await read('/page')).toBe('EXPIRED 200 edition 0')
})

test('scheduled runs get a working cache, from the control path and from the harness', async () => {
  await read('/page')
  expect(await control('POST scheduled')).toEqual({ ran: true, settled: 1 })
  expect(await read('/page')).toBe('MISS 200 edition 1')
  await server.getWorker().scheduled({ cron: '* * * * *' })
  await control('POST settle')
  expect(await read('/page')).toBe('MISS 200 edition 2')
})

test('settling waits for work that another request left behind', async () => {
  await read('/later')
  expect(await control('POST settle')).toMatchObject({ settled: expect.any(Number), pending: 0 })
})

test('a reader who leaves does not take the page from those who wait for it', async () => {
  const leaving = new AbortController()
  const left = server.fetch('/page', { signal: leaving.signal }).catch(() => 'left')
  const waiting = read('/page')
  setTimeout(() => leaving.abort(), 5)
  expect(await waiting).toMatch(/^(HIT|MISS) 200 edition 0$/)
  await left
  expect(await read('/page')).toBe('HIT 200 edition 0')
})

test('readers who come together for what may not be kept are each answered', async () => {
  const readers = await Promise.all(Array.from({ length: 5 }, () => read('/private')))
  expect(readers).toEqual(Array(5).fill('BYPASS 200 mine'))
  const broken = await Promise.allSettled(Array.from({ length: 3 }, () => server.fetch('/broken')))
  expect(broken.map((response) => response.status)).toEqual(Array(3).fill('rejected'))
})

test('Drizzle works through the watched database, and is counted', async () => {
  await control('DELETE database')
  const rows = await (await server.fetch('/drizzle')).json()
  const page = { id: 1, body: 'edition', edited: 0 }
  expect(rows).toEqual([[page], [{ body: 'edition' }], [page]])
  const count = { statements: 3, roundTrips: 2, batches: 1, rowsRead: 2, unmetered: 1 }
  expect(await control('GET database')).toMatchObject(count)
})

test('an answer lost after the commit leaves the write behind', async () => {
  await control('PUT faults', { d1: { fault: 'after-commit', times: 1, only: 'writes' } })
  await expect(server.fetch('/edit', { method: 'POST' })).rejects.toThrow('Network connection lost')
  expect(await read('/page')).toBe('MISS 200 edition 1')
})
