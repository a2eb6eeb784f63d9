import { describe, expect, test } from 'vitest'
import { behindEdge, cacheStatus, later, page } from './worker-fixture.ts'

/** What the cache says to the first and to the second request. */
async function twice(headers: Record<string, string>, status = 200, asked: Record<string, string> = {}) {
  const site = behindEdge(page(headers, status))
  return [await site.status('/a', asked), await site.status('/a', asked)]
}

/** For how many seconds a page with these headers is a HIT. */
async function isFreshUntil(seconds: number, headers: Record<string, string>, status = 200) {
  const site = behindEdge(page(headers, status))
  await site.get('/a')
  later(seconds - 1)
  const before = await site.status('/a')
  later(1)
  return before === 'HIT' && (await site.status('/a')) === 'EXPIRED'
}

describe('without Cache-Control and Expires', () => {
  test.each([
    [200, 7200],
    [203, 7200],
    [300, 1200],
    [301, 1200],
    [404, 180],
    [410, 180],
    [405, 60],
    [414, 60],
    [501, 60],
  ])('a %i is kept for %i seconds', async (status, seconds) => {
    const site = behindEdge(page({}, status))
    await site.get('/a')
    later(seconds - 1)
    expect(await site.status('/a')).toBe('HIT')
    later(1)
    expect(await site.status('/a')).not.toBe('HIT')
  })

  test('a 204 is kept, and served without a body', async () => {
    const site = behindEdge(() => new Response(null, { status: 204 }))
    await site.get('/a')
    const response = await site.get('/a')
    expect([response.status, cacheStatus(response), await response.text()]).toEqual([204, 'HIT', ''])
  })

  test.each([302, 307, 400, 401, 403, 500, 503])('a %i is not kept', async (status) => {
    expect(await twice({}, status)).toEqual(['MISS', 'MISS'])
  })

  test('a page under the name of a stylesheet is not kept (Cache Deception Armor)', async () => {
    const site = behindEdge(page({ 'content-type': 'text/html; charset=utf-8' }))
    expect([await site.status('/me.css'), await site.status('/me.css')]).toEqual(['BYPASS', 'BYPASS'])
    expect([await site.status('/me'), await site.status('/me')]).toEqual(['MISS', 'HIT'])
  })

  test('the armor lets pictures pass, matching types, and whatever says how it is to be cached', async () => {
    const picture = behindEdge(page({ 'content-type': 'image/png' }))
    expect([await picture.status('/a.css'), await picture.status('/a.css')]).toEqual(['MISS', 'HIT'])
    const styles = behindEdge(page({ 'content-type': 'text/css' }))
    expect([await styles.status('/a.css'), await styles.status('/a.css')]).toEqual(['MISS', 'HIT'])
    const explicit = behindEdge(page({ 'content-type': 'text/html', 'cache-control': 'max-age=60' }))
    expect([await explicit.status('/a.css'), await explicit.status('/a.css')]).toEqual(['MISS', 'HIT'])
  })
})

describe('what is never kept', () => {
  test.each([
    ['no-store', { 'cache-control': 'no-store' }],
    ['no-store beside a lifetime', { 'cache-control': 'max-age=60, no-store' }],
    ['private', { 'cache-control': 'private, max-age=60' }],
    ['Set-Cookie', { 'cache-control': 'public, max-age=60', 'set-cookie': 'a=1' }],
    ['Vary: *', { 'cache-control': 'max-age=60', vary: 'accept, *' }],
  ])('%s', async (_name, headers) => {
    expect(await twice(headers)).toEqual(['BYPASS', 'BYPASS'])
  })

  test.each([206, 520, 523, 526])('a %i, whatever its headers say', async (status) => {
    expect(await twice({ 'cache-control': 'public, max-age=60' }, status)).toEqual(['MISS', 'MISS'])
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('the answer to a %s', async (method) => {
    const site = behindEdge(page({ 'cache-control': 'public, max-age=60' }))
    expect(cacheStatus(await site.send(method, '/a'))).toBe('BYPASS')
    expect(await site.status('/a')).toBe('MISS')
  })

  test('a WebSocket upgrade', async () => {
    const site = behindEdge(page({ 'cache-control': 'public, max-age=60' }))
    expect(await site.status('/a', { upgrade: 'websocket' })).toBe('BYPASS')
    expect(await site.status('/a')).toBe('MISS')
  })

  test('a scheduled run', async () => {
    const site = behindEdge(page({}), {}, { scheduled() {} })
    await site.control('POST scheduled')
    expect(await site.control('GET entries')).toEqual({ entries: [] })
  })
})

test('a cookie named in private="set-cookie" reaches its reader and not the stored copy', async () => {
  const site = behindEdge(page({ 'cache-control': 'max-age=60, private="set-cookie"', 'set-cookie': 'a=1' }))
  expect((await site.get('/a')).headers.get('set-cookie')).toBe('a=1')
  const second = await site.get('/a')
  expect([cacheStatus(second), second.headers.get('set-cookie')]).toEqual(['HIT', null])
})

describe('a request with Authorization', () => {
  const asked = { authorization: 'Bearer secret' }
  test.each(['max-age=60', 'proxy-revalidate, max-age=60'])('%s is not kept', async (value) => {
    expect(await twice({ 'cache-control': value }, 200, asked)).toEqual(['BYPASS', 'BYPASS'])
  })
  test('nothing is kept without Cache-Control', async () => {
    expect(await twice({}, 200, asked)).toEqual(['BYPASS', 'BYPASS'])
  })
  test.each(['public, max-age=60', 'must-revalidate, max-age=60', 's-maxage=60'])('%s is kept', async (value) => {
    expect(await twice({ 'cache-control': value }, 200, asked)).toEqual(['MISS', 'HIT'])
  })
  test('is served what others have stored: the header is not in the key', async () => {
    const site = behindEdge(page({ 'cache-control': 'max-age=60' }))
    await site.get('/a')
    expect(await site.status('/a', asked)).toBe('HIT')
  })
})

describe('lifetimes', () => {
  test('max-age', async () => {
    expect(await isFreshUntil(60, { 'cache-control': 'max-age=60' })).toBe(true)
  })
  test('s-maxage goes before max-age', async () => {
    expect(await isFreshUntil(90, { 'cache-control': 'max-age=60, s-maxage=90' })).toBe(true)
  })
  test('an explicit lifetime keeps statuses that are not kept by default', async () => {
    expect(await isFreshUntil(60, { 'cache-control': 'max-age=60' }, 403)).toBe(true)
  })
  test('Expires, when no max-age is given', async () => {
    const expires = new Date(Date.now() + 100_500).toUTCString()
    const site = behindEdge(page({ expires }))
    await site.get('/a')
    later(98)
    expect(await site.status('/a')).toBe('HIT')
    later(3)
    expect(await site.status('/a')).toBe('EXPIRED')
  })
  test('max-age goes before Expires, and an Expires that cannot be read lies in the past', async () => {
    const past = new Date(0).toUTCString()
    expect(await isFreshUntil(60, { 'cache-control': 'max-age=60', expires: past })).toBe(true)
    expect(await twice({ expires: '0' })).toEqual(['MISS', 'EXPIRED'])
  })
  test('no-cache is stored, and asks the Worker each time', async () => {
    expect(await twice({ 'cache-control': 'no-cache, max-age=60' })).toEqual(['MISS', 'EXPIRED'])
  })
  test('directives without a lifetime switch the defaults off', async () => {
    expect(await twice({ 'cache-control': 'public' })).toEqual(['MISS', 'EXPIRED'])
  })
})

describe('of several headers', () => {
  const three = {
    'cloudflare-cdn-cache-control': 'max-age=300',
    'cdn-cache-control': 'max-age=200',
    'cache-control': 'no-store',
  }
  test('Cloudflare-CDN-Cache-Control goes first, and readers do not see it', async () => {
    expect(await isFreshUntil(300, three)).toBe(true)
    const response = await behindEdge(page(three)).get('/a')
    expect(response.headers.has('cloudflare-cdn-cache-control')).toBe(false)
    expect(response.headers.get('cdn-cache-control')).toBe('max-age=200')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })
  test('CDN-Cache-Control goes before Cache-Control', async () => {
    expect(await isFreshUntil(200, { 'cdn-cache-control': 'max-age=200', 'cache-control': 'max-age=9' })).toBe(true)
    expect(await twice({ 'cdn-cache-control': 'no-store', 'cache-control': 'max-age=9' })).toEqual(['BYPASS', 'BYPASS'])
  })
  test('what is for the cache alone is stripped from a BYPASS too', async () => {
    const headers = { 'cloudflare-cdn-cache-control': 'no-store', 'cache-tag': 'a' }
    const response = await behindEdge(page(headers)).get('/a')
    expect(cacheStatus(response)).toBe('BYPASS')
    expect(response.headers.has('cloudflare-cdn-cache-control')).toBe(false)
    expect(response.headers.has('cache-tag')).toBe(false)
  })
})
