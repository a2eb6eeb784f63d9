import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let oldest: Article
let newest: Article
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.clear()
  // No section, author or topic: nothing but time makes them neighbours.
  paper = await openPaper(server)
  oldest = await publish('Oldest', '2026-11-01T10:00:00Z')
  newest = await publish('Newest', '2026-11-02T10:00:00Z')
})

const alone = { section: null, authors: [], topics: [] }
const publish = (headline: string, publishedAt?: string) =>
  paper.publish({ ...alone, headline, ...(publishedAt && { publishedAt }) })
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const faults = (d1: unknown) => server.control('faults', { method: 'PUT', body: { d1 } })
const read = async ({ path }: Article) => (await server.fetch(path)).text()

interface Difference {
  address: string
  cached: string
  fresh: string
}
const differences = async () =>
  (await server.control<{ differences: Difference[] }>('compare', { method: 'POST' })).differences

/** Holds the commit of what `first` writes until `second` is done: planned before it, committed after it. */
async function overtaken<T>(first: () => Promise<T>, second: () => Promise<unknown>): Promise<T> {
  await faults({ fault: { slow: 600 }, times: 1, only: 'writes' })
  const held = first()
  await pause(200)
  await second()
  return held
}

describe('an article before or after one that another writer changes at the same moment', () => {
  test('is fresh when two are published at once, and the second commit did not know of the first', async () => {
    const between: Article[] = []
    await overtaken(
      () => publish('Slow', '2026-11-03T12:00:00Z'),
      async () => {
        between.push(await publish('Quick', '2026-11-03T10:00:00Z'))
        for (const article of [oldest, newest, ...between]) await read(article)
      },
    )
    expect(await differences()).toEqual([])
    const [quick] = between
    if (!quick) throw new Error('It was published')
    expect(await read(quick)).toContain('Slow')
  })

  test('is fresh when its neighbour is withdrawn while another is published beside that', async () => {
    await overtaken(
      () => publish('Slow', '2026-11-03T12:00:00Z'),
      async () => {
        await paper.withdraw(newest)
        await read(oldest)
      },
    )
    expect(await differences()).toEqual([])
    expect(await read(oldest)).toContain('Slow')
  })

  test('is fresh when its neighbour moves away while another is published beside that', async () => {
    await overtaken(
      () => publish('Slow', '2026-11-03T12:00:00Z'),
      async () => {
        await paper.revise(newest, { publishedAt: '2026-10-01T10:00:00Z' })
        for (const article of [oldest, newest]) await read(article)
      },
    )
    expect(await differences()).toEqual([])
  })

  test('is fresh whatever order eight are published in', async () => {
    await faults({ fault: { slow: 30 }, every: 3 })
    const readers = { on: true }
    const reading = (async () => {
      while (readers.on) for (const article of [oldest, newest]) await read(article)
    })()
    const days = [8, 3, 6, 4, 9, 5, 7, 10]
    await Promise.all(days.map((day) => publish(`Of day ${day}`, `2026-11-${String(day).padStart(2, '0')}T09:00:00Z`)))
    readers.on = false
    await reading
    await faults(null)
    // What a reader was sent during the writes may be the other race, which the clock closes: `race.test.ts`.
    await server.control('clock', { method: 'PUT', body: { advance: 80_000 } })
    await server.tick()
    for (const article of [oldest, newest]) await read(article)
    expect(await differences()).toEqual([])
    expect(await read(oldest)).toContain('Newest')
    expect(await read(newest)).toContain('Of day 3')
  })

  test('is named in the receipt', async () => {
    const answer = await paper.api('POST', '/articles', { ...alone, headline: 'Third', status: 'published' })
    const receipt = answer.headers.get('Dateline-Purge') ?? ''
    expect(receipt).toMatch(/^\d+; done; at="[^"]+"; tags="[^"]+"$/)
    expect(receipt).toContain(` beside:${newest.id} `)
    const { tags } = JSON.parse(await (await paper.api('GET', `/purges/${Number.parseInt(receipt, 10)}`)).text())
    expect(receipt).toContain(`tags="${tags.join(' ')}"`)
  })
})

test('a commit whose answer was lost has left the tags of the neighbours behind', async () => {
  for (const article of [oldest, newest]) await read(article)
  await faults({ fault: 'after-commit', times: 1, only: 'writes' })
  const answer = await paper.api('POST', '/articles', { ...alone, headline: 'Lost', status: 'published' })
  expect(answer.status).toBe(503)
  await faults(null)
  expect(await differences()).toMatchObject([{ address: newest.path }])
  await server.tick()
  expect(await differences()).toEqual([])
  expect(await read(newest)).toContain('Lost')
})
