import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Record<string, Article>
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  await clock('2026-11-22T09:00:00Z')
  paper = await openPaper(server)
  article = {}
  for (const name of ['One', 'Two', 'Three', 'Four'])
    article[name] = await paper.publish({ headline: name, publishedAt: '2026-11-21T10:00:00Z' })
})
afterAll(() => server.close())

const page = async (path: string) => (await server.fetch(path)).text()
const clock = (now: string) => server.control('clock', { method: 'PUT', body: { now } })
async function count(now: string): Promise<void> {
  await clock(now)
  await server.tick()
}
let said = 0
async function discuss(name: string, times: number): Promise<void> {
  const about = article[name]
  if (!about) throw new Error(`No article ${name}`)
  for (let i = 0; i < times; i++)
    await paper.decide(await paper.comment(about, { comment: `${name}, ${++said}` }), 'approved')
}
async function shown(most: 'discussed' | 'read' = 'discussed'): Promise<string[]> {
  const html = await page('/')
  const list = new RegExp(`id="most-${most}">.*?</section>`, 's').exec(html)?.[0] ?? ''
  return [...list.matchAll(/<a href="[^"]+">(.*?)<\/a>/g)].map(([, headline = '']) => headline)
}

describe('the most discussed articles', () => {
  test('are listed on the front page once the clock has counted, and comments alone leave that page be', async () => {
    await discuss('Two', 4)
    await discuss('One', 3)
    await discuss('Three', 2)
    await discuss('Four', 1)
    expect(await shown()).toEqual([])
    await count('2026-11-22T09:20:00Z')
    expect(await shown()).toEqual(['Two', 'One', 'Three'])
    await discuss('One', 2)
    expect(edgeStatus(await server.fetch('/'))).toBe('HIT')
    await count('2026-11-22T10:20:00Z')
    expect(await shown()).toEqual(['One', 'Two', 'Three'])
    await count('2026-11-30T09:20:00Z')
    expect(await shown()).toEqual([])
  })

  test('go with their article, come back with it, and wear its headline', async () => {
    for (const name of ['One', 'Two', 'Three']) await discuss(name, 2)
    await count('2026-11-22T09:20:00Z')
    expect(await shown()).toHaveLength(3)
    await paper.withdraw({ id: article.One?.id ?? 0 })
    expect(await shown()).toHaveLength(2)
    await paper.revise({ id: article.One?.id ?? 0 }, { status: 'published', headline: 'One again' })
    expect(await shown()).toContain('One again')
    const labels = async () =>
      [...((await page('/')).split('id="most-discussed"')[1] ?? '').matchAll(/class="genre (\w+)"/g)].map(
        ([, genre]) => genre,
      )
    expect(await labels()).toEqual([])
    await paper.revise({ id: article.One?.id ?? 0 }, { genre: 'satire' })
    expect(await labels()).toEqual(['satire'])
  })

  test('are no list where the settings want none', async () => {
    for (const name of ['One', 'Two', 'Three']) await discuss(name, 2)
    await count('2026-11-22T09:20:00Z')
    expect(await shown()).toHaveLength(3)
    const answer = await paper.api('PATCH', '/settings', { lists: { discussed: false } })
    expect(await answer.json()).toMatchObject({ lists: { discussed: false } })
    expect(await shown()).toEqual([])
  })
})

describe('the most read articles', () => {
  const want = async (read: boolean) => {
    const answer = await paper.api('PATCH', '/settings', { lists: { read } })
    expect(await answer.json()).toMatchObject({ lists: { discussed: true, read } })
  }
  const path = (name: string) => article[name]?.path ?? ''
  /** As the page's script says it, from an address each. */
  async function report(name: string, addresses: readonly string[], headers: Record<string, string> = {}) {
    const send = async (address: string) => {
      const from = { Origin: server.url.origin, 'CF-Connecting-IP': address, ...headers }
      const answer = await server.fetch(`${path(name)}/read`, { method: 'POST', headers: from })
      expect([answer.status, await answer.text(), answer.headers.get('Set-Cookie')]).toEqual([204, '', null])
    }
    await Promise.all(addresses.map(send))
    await server.control('settle', { method: 'POST' })
  }
  const readers = (count: number, from = 1) => Array.from({ length: count }, (_, i) => `198.51.100.${from + i}`)
  const rows = async () => {
    const { DB } = await server.env()
    const sql = 'select headline, day, marks from reads join articles on id = article_id order by day, headline'
    return (await DB.prepare(sql).all<{ headline: string; day: number; marks: string }>()).results
  }
  /** How many marks each article has, of one day or another. */
  const marks = async () => (await rows()).map(({ headline, marks: each }) => `${headline} ${each.length / 3}`)
  const key = `reads/${Date.UTC(2026, 10, 22) / 86_400_000}`
  /** The clock has made a key for the day; one under which the addresses of these tests happen to have a mark each. */
  const begin = async () => {
    await want(true)
    await count('2026-11-22T09:40:00Z')
    const { KV } = await server.env()
    expect(await KV.get(key)).toEqual(expect.any(String))
    await KV.put(key, 'A key of no day')
  }

  test('are counted by nobody, anywhere, until the settings want the list', async () => {
    await count('2026-11-22T09:40:00Z')
    expect(await page(path('One'))).not.toContain('data-read')
    await report('One', readers(3))
    await want(true)
    // And not before the day has its key.
    const { KV } = await server.env()
    await KV.delete(key)
    await report('One', readers(3))
    expect(await rows()).toEqual([])
    expect(await shown('read')).toEqual([])
  })

  test('are listed beside the most discussed once the clock has counted, for a week, and no reading purges', async () => {
    await begin()
    await report('One', readers(11))
    await report('Two', readers(14))
    await report('Three', readers(10))
    await report('Four', readers(9))
    expect(await shown('read')).toEqual([])
    expect(edgeStatus(await server.fetch('/'))).toBe('HIT')
    await count('2026-11-22T10:40:00Z')
    expect(await shown('read')).toEqual(['Two', 'One', 'Three'])
    await report('Three', readers(10, 101))
    expect(edgeStatus(await server.fetch('/'))).toBe('HIT')
    await count('2026-11-22T11:40:00Z')
    expect(await shown('read')).toEqual(['Three', 'Two', 'One'])
    await count('2026-11-28T23:40:00Z')
    expect(await shown('read')).toEqual(['Three', 'Two', 'One'])
    await count('2026-11-29T00:40:00Z')
    expect(await shown('read')).toEqual([])
    expect(await rows()).toEqual([])
  })

  test('are none that readers cannot see, and not fewer than three', async () => {
    await begin()
    const draft = await paper.publish({ headline: 'Later', publishedAt: '2026-11-23T10:00:00Z' })
    article.Later = draft
    for (const name of ['One', 'Two', 'Three', 'Later']) await report(name, readers(12))
    await server.fetch('/2026/11/none/read', { method: 'POST', headers: { Origin: server.url.origin } })
    await server.control('settle', { method: 'POST' })
    expect(await marks()).toEqual(['One 12', 'Three 12', 'Two 12'])
    await count('2026-11-22T10:40:00Z')
    expect(await shown('read')).toHaveLength(3)
    await paper.withdraw({ id: article.One?.id ?? 0 })
    expect(await shown('read')).toHaveLength(2)
    await count('2026-11-22T11:40:00Z')
    expect(await shown('read')).toEqual([])
  })

  test('count an address once a day, however often it says so, and an IPv6 network as one address', async () => {
    await begin()
    await report('One', Array<string>(30).fill('198.51.100.1'))
    await report(
      'One',
      Array.from({ length: 12 }, (_, i) => `2001:db8:7:${i}::1`),
    )
    expect(await marks()).toEqual(['One 2'])
    for (const [name, some] of Object.entries({ Two: 10, Three: 10 })) await report(name, readers(some))
    // Alone it gets no article onto the list in all of the seven days.
    for (let day = 23; day <= 28; day++) {
      await count(`2026-11-${day}T00:40:00Z`)
      await report('Four', ['198.51.100.1'])
    }
    expect((await marks()).filter((each) => each === 'Four 1')).toHaveLength(6)
    await report('One', readers(12, 50))
    await count('2026-11-28T10:40:00Z')
    expect(await shown('read')).toEqual(expect.arrayContaining(['One', 'Two', 'Three']))
    expect(await shown('read')).toHaveLength(3)
  })

  test('are told by our own pages alone', async () => {
    await begin()
    await report('One', readers(1), { Origin: 'https://evil.example' })
    await report('One', readers(1), { Origin: 'null' })
    await report('One', readers(1), { 'Sec-Fetch-Site': 'cross-site' })
    expect(await rows()).toEqual([])
    await report('One', readers(1), { 'Sec-Fetch-Site': 'same-origin' })
    expect(await marks()).toEqual(['One 1'])
  })

  test('leave nothing of their readers: no address, the same mark never twice, and no key when the day is over', async () => {
    await want(true)
    const { DB, KV } = await server.env()
    await KV.delete(key)
    await count('2026-11-22T09:40:00Z')
    for (const name of ['One', 'Two', 'Three']) await report(name, ['198.51.100.77'])
    await clock('2026-11-23T09:00:00Z')
    await report('One', ['198.51.100.77'])
    const kept = await rows()
    expect(kept).toHaveLength(4)
    for (const row of kept) expect(row.marks).toMatch(/^ [\w-]{2}$/)
    expect(new Set(kept.map((row) => row.marks)).size).toBeGreaterThan(1)
    for (const table of ['reads', 'settings', 'idempotency_keys'])
      expect(JSON.stringify((await DB.prepare(`select * from ${table}`).all()).results)).not.toContain('198.51')
    const { keys } = await KV.list({ prefix: 'reads/' })
    for (const { name, expiration = Number.POSITIVE_INFINITY } of keys) {
      // By the real clock: made for the day that the test was told of, and the one after it.
      const day = Number(name.slice('reads/'.length)) - Date.UTC(2026, 10, 22) / 86_400_000
      const made = Date.UTC(2026, 10, 22, 9, 40)
      const lives = Date.UTC(2026, 10, 23 + day) - made
      expect(expiration * 1000 - Date.now()).toBeLessThan(lives + 60_000)
    }
  })

  test('mark the page of an article, and no other, by a change that old copies and old ETags do not outlive', async () => {
    const plain = await page(path('One'))
    const etag = (await server.fetch(path('One'))).headers.get('ETag') ?? ''
    await want(true)
    const counted = await page(path('One'))
    expect(counted.replace(' data-read', '')).toBe(plain)
    expect(counted).toContain('<article class="story" data-read>')
    expect((await server.fetch(path('One'), { headers: { 'If-None-Match': etag } })).status).toBe(200)
    for (const other of ['/', '/sections/harbour', `${path('One')}/history`, '/privacy'])
      expect(await page(other)).not.toContain('data-read')
    const said = await paper.say({ path: path('One') }, { act: 'preview' })
    expect(await said.text()).not.toContain('data-read')
    await want(false)
    expect(await page(path('One'))).toBe(plain)
    expect((await server.fetch(path('One'))).headers.get('ETag')).toBe(etag)
  })

  test('are forgotten within the hour when the list is not wanted any more', async () => {
    await begin()
    for (const name of ['One', 'Two', 'Three']) await report(name, readers(10))
    await count('2026-11-22T10:40:00Z')
    expect(await shown('read')).toHaveLength(3)
    await want(false)
    expect(await shown('read')).toEqual([])
    await report('Four', readers(2))
    await count('2026-11-22T11:40:00Z')
    expect(await rows()).toEqual([])
    await want(true)
    expect(await shown('read')).toEqual([])
  })

  test('are told to readers at /privacy, in the language of the paper, where they are counted', async () => {
    const [none, some] = ['We count nobody.', 'we count readings']
    expect(await page('/privacy')).toContain(none)
    await want(true)
    const html = await page('/privacy')
    expect(html).not.toContain(none)
    expect(html).toContain(some)
    for (const [language, words] of [
      ['de', 'eines von 4096 Zeichen'],
      ['es', 'una de 4096 marcas'],
    ]) {
      await paper.api('PATCH', '/settings', { identity: { language } })
      expect(await page('/privacy')).toContain(words)
    }
  })

  test('cost the front page no question, and each reading one', async () => {
    const asked = async () => (await server.control<{ statements: number }>('database')).statements
    const front = async () => {
      await server.control('entries', { method: 'DELETE' })
      await server.control('database', { method: 'DELETE' })
      await page('/')
      return asked()
    }
    const before = await front()
    await begin()
    for (const name of ['One', 'Two', 'Three']) await report(name, readers(10))
    await count('2026-11-22T10:40:00Z')
    expect(await front()).toBe(before)
    expect(await shown('read')).toHaveLength(3)
    await server.control('database', { method: 'DELETE' })
    await report('Four', readers(3))
    expect(await asked()).toBe(3)
  })

  test('find their rows by indexes', async () => {
    await begin()
    const { DB } = await server.env()
    await server.control('database', { method: 'DELETE' })
    await report('One', readers(1))
    await count('2026-11-22T10:40:00Z')
    const { queries } = await server.control<{ queries: string[] }>('database')
    const own = queries.filter((query) => /\breads\b/.test(query))
    expect(own.length).toBeGreaterThanOrEqual(3)
    for (const query of own) {
      const { results } = await DB.prepare(`explain query plan ${query.replaceAll('?', 'null')}`).all<{
        detail: string
      }>()
      for (const { detail } of results) expect(detail, query).not.toMatch(/^SCAN (?!r\b|CONSTANT|\(subquery)/)
    }
  })

  test('are dropped at once while the database is away, and while nothing may be written', async () => {
    await begin()
    for (const fault of ['hang', 'refuse']) {
      await server.control('faults', { method: 'PUT', body: { d1: fault } })
      await server.control('database', { method: 'DELETE' })
      const started = performance.now()
      await server.fetch(`${path('One')}/read`, { method: 'POST', headers: { Origin: server.url.origin } })
      expect(performance.now() - started).toBeLessThan(1000)
      await server.control('settle', { method: 'POST' })
      expect((await server.control<{ roundTrips: number }>('database')).roundTrips).toBe(1)
      await server.control('faults', { method: 'DELETE' })
    }
    await paper.api('PATCH', '/switches', { readOnly: 'We are moving house' })
    await report('One', readers(2))
    await paper.api('PATCH', '/switches', { readOnly: '' })
    expect(await rows()).toEqual([])
    await report('One', readers(2))
    expect(await marks()).toEqual(['One 2'])
  })
})
