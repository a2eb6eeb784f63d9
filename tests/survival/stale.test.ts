import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let strike: Article
let pages: string[]
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  strike = await paper.publish()
  pages = ['/', '/sections/harbour', strike.path, '/feed.xml']
  for (const page of pages) expect((await server.fetch(page)).status).toBe(200)
})
afterAll(() => server.close())

const fault = (d1: unknown) => server.control('faults', { method: 'PUT', body: { d1 } })
const pass = (ms: number) => server.control('clock', { method: 'PUT', body: { advance: ms } })
const readAll = () => Promise.all(pages.map((page) => server.fetch(page)))
const DAY = 86_400_000

const faults = {
  refuses: 'refuse',
  hangs: 'hang',
  'is too slow': { slow: 4000 },
  'loses its answers': 'after-commit',
  'fails every second call': { fault: 'refuse', every: 2 },
}

describe.each(Object.entries(faults))('when the database %s', (_, d1) => {
  test('readers get the pages that were cached, however old, and the new ones once it is back', async () => {
    // Past the day of freshness and the week in which a stale page is renewed behind the reader's back.
    await pass(10 * DAY)
    await fault(d1)
    for (const answer of await readAll()) {
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('The Strike')
    }
    await fault(null)
    const started = performance.now()
    await paper.revise(strike, { headline: 'The Strike Ends' })
    for (const answer of await readAll()) expect(await answer.text()).toContain('The Strike Ends')
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

test('a page whose moment has come is served stale too, and is right as soon as it can be', async () => {
  await paper.publish({ headline: 'At Noon', publishedAt: new Date(Date.now() + 3_600_000).toISOString() })
  await server.fetch('/')
  await pass(3_700_000)
  await fault('refuse')
  const during = await server.fetch('/')
  expect([during.status, edgeStatus(during)]).toEqual([200, 'STALE'])
  await fault(null)
  expect(await (await server.fetch('/')).text()).toContain('At Noon')
})

test('the Worker itself answers 503, which is what lets the edge serve stale', async () => {
  await fault('refuse')
  for (const page of pages) {
    const answer = await server.fetch(`/__edge/render${page}`, { headers: { 'If-None-Match': '"old"' } })
    expect([page, answer.status]).toEqual([page, 503])
  }
})
