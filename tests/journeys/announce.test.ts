import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'
import { startHub, startIndexNow, submissions } from '../support/told-servers.ts'

const ADDRESS = 'https://tide.example'
const files = ['/feed.xml', '/atom.xml', '/feed.json']
const feedsOf = (...lists: string[]) => lists.flatMap((list) => files.map((file) => ADDRESS + list + file)).sort()
const strikes = feedsOf('', '/sections/harbour', '/topics/ferry', '/authors/ada-quill')

let server: Server
let paper: Paper
let hub: Awaited<ReturnType<typeof startHub>>
let engine: Awaited<ReturnType<typeof startIndexNow>>
beforeAll(async () => {
  // Both know the paper by its public address, and come to it by the edge.
  hub = await startHub(async (url) => (await server.fetch(new URL(url).pathname)).text())
  engine = await startIndexNow()
  server = await startServer({ vars: { INDEXNOW_ENDPOINT: engine.endpoint } })
})
beforeEach(async () => {
  await server.clear()
  await clock({ now: '2026-11-22T09:00:00Z', frozen: true })
  paper = await openPaper(server)
  await paper.api('PATCH', '/settings', { identity: { address: ADDRESS } })
  for (const each of [hub, engine]) {
    each.fault(null)
    each.calls.length = 0
  }
  hub.found.clear()
})
afterAll(async () => {
  await server.close()
  await hub.close()
  await engine.close()
})

const MINUTE = 60_000
const clock = (body: object) => server.control('clock', { method: 'PUT', body })
const minutes = async (count: number) => {
  for (let i = 0; i < count; i++) {
    await clock({ advance: MINUTE })
    await server.tick()
  }
}
const tellHub = () => paper.api('PATCH', '/settings', { announce: { hub: hub.endpoint } })
const tellEngines = () => paper.api('PATCH', '/settings', { announce: { indexNow: true } })
const told = () => hub.calls.map(({ form }) => form.get('hub.url')).sort()
const urls = () => submissions(engine).flatMap(({ urlList }) => urlList)
const waiting = async () => {
  const { DB } = await server.env()
  return (await DB.prepare('select * from announcements').all()).results
}
/** Told of an article, and of all that came before. */
async function publishAndTell(): Promise<Article> {
  const article = await paper.publish()
  await minutes(1)
  expect(await waiting()).toEqual([])
  for (const each of [hub, engine]) each.calls.length = 0
  return article
}

test('nobody is told anything unless an editor says so', async () => {
  const article = await paper.publish()
  await paper.publish({ headline: 'Later', publishedAt: '2026-11-22T09:02:00Z' })
  await paper.withdraw(article)
  await minutes(4)
  expect([hub.calls, engine.calls, await waiting()]).toEqual([[], [], []])
})

test('who is told from now on is not told of what was before, and who is told no more not of what waits', async () => {
  await paper.publish({ publishedAt: '2026-11-22T09:01:00Z' })
  await minutes(2)
  await tellHub()
  await tellEngines()
  await minutes(1)
  expect([hub.calls, engine.calls]).toEqual([[], []])
  await paper.publish({ headline: 'Another' })
  await paper.api('PATCH', '/settings', { announce: { hub: null, indexNow: false } })
  expect(await waiting()).toEqual([])
  await minutes(2)
  expect([hub.calls, engine.calls]).toEqual([[], []])
})

describe('the settings', () => {
  test('begin with nobody, and answer what was set', async () => {
    const settings = async () => JSON.parse(await (await paper.api('GET', '/settings')).text()).announce
    expect(await settings()).toEqual({ hub: null, indexNow: false })
    await paper.api('PATCH', '/settings', { announce: { hub: 'https://hub.example', indexNow: true } })
    expect(await settings()).toEqual({ hub: 'https://hub.example/', indexNow: true })
    await paper.api('PATCH', '/settings', { announce: { hub: null } })
    expect(await settings()).toEqual({ hub: null, indexNow: true })
  })

  test.each([
    'http://hub.example/',
    'ftp://hub.example/',
    'javascript:alert(1)',
    'https://user:word@hub.example/',
    'https://hub.example/#there',
    'hub.example',
    '',
    `https://hub.example/${'x'.repeat(300)}`,
  ])('refuse %s as a hub', async (given) => {
    expect((await paper.api('PATCH', '/settings', { announce: { hub: given } })).status).toBe(422)
  })
})

describe('feeds', () => {
  test('name the hub in each format and in their headers, once there is one', async () => {
    const path = '/sections/harbour'
    await paper.publish()
    for (const file of files) {
      const answer = await server.fetch(path + file)
      expect(answer.headers.get('Link')).toBeNull()
      expect(await answer.text()).not.toContain('hub')
    }
    await paper.api('PATCH', '/settings', { announce: { hub: 'https://hub.example/?a=1&b=2' } })
    const found: Record<string, string> = {}
    for (const file of files) {
      const answer = await server.fetch(path + file)
      const self = `<${ADDRESS}${path}${file}>; rel="self"`
      expect(answer.headers.get('Link')).toBe(`<https://hub.example/?a=1&b=2>; rel="hub", ${self}`)
      found[file] = await answer.text()
    }
    expect(found['/feed.xml']).toContain('<atom:link href="https://hub.example/?a=1&amp;b=2" rel="hub"/>')
    expect(found['/atom.xml']).toContain('<link rel="hub" href="https://hub.example/?a=1&amp;b=2"/>')
    expect(JSON.parse(found['/feed.json'] ?? '')).toMatchObject({
      hubs: [{ type: 'WebSub', url: 'https://hub.example/?a=1&b=2' }],
    })
  })
})

describe('a hub', () => {
  beforeEach(async () => {
    await tellHub()
  })

  test('is told once of each feed of a new article, and finds it there', async () => {
    const article = await paper.publish()
    expect(hub.calls).toEqual([])
    await minutes(1)
    expect(told()).toEqual(strikes)
    expect(hub.calls[0]).toMatchObject({ method: 'POST', path: '/hub' })
    expect(hub.calls.map(({ body }) => body)).toContain(
      'hub.mode=publish&hub.url=https%3A%2F%2Ftide.example%2Ffeed.xml',
    )
    for (const feed of strikes) expect(await hub.found.get(feed), feed).toContain(article.path)
    await minutes(3)
    expect(hub.calls).toHaveLength(strikes.length)
  })

  test('is told of many feeds over minutes, no more than twelve in one, the paper’s first', async () => {
    await paper.publish({ topics: ['Ferry', 'Tides', 'Bread'] })
    await minutes(1)
    expect(hub.calls).toHaveLength(12)
    expect(told()).toEqual(expect.arrayContaining(feedsOf('')))
    await minutes(1)
    expect(told()).toEqual(
      feedsOf('', '/sections/harbour', '/topics/ferry', '/topics/tides', '/topics/bread', '/authors/ada-quill'),
    )
  })

  test('is told of two articles’ common feeds once', async () => {
    await paper.publish()
    await paper.publish({ headline: 'Another' })
    await minutes(2)
    expect(told()).toEqual(strikes)
  })

  test.each([
    ['an update', (article: Article) => paper.revise(article, { headline: 'New' })],
    ['a withdrawal', (article: Article) => paper.withdraw(article)],
    ['being put off', (article: Article) => paper.revise(article, { publishedAt: '2026-11-23T09:00:00Z' })],
    ['a correction', (article: Article) => paper.api('POST', `/articles/${article.id}/corrections`, { text: 'No.' })],
  ])('is told of %s', async (_, act) => {
    const article = await publishAndTell()
    await act(article)
    await minutes(1)
    expect(told()).toEqual(strikes)
  })

  test('is told of the feeds that an article left, and of those it came to', async () => {
    const article = await publishAndTell()
    await paper.revise(article, { section: 'town-hall', authors: ['ada-quill', 'ben-inkwell'] })
    await minutes(2)
    expect(told()).toEqual([...strikes, ...feedsOf('/sections/town-hall', '/authors/ben-inkwell')].sort())
  })

  test('is not told of what no feed shows: drafts, whether comments are open, what is said', async () => {
    const article = await publishAndTell()
    await paper.draft({ headline: 'A draft' })
    await paper.revise(article, { commentsOpen: false })
    await paper.revise(article, { commentsOpen: true })
    await paper.decide(await paper.comment(article), 'approved')
    await minutes(2)
    expect(hub.calls).toEqual([])
  })

  test('is told of a scheduled article at its second, and not before', async () => {
    const article = await paper.publish({ publishedAt: '2026-11-22T10:00:00Z' })
    await clock({ now: '2026-11-22T09:59:59Z' })
    await server.tick()
    expect(hub.calls).toEqual([])
    await clock({ now: '2026-11-22T10:00:00Z' })
    await server.tick()
    expect(told()).toEqual(strikes)
    for (const feed of strikes) expect(await hub.found.get(feed), feed).toContain(article.path)
    await minutes(3)
    expect(hub.calls).toHaveLength(strikes.length)
  })

  test('is told of one that was put off again at its new second, and of one called off never', async () => {
    const [article, other] = [
      await paper.publish({ publishedAt: '2026-11-22T10:00:00Z' }),
      await paper.publish({ headline: 'Never', publishedAt: '2026-11-22T10:00:00Z' }),
    ]
    await paper.revise(article, { publishedAt: '2026-11-22T11:00:00Z' })
    await paper.revise(other, { status: 'draft' })
    await clock({ now: '2026-11-22T10:30:00Z' })
    await server.tick()
    expect(hub.calls).toEqual([])
    await clock({ now: '2026-11-22T11:00:00Z' })
    await server.tick()
    expect(told()).toEqual(strikes)
  })

  test('waits until the edge has dropped the old feed', async () => {
    const article = await publishAndTell()
    for (const feed of strikes) await server.fetch(new URL(feed).pathname)
    await server.control('faults', { method: 'PUT', body: { purge: 'limited' } })
    await paper.revise(article, { headline: 'New words' })
    await minutes(2)
    expect(hub.calls).toEqual([])
    await server.control('faults', { method: 'PUT', body: { purge: null } })
    await minutes(1)
    expect(told()).toEqual(strikes)
    for (const feed of strikes) expect(await hub.found.get(feed), feed).toContain('New words')
  })

  test.each(['hang', 'stall', 'reset', '500', '503', 'redirect', 'busy'] as const)(
    'that is ill (%s) keeps no editor waiting, and is told when it is well',
    async (ill) => {
      hub.fault(ill)
      const begun = performance.now()
      await paper.publish()
      expect(performance.now() - begun).toBeLessThan(2000)
      await minutes(1)
      // It answered, where all that comes late is the rest of the answer.
      if (ill === 'stall') return expect(await waiting()).toEqual([])
      // Only the first were tried.
      expect(hub.calls.length).toBeLessThanOrEqual(6)
      expect(hub.calls.some(({ path }) => path !== '/hub')).toBe(false)
      expect(await waiting()).toHaveLength(strikes.length)
      hub.fault(null)
      hub.calls.length = 0
      if (ill === 'busy') await clock({ advance: 28 * MINUTE })
      await server.tick()
      expect(hub.calls).toEqual([])
      await minutes(2)
      expect(told()).toEqual(strikes)
      expect(await waiting()).toEqual([])
    },
    30_000,
  )

  test('is tried less and less often, and given up after a day', async () => {
    hub.fault('reset')
    await paper.publish()
    const tries: number[] = []
    for (let hour = 0; hour < 26; hour++) {
      const before = hub.calls.length
      for (let half = 0; half < 2; half++) {
        await clock({ advance: 30 * MINUTE })
        await server.tick()
      }
      tries.push(hub.calls.length - before)
    }
    expect(tries[0]).toBeGreaterThan(6)
    expect(tries[10]).toBe(6)
    expect(tries.at(-1)).toBe(0)
    expect(await waiting()).toEqual([])
  }, 60_000)

  test('that refuses a feed is not told of it again', async () => {
    hub.fault('refuse')
    await paper.publish()
    await minutes(1)
    expect(hub.calls).toHaveLength(strikes.length)
    expect(await waiting()).toEqual([])
  })

  test('is told of what changed while it was being told', async () => {
    const article = await publishAndTell()
    hub.fault('503')
    await paper.revise(article, { headline: 'One' })
    await minutes(1)
    await paper.revise(article, { headline: 'Two' })
    hub.fault(null)
    hub.calls.length = 0
    await minutes(1)
    expect(told()).toEqual(strikes)
    expect(await hub.found.get(`${ADDRESS}/feed.xml`)).toContain('Two')
  })
})

describe('search engines', () => {
  beforeEach(async () => {
    await tellEngines()
  })

  test('are told of a new article, with a key that is found at the address told', async () => {
    const article = await paper.publish()
    expect(engine.calls).toEqual([])
    await minutes(1)
    const [submission, ...more] = submissions(engine)
    expect(more).toEqual([])
    const key = submission?.key ?? ''
    expect(submission).toEqual({
      host: 'tide.example',
      key: expect.stringMatching(/^[\da-f]{44}$/),
      keyLocation: `${ADDRESS}/${key}.txt`,
      urlList: [ADDRESS + article.path],
    })
    const file = await server.fetch(`/${key}.txt`)
    expect([file.status, await file.text()]).toEqual([200, key])
    await minutes(3)
    expect(engine.calls).toHaveLength(1)
  })

  test('find the key at no other address, and nowhere once they are not told', async () => {
    await paper.publish()
    await minutes(1)
    const key = submissions(engine)[0]?.key ?? ''
    const status = async (path: string) => (await server.fetch(path)).status
    expect(await status(`/${key}.txt`)).toBe(200)
    expect(await status(`/${'0'.repeat(44)}.txt`)).toBe(404)
    await paper.api('PATCH', '/settings', { announce: { indexNow: false } })
    expect(await status(`/${key}.txt`)).toBe(404)
  })

  test('are told of all that changed in one call: news, changes, both addresses of what moved, what is gone', async () => {
    const article = await publishAndTell()
    const other = await paper.publish({ headline: 'Other' })
    const moved = await paper.revise(article, { slug: 'moved' })
    await paper.withdraw(other)
    await minutes(1)
    expect(submissions(engine)).toHaveLength(1)
    expect(urls().sort()).toEqual([article.path, other.path, moved.path].map((path) => ADDRESS + path).sort())
  })

  test('are told of a scheduled article at its second', async () => {
    const article = await paper.publish({ publishedAt: '2026-11-22T10:00:00Z' })
    await clock({ now: '2026-11-22T09:59:59Z' })
    await server.tick()
    expect(engine.calls).toEqual([])
    await clock({ now: '2026-11-22T10:00:00Z' })
    await server.tick()
    await minutes(2)
    expect(urls()).toEqual([ADDRESS + article.path])
  })

  test.each(['hang', 'reset', '500', 'redirect', 'unknown-key', 'busy'] as const)(
    'that cannot be told (%s) are told later',
    async (ill) => {
      engine.fault(ill)
      const article = await paper.publish()
      await minutes(1)
      expect(engine.calls).toHaveLength(1)
      engine.fault(null)
      engine.calls.length = 0
      if (ill === 'busy') await clock({ advance: 28 * MINUTE })
      await server.tick()
      expect(engine.calls).toEqual([])
      await minutes(2)
      expect(urls()).toEqual([ADDRESS + article.path])
      expect(await waiting()).toEqual([])
    },
    30_000,
  )

  test('that refuse an address are not told of it again', async () => {
    engine.fault('refuse')
    await paper.publish()
    await minutes(3)
    expect(engine.calls).toHaveLength(1)
    expect(await waiting()).toEqual([])
  })

  test('are told of ten thousand addresses in one call, and of the rest in the next', async () => {
    const { DB } = await server.env()
    await DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 10050)
       insert into announcements (channel, path, changed_at, due_at) select 'index', '/2026/11/' || i, 0, 0 from n`,
    ).run()
    await minutes(2)
    expect(submissions(engine).map(({ urlList }) => urlList.length)).toEqual([10_000, 50])
    expect(await waiting()).toEqual([])
  })
})

test('a write that is repeated is told of once', async () => {
  await tellHub()
  await tellEngines()
  const input = { ...{ headline: 'Once', section: 'harbour', status: 'published' } }
  for (const _ of [1, 2]) {
    const answer = await paper.api('POST', '/articles', input, { 'Idempotency-Key': 'the-same' })
    expect(answer.status).toBe(201)
    await minutes(1)
  }
  expect(told()).toEqual(feedsOf('', '/sections/harbour'))
  expect(urls()).toHaveLength(1)
})

test('without the secret there is no key, and no search engine is told', async () => {
  const bare = await startServer({ secret: null, vars: { INDEXNOW_ENDPOINT: engine.endpoint } })
  const its = await openPaper(bare)
  await its.api('PATCH', '/settings', { announce: { indexNow: true } })
  await its.publish()
  await bare.tick()
  expect(engine.calls).toEqual([])
  expect((await bare.fetch(`/${'0'.repeat(44)}.txt`)).status).toBe(404)
  await bare.close()
}, 120_000)
