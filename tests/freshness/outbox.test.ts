import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { purges } from '../../src/db/tables/edge.ts'
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
  await server.control('clock', { method: 'PUT', body: { frozen: true } })
  paper = await openPaper(server)
  // The bucket is full again, and what the newsroom's opening purged is repeated and done with.
  await wait(120)
  await server.tick()
  await forget()
})

interface PurgeCall {
  method: string
  options: { tags: string[] }
  result: { success: boolean } | null
}

const wait = (seconds: number) => server.control('clock', { method: 'PUT', body: { advance: seconds * 1000 } })
const faults = (purge: string | null) => server.control('faults', { method: 'PUT', body: { purge } })
const forget = () => server.control('purges', { method: 'DELETE' })
const calls = async () => (await server.control<{ purges: PurgeCall[] }>('purges')).purges
const rows = async () => (await server.db()).select().from(purges)
const pending = async () => (await rows()).filter(({ doneAt }) => doneAt === null)
const rename = (article: Article, headline: string) => paper.revise(article, { headline })
const headline = async (article: Article) =>
  /<h1[^>]*>([^<]*)/.exec(await (await server.fetch(article.path)).text())?.[1]

describe('the outbox', () => {
  test.each(['limited', 'throw'])('keeps what the edge refused (%s), and the clock sends it', async (fault) => {
    const article = await paper.publish()
    await headline(article)
    await faults(fault)
    await rename(article, 'New')
    expect(await pending()).toMatchObject([{ attempts: 1, error: expect.any(String) }])
    expect(await headline(article)).toBe('The Strike')
    await faults(null)
    await wait(60)
    await server.tick()
    expect(await pending()).toEqual([])
    expect(await headline(article)).toBe('New')
  })

  test('asks no more for twelve seconds after a refusal, then sends all of it in one call', async () => {
    const articles = [await paper.publish(), await paper.publish(), await paper.publish()]
    const [one, two, three] = articles
    if (!one || !two || !three) throw new Error('Three were published')
    await faults('limited')
    await rename(one, 'One')
    await faults(null)
    await forget()
    await wait(11)
    const answer = await paper.api('PATCH', `/articles/${two.id}`, { headline: 'Two' })
    expect(answer.headers.get('Dateline-Purge')).toMatch(
      /^\d+; pending; tags="article:\d+(?: beside:\d+)* search sitemap"$/,
    )
    expect(await calls()).toEqual([])
    await wait(1)
    await rename(three, 'Three')
    expect(await calls()).toMatchObject([{ method: 'purge', result: { success: true } }])
    expect((await calls())[0]?.options.tags).toEqual(expect.arrayContaining(articles.map(({ id }) => `article:${id}`)))
    expect(await pending()).toEqual([])
  })

  test('pauses longer each time it is refused, a minute at most', async () => {
    const article = await paper.publish()
    await faults('limited')
    const pauses: number[] = []
    for (let i = 0; i < 5; i++) {
      const { now } = await server.control<{ now: string }>('clock')
      await rename(article, `Try ${i}`)
      const next = Math.max(...(await pending()).map(({ nextAt }) => nextAt?.getTime() ?? 0))
      pauses.push((next - Date.parse(now)) / 1000)
      await wait(pauses.at(-1) ?? 0)
    }
    expect(pauses).toEqual([12, 24, 48, 60, 60])
  })

  test('never asks more than the platform grants, however many write', async () => {
    const article = await paper.publish()
    await forget()
    for (let i = 0; i < 60; i++) {
      await rename(article, `Version ${i}`)
      await wait(2)
    }
    const refused = (await calls()).filter(({ result }) => !result?.success)
    // Sixty writes in two minutes: the bucket's, then one each twelve seconds, and a refusal before each pause.
    expect(refused.length).toBeLessThanOrEqual(6)
    await wait(60)
    await server.tick()
    expect(await pending()).toEqual([])
    expect(await headline(article)).toBe('Version 59')
  })

  test('takes the whole site with what missed its bound, in one call, however much waits', async () => {
    const article = await paper.publish()
    await headline(article)
    const db = await server.db()
    const past = new Date(Date.parse((await server.control<{ now: string }>('clock')).now) - 91_000)
    const backlog = Array.from({ length: 150 }, (_, i) => ({ id: i + 1, tags: [`article:${i}`], createdAt: past }))
    for (let i = 0; i < 150; i += 15) await db.batch([db.insert(purges).values(backlog.slice(i, i + 15))])
    await forget()
    await server.tick()
    expect(await calls()).toMatchObject([{ method: 'purge', options: { tags: ['site'] } }])
    expect(await pending()).toEqual([])
    expect(edgeStatus(await server.fetch(article.path))).toBe('MISS')
  })

  test('loses nothing and marks nothing done that was not sent, when many write at once', async () => {
    const articles: Article[] = []
    for (let i = 0; i < 8; i++) articles.push(await paper.publish({ headline: `Story ${i}` }))
    for (const article of articles) await headline(article)
    await server.control('faults', { method: 'PUT', body: { d1: { fault: { late: 40 }, every: 3 } } })
    await Promise.all(articles.map((article, i) => rename(article, `Renamed ${i}`)))
    await server.control('faults', { method: 'DELETE' })
    const sent = new Set((await calls()).flatMap(({ options }) => options.tags))
    for (const row of await rows()) if (row.doneAt) for (const tag of row.tags) expect([...sent, 'site']).toContain(tag)
    await server.tick()
    for (const [i, article] of articles.entries()) expect(await headline(article)).toBe(`Renamed ${i}`)
  })
})
