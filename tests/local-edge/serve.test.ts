import { describe, expect, test } from 'vitest'
import { behindEdge, cacheStatus, later, page } from './worker-fixture.ts'

const MODIFIED = 'Sun, 01 Nov 2026 00:00:00 GMT'

/** A cached page of the body "edition 1". */
async function cached(headers: Record<string, string>) {
  const site = behindEdge(page({ 'cache-control': 'public, max-age=60', ...headers }))
  await site.get('/a')
  return site
}

test('nothing but Cf-Cache-Status and Age is added, and nothing else is taken', async () => {
  const headers = { 'cache-control': 'max-age=60', 'content-type': 'text/html', 'x-own': '1', link: '</a>; rel=x' }
  const site = behindEdge(page({ ...headers, 'cache-tag': 'a' }))
  expect(Object.fromEntries((await site.get('/a')).headers)).toEqual({ ...headers, 'cf-cache-status': 'MISS' })
  later(7)
  const hit = Object.fromEntries((await site.get('/a')).headers)
  expect(hit).toEqual({ ...headers, 'cf-cache-status': 'HIT', age: '7' })
})

describe('If-None-Match', () => {
  test.each([
    ['"x"', '"x"'],
    ['W/"x"', '"x"'],
    ['"x"', 'W/"x"'],
    ['"x"', '"a", W/"x"'],
    ['"x,y"', '"x,y"'],
    ['"x"', '*'],
  ])('an ETag of %s matches %s', async (etag, asked) => {
    const response = await (await cached({ etag })).get('/a', { 'if-none-match': asked })
    expect([response.status, cacheStatus(response), await response.text()]).toEqual([304, 'HIT', ''])
    expect(response.headers.get('etag')).toBe(etag)
  })

  test.each(['"y"', 'x', '""', ''])('%s does not match', async (asked) => {
    expect((await (await cached({ etag: '"x"' })).get('/a', { 'if-none-match': asked })).status).toBe(200)
  })

  test('goes before If-Modified-Since', async () => {
    const site = await cached({ etag: '"x"', 'last-modified': MODIFIED })
    expect((await site.get('/a', { 'if-none-match': '"y"', 'if-modified-since': MODIFIED })).status).toBe(200)
  })

  test('keeps the headers that are not about the body', async () => {
    const site = await cached({ etag: '"x"', 'content-security-policy': "default-src 'self'" })
    const response = await site.get('/a', { 'if-none-match': '"x"' })
    expect(response.headers.get('content-security-policy')).toBe("default-src 'self'")
    expect(response.headers.get('content-type')).toBeNull()
  })

  test('counts only for a 200', async () => {
    const site = behindEdge(page({ 'cache-control': 'max-age=60', etag: '"x"' }, 404))
    await site.get('/a')
    expect((await site.get('/a', { 'if-none-match': '"x"' })).status).toBe(404)
  })
})

test('If-Modified-Since is answered 304 when nothing is newer', async () => {
  const site = await cached({ 'last-modified': MODIFIED })
  expect((await site.get('/a', { 'if-modified-since': MODIFIED })).status).toBe(304)
  expect((await site.get('/a', { 'if-modified-since': 'Sun, 01 Nov 2025 00:00:00 GMT' })).status).toBe(200)
  expect((await site.get('/a', { 'if-modified-since': 'yesterday' })).status).toBe(200)
})

describe('Range', () => {
  test.each([
    ['bytes=0-6', 'edition', 'bytes 0-6/9'],
    ['bytes=8-', '1', 'bytes 8-8/9'],
    ['bytes=-3', 'n 1', 'bytes 6-8/9'],
    ['bytes=-99', 'edition 1', 'bytes 0-8/9'],
    ['bytes=5-99', 'on 1', 'bytes 5-8/9'],
  ])('%s is cut from the stored page', async (range, body, contentRange) => {
    const response = await (await cached({})).get('/a', { range })
    expect([response.status, await response.text()]).toEqual([206, body])
    expect(response.headers.get('content-range')).toBe(contentRange)
  })

  test('on a cold cache the Worker makes the whole page, and the reader gets the part', async () => {
    const site = behindEdge(page({ 'cache-control': 'max-age=60' }))
    const part = await site.get('/a', { range: 'bytes=0-6' })
    expect([part.status, cacheStatus(part), await part.text()]).toEqual([206, 'MISS', 'edition'])
    expect(await (await site.get('/a')).text()).toBe('edition 1')
  })

  test('past the end is 416', async () => {
    const response = await (await cached({})).get('/a', { range: 'bytes=9-' })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */9'])
  })

  test.each(['bytes=0-1,3-4', 'bytes=-', 'lines=1-2'])('%s gets the whole page', async (range) => {
    expect((await (await cached({})).get('/a', { range })).status).toBe(200)
  })

  test('If-Range asks for the whole page when it has changed', async () => {
    const site = await cached({ etag: '"x"', 'last-modified': MODIFIED })
    const range = 'bytes=0-6'
    expect((await site.get('/a', { range, 'if-range': '"x"' })).status).toBe(206)
    expect((await site.get('/a', { range, 'if-range': MODIFIED })).status).toBe(206)
    expect((await site.get('/a', { range, 'if-range': '"y"' })).status).toBe(200)
  })
})
