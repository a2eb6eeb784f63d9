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
async function shown(): Promise<string[]> {
  const html = await (await server.fetch('/')).text()
  const list = /id="desk-discussed">.*?<\/section>/s.exec(html)?.[0] ?? ''
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
