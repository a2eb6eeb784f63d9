import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
})

const advance = (seconds: number) => server.control('clock', { method: 'PUT', body: { advance: seconds * 1000 } })
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const headline = async (article: Article) =>
  /<h1[^>]*>([^<]*)/.exec(await (await server.fetch(article.path)).text())?.[1]

/** A reader whose page is read from the database before a write, and handed to the edge after its purge. */
async function race(article: Article, write: () => Promise<unknown>, late = 400): Promise<void> {
  const fault = { fault: { late }, times: 1, only: 'reads' }
  await server.control('faults', { method: 'PUT', body: { d1: fault } })
  const reading = server.fetch(article.path)
  await pause(late / 3)
  await write()
  await (await reading).text()
}

/** Lets what was written so far have its second purge. */
async function settle(): Promise<void> {
  await advance(60)
  await server.tick()
}

describe('a page rendered before a purge and stored after it', () => {
  test('is what the edge keeps, if nothing is done: the purge came too early', async () => {
    const article = await paper.publish()
    await race(article, () => paper.revise(article, { headline: 'New' }))
    expect(await headline(article)).toBe('The Strike')
  })

  test('is gone 90 seconds after the write, whenever in the minute that was', async () => {
    for (const second of [0, 20, 44, 46, 59]) {
      const article = await paper.publish({ headline: 'Old' })
      await race(article, () => paper.revise(article, { headline: 'New' }))
      expect(await headline(article)).toBe('Old')
      await advance(60 - second)
      await server.tick()
      if (second > 30) {
        await advance(30 + (second - 60) + 30)
        await server.tick()
      }
      expect(await headline(article), `${second} s after the clock ran`).toBe('New')
    }
  })

  test('costs the pages that were right a 304 and no rendering, where the old version did no harm', async () => {
    const article = await paper.publish()
    await settle()
    await paper.api('PATCH', '/settings', { identity: { tagline: 'On time' } })
    await headline(article)
    await advance(20)
    await server.tick()
    expect(edgeStatus(await server.fetch(article.path))).toBe('REVALIDATED')
    expect(edgeStatus(await server.fetch(article.path))).toBe('HIT')
    await advance(60)
    await server.tick()
    expect(edgeStatus(await server.fetch(article.path)), 'once is enough').toBe('HIT')
  })

  test('is dropped where it must not be seen again, not even while the database is away', async () => {
    const article = await paper.publish({ headline: 'Not to be seen' })
    await race(article, () => paper.withdraw(article))
    expect(await headline(article)).toBe('Not to be seen')
    await advance(60)
    await server.tick()
    expect((await server.fetch(article.path)).status).toBe(410)
    await server.control('faults', { method: 'PUT', body: { d1: 'refuse' } })
    expect(await (await server.fetch(article.path)).text()).not.toContain('Not to be seen')
    await server.control('faults', { method: 'PUT', body: { d1: null } })
  })

  test('is gone as soon while others write more often than the edge takes calls: they take it along', async () => {
    const article = await paper.publish({ headline: 'Old' })
    const other = await paper.publish()
    for (let i = 0; i < 25; i++) await paper.revise(other, { headline: `Version ${i}` })
    await advance(60)
    await server.tick()
    await race(article, () => paper.revise(article, { headline: 'New' }))
    expect(await headline(article)).toBe('Old')
    for (let second = 5; second <= 90; second += 5) {
      await advance(5)
      await paper.revise(other, { headline: `Later ${second}` })
      if (second === 60) await server.tick()
    }
    expect(await headline(article)).toBe('New')
  })

  test('is not kept at all when it took more than ten seconds', async () => {
    const article = await paper.publish()
    const fault = { fault: { late: 300 }, times: 1, only: 'reads' }
    await server.control('faults', { method: 'PUT', body: { d1: fault } })
    const reading = server.fetch(article.path)
    await pause(100)
    await advance(11)
    const late = await reading
    expect([late.status, late.headers.get('Cache-Control'), edgeStatus(late)]).toEqual([200, 'no-store', 'BYPASS'])
    expect(edgeStatus(await server.fetch(article.path))).toBe('MISS')
  })

  test('nor is a copy confirmed by a 304 that took as long', async () => {
    const article = await paper.publish()
    await headline(article)
    await paper.revise(article, { topics: ['Ferry'] })
    await headline(article)
    await advance(20)
    await server.tick()
    const fault = { fault: { late: 300 }, times: 1, only: 'reads' }
    await server.control('faults', { method: 'PUT', body: { d1: fault } })
    const reading = server.fetch(article.path)
    await pause(100)
    await advance(11)
    expect((await reading).status).toBe(200)
    const { entries } = await server.control<{ entries: { fresh: boolean }[] }>('entries')
    expect(entries.filter(({ fresh }) => fresh)).toEqual([])
  })
})
