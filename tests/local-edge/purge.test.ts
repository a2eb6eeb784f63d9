import { describe, expect, test } from 'vitest'
import { storedTags } from '../../tools/local-edge/tags.ts'
import { behindEdge, cacheStatus, later, page, revisable } from './worker-fixture.ts'

/** Three cached pages, each tagged with its letter and `all`. */
async function threePages() {
  const site = behindEdge((request) => {
    const letter = new URL(request.url).pathname.slice(1, 2)
    return new Response(letter, { headers: { 'cache-control': 'max-age=600', 'cache-tag': `Letter:${letter}, all` } })
  })
  for (const path of ['/a', '/a-2?x=1', '/b']) await site.get(path)
  const statuses = () => Promise.all(['/a', '/a-2?x=1', '/b'].map((path) => site.status(path)))
  return { site, statuses }
}

const DONE = { success: true, errors: [] }

describe('purge', () => {
  test('by tag takes every page that carries it, and no other', async () => {
    const { site, statuses } = await threePages()
    expect(await site.purge({ tags: ['Letter:b'] })).toEqual(DONE)
    expect(await statuses()).toEqual(['HIT', 'HIT', 'MISS'])
  })

  test('does not care for the case of a tag', async () => {
    const { site, statuses } = await threePages()
    await site.purge({ tags: ['LETTER:B'] })
    expect(await statuses()).toEqual(['HIT', 'HIT', 'MISS'])
  })

  test('by path prefix also takes what only begins alike', async () => {
    const { site, statuses } = await threePages()
    await site.purge({ pathPrefixes: ['/a'] })
    expect(await statuses()).toEqual(['MISS', 'MISS', 'HIT'])
  })

  test('by path prefix knows neither hosts nor query strings', async () => {
    const { site, statuses } = await threePages()
    await site.purge({ pathPrefixes: ['https://paper.example/a', '/a-2?x'] })
    expect(await statuses()).toEqual(['HIT', 'HIT', 'HIT'])
  })

  test('by tags and prefixes takes what either matches', async () => {
    const { site, statuses } = await threePages()
    await site.purge({ tags: ['Letter:b'], pathPrefixes: ['/a-2'] })
    expect(await statuses()).toEqual(['HIT', 'MISS', 'MISS'])
  })

  test('of everything takes everything', async () => {
    const { site, statuses } = await threePages()
    expect(await site.purge({ purgeEverything: true })).toEqual(DONE)
    expect(await statuses()).toEqual(['MISS', 'MISS', 'MISS'])
  })

  test.each([
    ['everything and tags', { purgeEverything: true, tags: ['all'] }],
    ['nothing', {}],
    ['empty lists', { tags: [], pathPrefixes: [] }],
    ['more than 100 operations', { tags: Array(60).fill('all'), pathPrefixes: Array(41).fill('/') }],
  ])('of %s is refused', async (_name, options) => {
    const { site, statuses } = await threePages()
    const result = await site.purge(options)
    expect(result).toMatchObject({
      success: false,
      errors: [{ code: expect.any(Number), message: expect.any(String) }],
    })
    expect(await statuses()).toEqual(['HIT', 'HIT', 'HIT'])
  })

  test('of 100 operations is done', async () => {
    const { site } = await threePages()
    expect(await site.purge({ tags: Array(100).fill('all') })).toEqual(DONE)
  })
})

describe('the purge limit', () => {
  test('is a bucket of 25, refilled by 5 a minute, and refuses without throwing', async () => {
    const { site, statuses } = await threePages()
    await site.control('PUT clock', { frozen: true })
    for (let call = 0; call < 25; call += 1) expect(await site.purge({ tags: ['none'] })).toEqual(DONE)
    expect(await site.purge({ tags: ['all'] })).toMatchObject({ success: false, errors: [{ code: 1134 }] })
    expect(await statuses()).toEqual(['HIT', 'HIT', 'HIT'])
    later(60)
    for (let call = 0; call < 5; call += 1) expect(await site.purge({ tags: ['none'] })).toEqual(DONE)
    expect(await site.purge({ tags: ['all'] })).toMatchObject({ success: false })
  })

  test('never holds more than 25', async () => {
    const { site } = await threePages()
    await site.control('PUT clock', { frozen: true })
    later(24 * 3600)
    const results = []
    for (let call = 0; call < 26; call += 1) results.push((await site.purge({ tags: ['none'] })).success)
    expect(results).toEqual([...Array(25).fill(true), false])
  })

  test('counts invalidations too', async () => {
    const { site } = await threePages()
    await site.control('PUT clock', { frozen: true })
    for (let call = 0; call < 25; call += 1) await site.invalidate({ tags: ['none'] })
    expect(await site.purge({ tags: ['all'] })).toMatchObject({ success: false })
  })
})

describe('Cache-Tag', () => {
  test('is a list, of which what is not valid is dropped', () => {
    const long = 'x'.repeat(1024)
    expect(storedTags(`a, B ,,with space,café,\u0007,${long},${long}x`)).toEqual(['a', 'b', long])
    expect(storedTags(null)).toEqual([])
  })

  test('counts up to 1,000 tags', () => {
    const tags = storedTags(Array.from({ length: 1001 }, (_, number) => `t${number}`).join(','))
    expect([tags.length, tags.at(-1)]).toEqual([1000, 't999'])
  })

  test('does not reach readers, from the Worker or from the cache', async () => {
    const site = behindEdge(page({ 'cache-control': 'max-age=60', 'cache-tag': 'a' }))
    expect((await site.get('/a')).headers.has('cache-tag')).toBe(false)
    expect((await site.get('/a')).headers.has('cache-tag')).toBe(false)
  })
})

describe('invalidate', () => {
  test('marks pages stale: the next request revalidates, and a 304 keeps the stored body', async () => {
    const site = behindEdge(revisable({ 'cache-control': 'max-age=600', 'cache-tag': 'a' }).answer)
    await site.get('/a')
    expect(await site.invalidate({ tags: ['A'] })).toEqual(DONE)
    const revalidated = await site.get('/a')
    expect([cacheStatus(revalidated), await revalidated.text()]).toEqual(['REVALIDATED', 'edition 1'])
    expect(site.runs[1]?.headers.get('if-none-match')).toBe('"1"')
    expect(await site.status('/a')).toBe('HIT')
  })

  test('lets a new page replace the old', async () => {
    const { state, answer } = revisable({ 'cache-control': 'max-age=600' })
    const site = behindEdge(answer)
    await site.get('/a')
    await site.invalidate({ pathPrefixes: ['/'] })
    state.edition = 2
    expect(await site.status('/a')).toBe('EXPIRED')
    expect(await (await site.get('/a')).text()).toBe('edition 2')
  })

  test('leaves no stale-while-revalidate, but a copy for errors', async () => {
    const { state, answer } = revisable({ 'cache-control': 'max-age=600, stale-while-revalidate=600' })
    const site = behindEdge(answer)
    await site.get('/a')
    await site.invalidate({ purgeEverything: true })
    state.broken = true
    expect(await site.status('/a')).toBe('STALE')
    state.broken = false
    expect(await site.status('/a')).toBe('REVALIDATED')
  })

  test('leaves the copy for errors as long as stale-if-error says, counted from the invalidation', async () => {
    const { state, answer } = revisable({ 'cache-control': 'max-age=600, stale-if-error=30' })
    const site = behindEdge(answer)
    await site.get('/a')
    await site.invalidate({ purgeEverything: true })
    state.broken = true
    later(29)
    expect(await site.status('/a')).toBe('STALE')
    later(1)
    expect(await site.status('/a')).toBe('BYPASS')
  })
})

test('a page rendered before a purge and finished after it is stored with its old data', async () => {
  let newspaper = 'old'
  let finish = () => {}
  const site = behindEdge(async () => {
    const read = newspaper
    if (read === 'old') await new Promise<void>((resolve) => (finish = resolve))
    return new Response(read, { headers: { 'cache-control': 'max-age=600', 'cache-tag': 'a' } })
  })
  const slow = site.get('/a')
  await Promise.resolve()
  newspaper = 'new'
  await site.purge({ tags: ['a'] })
  finish()
  await slow
  const reader = await site.get('/a')
  expect([cacheStatus(reader), await reader.text()]).toEqual(['HIT', 'old'])
  await site.purge({ tags: ['a'] })
  expect(await (await site.get('/a')).text()).toBe('new')
})
