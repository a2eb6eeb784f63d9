import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let old: Article
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.clear()
  await clock({ now: '2026-11-22T09:00:00Z', frozen: true })
  paper = await openPaper(server)
  old = await paper.publish({ headline: 'Old' })
})

const clock = (body: object) => server.control('clock', { method: 'PUT', body })
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const late = (ms: number) =>
  server.control('faults', { method: 'PUT', body: { d1: { fault: { late: ms }, times: 1, only: 'reads' } } })
async function visit(path: string) {
  const answer = await server.fetch(path)
  return { status: answer.status, edge: edgeStatus(answer), text: await answer.text() }
}

interface Entry {
  address: string
  lifetime: { freshFor: number; staleWhileRevalidate: number }
}
const entries = async () => (await server.control<{ entries: Entry[] }>('entries')).entries
const differences = async () =>
  (await server.control<{ differences: unknown[] }>('compare', { method: 'POST' })).differences

const everywhere = () => [
  '/',
  '/sections/harbour',
  '/authors/ada-quill',
  '/topics/ferry',
  '/2026',
  '/2026/11',
  '/feed.xml',
  '/atom.xml',
  '/sections/harbour/feed.json',
  '/authors/ada-quill/atom.xml',
  '/topics/ferry/feed.xml',
  '/sitemap-2026-11.xml',
  '/news-sitemap.xml',
  '/llms.txt',
  old.path,
]

/** Which say when something last appeared. */
const indexes = ['/sitemap.xml', '/sitemap-pages.xml']

describe('a scheduled article', () => {
  test('ends what every page that will show it may be kept for, to the second, and lets none be served on', async () => {
    await paper.publish({ headline: 'Embargoed', publishedAt: '2026-11-22T10:00:00Z' })
    const paths = [...everywhere(), ...indexes]
    for (const path of paths) await visit(path)
    const kept = await entries()
    expect(kept.map(({ address }) => address).sort()).toEqual(paths.sort())
    for (const { address, lifetime } of kept)
      expect({ address, ...lifetime }).toMatchObject({ address, freshFor: 3600, staleWhileRevalidate: 0 })
  })

  test('appears on pages that were kept before it was scheduled: scheduling it was a write', async () => {
    for (const path of everywhere()) await visit(path)
    const article = await paper.publish({ headline: 'Embargoed', publishedAt: '2026-11-22T10:00:00Z' })
    for (const path of everywhere()) expect((await visit(path)).edge, path).not.toBe('HIT')
    await clock({ now: '2026-11-22T10:00:00Z' })
    for (const path of everywhere()) expect((await visit(path)).text, path).toContain(article.path)
  })

  test('is the first on its topic, which is not there before: nor with a draft, nor once it was withdrawn', async () => {
    const merger = ['', '/feed.xml', '/atom.xml', '/feed.json'].map((file) => `/topics/secret-merger${file}`)
    const answers = async () =>
      Promise.all(merger.map(async (path) => [(await visit(path)).status, (await visit(path)).edge].join(' ')))
    const all = (answer: string) => merger.map(() => answer)
    const draft = await paper.draft({ topics: ['Secret merger'] })
    expect(await answers()).toEqual(all('404 BYPASS'))
    await paper.revise(draft, { status: 'scheduled', publishedAt: '2026-11-22T10:00:00Z' })
    await clock({ now: '2026-11-22T09:59:59Z' })
    expect(await answers()).toEqual(all('404 BYPASS'))
    await clock({ now: '2026-11-22T10:00:00Z' })
    expect(await answers()).toEqual(all('200 HIT'))
    await paper.withdraw(draft)
    expect(await answers()).toEqual(all('404 BYPASS'))
    expect((await visit(old.path)).text).not.toContain('/topics/secret-merger')
  })

  test('whose address was shared before its moment has left no 404 behind, at the edge or in a browser', async () => {
    const article = await paper.publish({ headline: 'Embargoed', publishedAt: '2026-11-22T10:00:00Z' })
    for (const path of [article.path, `${article.path}/comments.xml`, `${article.path}?comments=1`]) {
      const early = await server.fetch(path)
      expect([early.status, edgeStatus(early), early.headers.get('Cache-Control')]).toEqual([404, 'BYPASS', 'no-store'])
    }
    expect(await entries()).toEqual([])
    await clock({ now: '2026-11-22T10:00:00Z' })
    expect(await visit(article.path)).toMatchObject({ status: 200, edge: 'MISS' })
    expect(await visit(`${article.path}/comments.xml`)).toMatchObject({ status: 200 })
  })

  test('is not late on a page that took seconds to be made', async () => {
    const article = await paper.publish({ headline: 'Embargoed', publishedAt: '2026-11-22T10:00:00Z' })
    await clock({ now: '2026-11-22T09:59:52Z' })
    await late(400)
    const reading = visit('/')
    await pause(150)
    await clock({ advance: 6000 })
    expect((await reading).text).not.toContain(article.path)
    await clock({ now: '2026-11-22T10:00:00Z' })
    expect((await visit('/')).text).toContain(article.path)
  })

  test('that is put off, brought forward or called off leaves no page with the old moment', async () => {
    const article = await paper.publish({ headline: 'Embargoed', publishedAt: '2026-11-22T10:00:00Z' })
    for (const publishedAt of ['2026-11-22T11:00:00Z', '2026-11-22T09:30:00Z']) {
      for (const path of everywhere()) await visit(path)
      await paper.revise(article, { publishedAt })
      await clock({ now: publishedAt })
      expect(await differences()).toEqual([])
      for (const path of everywhere()) expect((await visit(path)).text, path).toContain(article.path)
      await clock({ now: '2026-11-22T09:00:00Z' })
      await server.control('entries', { method: 'DELETE' })
    }
    for (const path of everywhere()) await visit(path)
    await paper.revise(article, { status: 'draft' })
    await clock({ now: '2026-11-22T09:30:00Z' })
    for (const path of everywhere()) expect((await visit(path)).text, path).not.toContain(article.path)
  })
})

describe('an article that others name as related', () => {
  let related: Article
  let naming: Article
  beforeEach(async () => {
    related = await paper.publish({ headline: 'Related', publishedAt: '2026-11-01T10:00:00Z' })
    // Others stand between, so that the two are no neighbours.
    const elsewhere = { section: 'town-hall', authors: ['ben-inkwell'], topics: [] }
    for (const day of ['02', '03', '05'])
      await paper.publish({ ...elsewhere, headline: `Of ${day}`, publishedAt: `2026-11-${day}T10:00:00Z` })
    naming = await paper.publish({ headline: 'Naming', publishedAt: '2026-11-04T10:00:00Z' })
    expect(await names()).toBe(true)
  })

  const names = async () => (await visit(naming.path)).text.includes(related.path)

  test('goes from their pages when it is withdrawn, and comes back with it', async () => {
    await paper.withdraw(related)
    expect(await names()).toBe(false)
    await paper.revise(related, { status: 'published' })
    expect(await names()).toBe(true)
  })

  test('goes when it is put off, and comes back at its second', async () => {
    await paper.revise(related, { status: 'scheduled', publishedAt: '2026-11-22T10:00:00Z' })
    // The newest article's page ends there in any case; the naming one is not the newest.
    expect(await names()).toBe(false)
    await clock({ now: '2026-11-22T09:59:59Z' })
    expect(await names()).toBe(false)
    await clock({ now: '2026-11-22T10:00:00Z' })
    expect(await names()).toBe(true)
  })
})
