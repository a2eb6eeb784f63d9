import { describe, expect, test } from 'vitest'
import { behindEdge, later, NativeContext, page } from './worker-fixture.ts'

const HEADERS = { 'cache-control': 'max-age=60, stale-while-revalidate=30', 'cache-tag': 'B,a', etag: '"x"' }

test('the app never sees the control path', async () => {
  const site = behindEdge(page(HEADERS))
  expect((await site.get('/__edge/entries')).status).toBe(200)
  expect((await site.get('/__edge/nothing')).status).toBe(404)
  expect(site.runs).toEqual([])
})

test('entries tell what is stored, how old and how fresh', async () => {
  const site = behindEdge(page(HEADERS))
  await site.control('PUT clock', { now: '2026-11-22T10:00:00Z', frozen: true })
  await site.get('/a?b=1')
  later(20)
  expect(await site.control('GET entries')).toEqual({
    entries: [
      {
        key: expect.stringContaining('/a?b=1'),
        address: '/a?b=1',
        status: 200,
        tags: ['b', 'a'],
        vary: {},
        bytes: 9,
        etag: '"x"',
        storedAt: '2026-11-22T10:00:00.000Z',
        age: 20,
        fresh: true,
        freshFor: 40,
        invalidated: false,
        lifetime: { freshFor: 60, staleWhileRevalidate: 30, staleIfError: null },
      },
    ],
  })
  expect(await site.control('DELETE entries')).toEqual({ entries: [] })
  expect(await site.status('/a?b=1')).toBe('MISS')
})

describe('the clock', () => {
  test('is set, moved, frozen and reset', async () => {
    const site = behindEdge(() => Response.json([new Date().toISOString(), Date.now(), Date()]))
    const before = new Date()
    const start = Date.parse('2030-01-01T00:00:00Z')
    await site.control('PUT clock', { now: '2030-01-01T00:00:00Z', frozen: true })
    expect(await (await site.get('/a')).json()).toEqual(['2030-01-01T00:00:00.000Z', start, new Date(start).toString()])
    const moved = await site.control('PUT clock', { advance: 1500 })
    expect(moved).toMatchObject({ now: '2030-01-01T00:00:01.500Z', frozen: true })
    expect(await site.control('PUT clock', { now: start, advance: 1000, frozen: false })).toMatchObject({
      frozen: false,
    })
    expect(before).toBeInstanceOf(Date)
    expect(new Date(0).getTime()).toBe(0)
    expect(await site.control('DELETE clock')).toMatchObject({ offset: 0, frozen: false })
    expect(Date.now() - before.getTime()).toBeLessThan(60_000)
  })

  test('runs on when it is not frozen', async () => {
    const site = behindEdge(page({}))
    await site.control('PUT clock', { advance: 3_600_000 })
    const first = Date.now()
    await new Promise((resolve) => setTimeout(resolve, 15))
    expect(Date.now()).toBeGreaterThan(first)
  })

  test('is refused what is not a time', async () => {
    const site = behindEdge(page({}))
    expect((await site.send('PUT', '/__edge/clock', { now: 'soon' })).status).toBe(400)
    expect((await site.send('PUT', '/__edge/clock', { advance: '5' })).status).toBe(400)
    expect((await site.send('PUT', '/__edge/clock', [1])).status).toBe(400)
  })
})

describe('purges', () => {
  test('are kept in a log, with what they touched', async () => {
    const site = behindEdge(page(HEADERS))
    await site.control('PUT clock', { now: '2026-11-22T10:00:00Z', frozen: true })
    await site.get('/a')
    await site.purge({ tags: ['A'] })
    await site.invalidate({ pathPrefixes: ['/x'] })
    const result = { success: true, errors: [] }
    const at = '2026-11-22T10:00:00.000Z'
    expect(await site.control('GET purges')).toEqual({
      purges: [
        { at, method: 'purge', options: { tags: ['A'] }, result, touched: ['/a'] },
        { at, method: 'invalidate', options: { pathPrefixes: ['/x'] }, result, touched: [] },
      ],
    })
    expect(await site.control('DELETE purges')).toEqual({ purges: [] })
    expect(await site.control('GET purges')).toEqual({ purges: [] })
  })

  test('can be limited, made to throw, and freed of the limit', async () => {
    const site = behindEdge(page(HEADERS))
    await site.control('PUT faults', { purge: 'limited' })
    expect(await site.purge({ tags: ['a'] })).toMatchObject({ success: false })
    await site.control('PUT faults', { purge: 'throw' })
    await expect(site.purge({ tags: ['a'] })).rejects.toThrow('could not be reached')
    await site.control('PUT faults', { purge: 'unlimited' })
    for (let call = 0; call < 40; call += 1) expect((await site.purge({ tags: ['a'] })).success).toBe(true)
    expect(await site.control('PUT faults', { purge: null })).toEqual({ d1: null, purge: null, files: null, kv: null })
    expect((await site.send('PUT', '/__edge/faults', { purge: 'maybe' })).status).toBe(400)
  })
})

test('a scheduled run is started, and its work waited for', async () => {
  const seen: unknown[] = []
  const site = behindEdge(
    page({}),
    {},
    {
      scheduled(controller, _env, ctx) {
        seen.push(controller.cron, controller.scheduledTime)
        ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 5)).then(() => seen.push('done')))
      },
    },
  )
  expect(await site.control('POST scheduled', { cron: '0 * * * *', scheduledTime: 5 })).toEqual({
    ran: true,
    settled: 1,
  })
  expect(seen).toEqual(['0 * * * *', 5, 'done'])
  expect(await behindEdge(page({})).control('POST scheduled')).toEqual({ ran: false, settled: 0 })
})

test('messages are handed to the consumer of a queue when a test says so', async () => {
  const seen: unknown[] = []
  const site = behindEdge(
    page({}),
    {},
    {
      queue({ queue, messages }) {
        for (const message of messages) {
          seen.push([queue, message.body, message.attempts])
          if (message.body === 'later') message.retry()
          else message.ack()
        }
      },
    },
  )
  const messages = ['now', 'later', { any: 1 }]
  expect(await site.control('POST queue', { queue: 'letters', attempts: 2, messages })).toEqual({
    ...{ taken: 2, again: 1 },
    settled: 0,
  })
  expect(seen).toEqual(messages.map((body) => ['letters', body, 2]))
  expect((await site.send('POST', '/__edge/queue', { messages: 'none' })).status).toBe(400)
})

test('a scheduled run that fails says so', async () => {
  const site = behindEdge(
    page({}),
    {},
    {
      scheduled() {
        throw new Error('no such table')
      },
    },
  )
  const response = await site.send('POST', '/__edge/scheduled')
  expect([response.status, await response.json()]).toEqual([500, { error: 'no such table' }])
})

test('a render shows what the Worker says now, headers for the cache included, and keeps nothing', async () => {
  const site = behindEdge(page(HEADERS))
  await site.get('/a')
  const fresh = await site.get('/__edge/render/a?b=1', { 'if-none-match': '"x"' })
  expect(await fresh.text()).toBe('edition 2')
  expect(fresh.headers.get('cache-tag')).toBe('B,a')
  expect(fresh.headers.has('cf-cache-status')).toBe(false)
  expect(site.runs[1]?.url).toBe('https://paper.example/a?b=1')
  expect(await (await site.get('/a')).text()).toBe('edition 1')
})

test('a reset forgets entries, purges, faults, counts and moved time, and refills the bucket', async () => {
  const site = behindEdge(page(HEADERS))
  await site.control('PUT clock', { now: 0, frozen: true })
  await site.get('/a')
  for (let call = 0; call < 26; call += 1) await site.purge({ tags: ['none'] })
  await site.control('PUT faults', { d1: 'refuse' })
  await site.control('POST reset')
  expect(await site.control('GET entries')).toEqual({ entries: [] })
  expect(await site.control('GET purges')).toEqual({ purges: [] })
  expect(await site.control('GET faults')).toEqual({ d1: null, purge: null, files: null, kv: null })
  expect(await site.control('GET clock')).toMatchObject({ offset: 0, frozen: false })
  expect(await site.purge({ tags: ['none'] })).toEqual({ success: true, errors: [] })
})

test('env is the same object for every request of an isolate', async () => {
  const seen = new Set<unknown>()
  const site = behindEdge((_request, env) => {
    seen.add(env)
    return new Response('', { headers: { 'cache-control': 'no-store' } })
  })
  await site.get('/a', {}, new NativeContext())
  await site.get('/b', {}, new NativeContext())
  expect(seen.size).toBe(1)
})
