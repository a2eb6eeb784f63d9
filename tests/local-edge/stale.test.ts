import { describe, expect, test } from 'vitest'
import { behindEdge, cacheStatus, later, page, revisable } from './worker-fixture.ts'

async function seen(response: Promise<Response>) {
  const answer = await response
  return `${cacheStatus(answer)} ${answer.status} ${await answer.text()}`
}

describe('stale-while-revalidate', () => {
  test('serves the old page while the Worker makes a new one', async () => {
    const site = behindEdge(page({ 'cache-control': 'max-age=60, stale-while-revalidate=30' }))
    await site.get('/a')
    later(89)
    expect(await seen(site.get('/a'))).toBe('UPDATING 200 edition 1')
    await site.edge.settle()
    expect(await seen(site.get('/a'))).toBe('HIT 200 edition 2')
  })

  test('ends with its window', async () => {
    const site = behindEdge(page({ 'cache-control': 'max-age=60, stale-while-revalidate=30' }))
    await site.get('/a')
    later(90)
    expect(await seen(site.get('/a'))).toBe('EXPIRED 200 edition 2')
  })

  test('runs the Worker once for all who come during the refresh', async () => {
    const site = behindEdge(page({ 'cache-control': 'max-age=60, stale-while-revalidate=30' }))
    await site.get('/a')
    later(70)
    const readers = await Promise.all([site.get('/a'), site.get('/a'), site.get('/a')])
    expect(readers.map(cacheStatus)).toEqual(['UPDATING', 'UPDATING', 'UPDATING'])
    await site.edge.settle()
    expect(site.runs).toHaveLength(2)
  })

  test('with no-cache, or max-age=0, makes every request an UPDATING one', async () => {
    for (const value of ['no-cache', 'max-age=0']) {
      const site = behindEdge(page({ 'cache-control': `${value}, stale-while-revalidate=30` }))
      await site.get('/a')
      expect(await seen(site.get('/a'))).toBe('UPDATING 200 edition 1')
      await site.edge.settle()
      expect(await seen(site.get('/a'))).toBe('UPDATING 200 edition 2')
    }
  })

  test('keeps the old page when the refresh fails', async () => {
    const { state, answer } = revisable({ 'cache-control': 'max-age=60, stale-while-revalidate=30' })
    const site = behindEdge(answer)
    await site.get('/a')
    later(70)
    state.broken = true
    await site.get('/a')
    await site.edge.settle()
    expect(await seen(site.get('/a'))).toBe('UPDATING 200 edition 1')
  })

  test.each(['s-maxage=60', 'must-revalidate', 'proxy-revalidate'])('is switched off by %s', async (directive) => {
    const site = behindEdge(page({ 'cache-control': `${directive}, max-age=60, stale-while-revalidate=30` }))
    await site.get('/a')
    later(70)
    expect(await site.status('/a')).toBe('EXPIRED')
  })
})

describe('when the Worker fails', () => {
  const failing = (headers: Record<string, string>, failure: () => Response) => {
    const state = { failing: false }
    const site = behindEdge(() => (state.failing ? failure() : new Response('kept', { headers })))
    return { state, site }
  }
  const thrown = () => {
    throw new Error('The Worker is broken.')
  }
  const unavailable = () => new Response('sorry', { status: 503, headers: { 'cache-control': 'no-store' } })

  test.each([
    ['throws', thrown],
    ['answers 503', unavailable],
    [
      'answers 500 that may be kept',
      () => new Response('', { status: 500, headers: { 'cache-control': 'max-age=9' } }),
    ],
    ['answers 520', () => new Response('', { status: 520 })],
  ])('and %s, the old page is served however old it is', async (_name, failure) => {
    const { state, site } = failing({ 'cache-control': 'max-age=60' }, failure)
    await site.get('/a')
    state.failing = true
    later(90 * 24 * 3600)
    expect(await seen(site.get('/a'))).toBe('STALE 200 kept')
    state.failing = false
    expect(await seen(site.get('/a'))).toBe('EXPIRED 200 kept')
  })

  test('a page past its stale-while-revalidate is still served', async () => {
    const { state, site } = failing({ 'cache-control': 'max-age=60, stale-while-revalidate=30' }, unavailable)
    await site.get('/a')
    state.failing = true
    later(3600)
    expect(await seen(site.get('/a'))).toBe('STALE 200 kept')
  })

  test('stale-if-error bounds how old a page may be', async () => {
    const { state, site } = failing({ 'cache-control': 'max-age=60, stale-if-error=40' }, unavailable)
    await site.get('/a')
    state.failing = true
    later(99)
    expect(await site.status('/a')).toBe('STALE')
    later(1)
    expect(await seen(site.get('/a'))).toBe('BYPASS 503 sorry')
  })

  test('stale-if-error=0 shows errors', async () => {
    const { state, site } = failing({ 'cache-control': 'max-age=60, stale-if-error=0' }, unavailable)
    await site.get('/a')
    state.failing = true
    later(60)
    expect(await seen(site.get('/a'))).toBe('BYPASS 503 sorry')
  })

  test.each(['s-maxage=60', 'must-revalidate', 'proxy-revalidate'])('%s shows errors', async (directive) => {
    const { state, site } = failing({ 'cache-control': `${directive}, max-age=60, stale-if-error=999` }, thrown)
    await site.get('/a')
    state.failing = true
    later(60)
    await expect(site.get('/a')).rejects.toThrow('The Worker is broken.')
  })

  test('a page that is not kept has nothing stale to show', async () => {
    const { state, site } = failing({}, unavailable)
    state.failing = true
    expect(await seen(site.get('/a'))).toBe('BYPASS 503 sorry')
  })

  test('a purged page has nothing stale to show', async () => {
    const { state, site } = failing({ 'cache-control': 'max-age=60', 'cache-tag': 'a' }, unavailable)
    await site.get('/a')
    await site.purge({ tags: ['a'] })
    state.failing = true
    expect(await seen(site.get('/a'))).toBe('BYPASS 503 sorry')
  })
})

test('a successor that may not be kept leaves the old page in place for errors', async () => {
  const { state, answer } = revisable({ 'cache-control': 'max-age=60' })
  const gone = { now: false }
  const site = behindEdge((...given) =>
    gone.now && !state.broken
      ? new Response('gone', { status: 410, headers: { 'cache-control': 'no-store' } })
      : answer(...given),
  )
  await site.get('/a')
  later(60)
  gone.now = true
  expect(await seen(site.get('/a'))).toBe('BYPASS 410 gone')
  state.broken = true
  expect(await seen(site.get('/a'))).toBe('STALE 200 edition 1')
})

describe('revalidation', () => {
  test('sends the stored ETag to the Worker, and a 304 keeps the stored body', async () => {
    const site = behindEdge(revisable({ 'cache-control': 'max-age=60' }).answer)
    await site.get('/a')
    later(60)
    expect(await seen(site.get('/a'))).toBe('REVALIDATED 200 edition 1')
    expect(site.runs[1]?.headers.get('if-none-match')).toBe('"1"')
    expect(await seen(site.get('/a'))).toBe('HIT 200 edition 1')
  })

  test('sends Last-Modified as If-Modified-Since', async () => {
    const modified = 'Sun, 01 Nov 2026 00:00:00 GMT'
    const site = behindEdge(page({ 'cache-control': 'no-cache', 'last-modified': modified }))
    await site.get('/a')
    await site.get('/a')
    expect(site.runs[1]?.headers.get('if-modified-since')).toBe(modified)
  })

  test('of no-cache happens each time: REVALIDATED after a 304, EXPIRED after a new page', async () => {
    const { state, answer } = revisable({ 'cache-control': 'no-cache' })
    const site = behindEdge(answer)
    await site.get('/a')
    expect(await site.status('/a')).toBe('REVALIDATED')
    state.edition = 2
    expect(await seen(site.get('/a'))).toBe('EXPIRED 200 edition 2')
  })

  test('freshens the headers, tags and lifetime with those of the 304', async () => {
    const headers: Record<string, string> = { 'cache-control': 'max-age=60', 'cache-tag': 'old', 'x-build': '1' }
    const site = behindEdge(revisable(headers).answer)
    await site.get('/a')
    later(60)
    Object.assign(headers, {
      'cache-control': 'max-age=100',
      'cache-tag': 'new',
      'x-build': '2',
      'content-type': 'x/y',
    })
    const revalidated = await site.get('/a')
    expect(revalidated.headers.get('x-build')).toBe('2')
    expect(revalidated.headers.get('content-type')).toBe('text/plain;charset=UTF-8')
    later(99)
    expect(await site.status('/a')).toBe('HIT')
    await site.purge({ tags: ['old'] })
    expect(await site.status('/a')).toBe('HIT')
    await site.purge({ tags: ['new'] })
    expect(await site.status('/a')).toBe('MISS')
  })

  test('of a reader’s own making does not reach the Worker', async () => {
    const site = behindEdge(revisable({ 'cache-control': 'max-age=60' }).answer)
    const first = await site.get('/a', { 'if-none-match': '"1"', range: 'bytes=0-1', 'if-modified-since': 'x' })
    expect([first.status, cacheStatus(first)]).toEqual([304, 'MISS'])
    const reached = site.runs[0]?.headers
    expect(['if-none-match', 'range', 'if-modified-since'].map((name) => reached?.get(name))).toEqual([
      null,
      null,
      null,
    ])
  })

  test('is not what a request’s own Cache-Control asks for', async () => {
    const site = behindEdge(page({ 'cache-control': 'max-age=60' }))
    await site.get('/a')
    expect(await site.status('/a', { 'cache-control': 'no-cache' })).toBe('HIT')
  })
})
