import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../tools/local-edge/store.ts'
import { behindEdge, cacheStatus, NativeContext, page } from './worker-fixture.ts'

const KEPT = { 'cache-control': 'public, max-age=60' }

describe('separate entries', () => {
  test.each([
    ['path', '/a', '/b'],
    ['trailing slash', '/a', '/a/'],
    ['query string', '/a', '/a?b=1'],
    ['order of parameters', '/a?b=1&c=2', '/a?c=2&b=1'],
    ['encoding of the path', '/%C3%A9', '/%c3%a9'],
  ])('%s', async (_name, first, second) => {
    const site = behindEdge(page(KEPT))
    await site.get(first)
    expect(await site.status(second)).toBe('MISS')
    expect(await site.status(first)).toBe('HIT')
  })

  test.each([
    'x-http-method-override',
    'x-http-method',
    'x-method-override',
    'x-forwarded-host',
    'x-host',
    'x-forwarded-scheme',
    'x-original-url',
    'x-rewrite-url',
    'forwarded',
    'cloudflare-workers-version-key',
  ])('a request with %s cannot poison the page of others', async (name) => {
    const site = behindEdge(page(KEPT))
    await site.get('/a')
    expect(await site.status('/a', { [name]: 'evil' })).toBe('MISS')
    expect(await site.status('/a', { [name]: 'evil' })).toBe('HIT')
  })

  test('x-forwarded-scheme counts only when it is neither http nor https', async () => {
    const site = behindEdge(page(KEPT))
    await site.get('/a')
    expect(await site.status('/a', { 'x-forwarded-scheme': 'https' })).toBe('HIT')
  })

  test('ctx.props', async () => {
    const site = behindEdge(page(KEPT))
    const ctx = new NativeContext()
    ctx.props = { tenant: 'ada' }
    await site.get('/a')
    expect(cacheStatus(await site.get('/a', {}, ctx))).toBe('MISS')
  })
})

describe('one entry', () => {
  test('for every host', async () => {
    const site = behindEdge(page(KEPT))
    await site.get('https://one.example/a')
    expect(await site.status('https://two.example/a')).toBe('HIT')
  })

  test.each(['cookie', 'user-agent', 'accept-language', 'authorization'])('whatever the %s', async (name) => {
    const site = behindEdge(page(KEPT))
    await site.get('/a')
    expect(await site.status('/a', { [name]: 'x' })).toBe('HIT')
  })

  test('for GET and HEAD; a HEAD on a cold cache becomes a GET to the Worker', async () => {
    const site = behindEdge(page(KEPT))
    const head = await site.send('HEAD', '/a')
    expect([cacheStatus(head), await head.text()]).toEqual(['MISS', ''])
    expect(site.runs.map((run) => run.method)).toEqual(['GET'])
    const get = await site.get('/a')
    expect([cacheStatus(get), await get.text()]).toEqual(['HIT', 'edition 1'])
  })

  test('what the Worker says to a HEAD that is not kept has no body either', async () => {
    const head = await behindEdge(page({ 'cache-control': 'no-store' })).send('HEAD', '/a')
    expect([cacheStatus(head), await head.text()]).toEqual(['BYPASS', ''])
  })
})

describe('Worker versions', () => {
  test('each has its own entries', async () => {
    const store = memoryStore()
    await behindEdge(page(KEPT), { store, version: 'one' }).get('/a')
    expect(await behindEdge(page(KEPT), { store, version: 'two' }).status('/a')).toBe('MISS')
    expect(await behindEdge(page(KEPT), { store, version: 'one' }).status('/a')).toBe('HIT')
  })

  // Not documented: a purge is the entrypoint's, and of versions nothing is said.
  test('drop one another’s entries when they purge', async () => {
    const store = memoryStore()
    const tagged = page({ ...KEPT, 'cache-tag': 'front' })
    const [one, two] = ['one', 'two'].map((version) => behindEdge(tagged, { store, version }))
    if (!one || !two) throw new Error('There are two')
    await one.get('/a')
    expect(await one.status('/a')).toBe('HIT')
    await two.purge({ tags: ['front'] })
    expect(await one.status('/a')).toBe('MISS')
  })

  test('share them with cross_version_cache', async () => {
    const store = memoryStore()
    await behindEdge(page(KEPT), { store, version: 'one', crossVersionCache: true }).get('/a')
    expect(await behindEdge(page(KEPT), { store, version: 'two', crossVersionCache: true }).status('/a')).toBe('HIT')
  })
})

describe('Vary', () => {
  const site = () =>
    behindEdge(
      (request) =>
        new Response(request.headers.get('accept-language'), {
          headers: { ...KEPT, vary: 'Accept-Language, X-Edition', 'cache-tag': request.headers.get('x-tag') ?? 'all' },
        }),
    )

  test('any header makes variants', async () => {
    const paper = site()
    await paper.get('/a', { 'accept-language': 'pt' })
    expect(await paper.status('/a', { 'accept-language': 'en' })).toBe('MISS')
    expect(await paper.status('/a', { 'accept-language': 'pt', 'x-edition': '2' })).toBe('MISS')
    const again = await paper.get('/a', { 'accept-language': 'pt' })
    expect([cacheStatus(again), await again.text()]).toEqual(['HIT', 'pt'])
  })

  test('values are compared verbatim', async () => {
    const paper = site()
    await paper.get('/a', { 'accept-language': 'pt, en' })
    expect(await paper.status('/a', { 'accept-language': 'pt,en' })).toBe('MISS')
  })

  test('variants share one purge identity', async () => {
    const paper = site()
    await paper.get('/a', { 'accept-language': 'pt', 'x-tag': 'portuguese' })
    await paper.get('/a', { 'accept-language': 'en', 'x-tag': 'english' })
    await paper.purge({ tags: ['english'] })
    expect(await paper.status('/a', { 'accept-language': 'pt' })).toBe('MISS')
  })
})
