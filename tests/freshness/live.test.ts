import { createServer } from 'node:http'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Ask, seeLive } from '../../src/cache/live.ts'
import { purges } from '../../src/db/tables/edge.ts'
import { openPaper, type Paper } from '../support/paper.ts'
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
  await addressIs(server.url.origin)
})

const addressIs = (address: string) => paper.api('PATCH', '/settings', { identity: { address } })
const settle = () => server.control('settle', { method: 'POST' })
const wait = (seconds: number) => server.control('clock', { method: 'PUT', body: { advance: seconds * 1000 } })
const edge = (purge: string | null) => server.control('faults', { method: 'PUT', body: { purge } })
const minute = async () => {
  await wait(61)
  await server.tick()
}

interface Receipt {
  id: number
  state: string
  live: string | null
  page: string | null
  lookAt: string | null
}
/** The receipt of the latest write, once its page was looked at. */
async function latest(): Promise<Receipt> {
  await settle()
  const { items } = JSON.parse(await (await paper.api('GET', '/purges?limit=1')).text())
  return items[0]
}
async function again({ id }: Receipt): Promise<Receipt> {
  return JSON.parse(await (await paper.api('GET', `/purges/${id}`)).text())
}

describe('a receipt', () => {
  test('says live once the public address shows what was published, edited, corrected and withdrawn', async () => {
    const article = await paper.publish()
    const page = server.url.origin + article.path
    expect(await latest()).toMatchObject({ state: 'done', live: 'live', page, lookAt: null })
    await paper.revise(article, { headline: 'The Strike goes on' })
    expect(await latest()).toMatchObject({ live: 'live', page })
    await paper.api('POST', `/articles/${article.id}/corrections`, { text: 'It was Tuesday.' })
    expect(await latest()).toMatchObject({ live: 'live', page })
    await paper.withdraw(article)
    expect((await server.fetch(article.path)).status).toBe(410)
    expect(await latest()).toMatchObject({ live: 'live', page })
    await paper.revise(article, { status: 'published' })
    expect(await latest()).toMatchObject({ live: 'live', page })
  })

  test('says that another version was seen while the purge is refused, and live when it went through', async () => {
    const article = await paper.publish()
    await (await server.fetch(article.path)).text()
    await edge('limited')
    await paper.revise(article, { headline: 'New' })
    const receipt = await latest()
    const stale = 'not live: another version was seen (Cf-Cache-Status HIT)'
    expect(receipt).toMatchObject({ state: 'pending', live: stale, lookAt: expect.any(String) })
    await minute()
    expect(await again(receipt)).toMatchObject({ state: 'pending', live: stale })
    await edge(null)
    // The clock purges, and looks once more when the longer pause is over.
    await minute()
    expect(await again(receipt)).toMatchObject({ state: 'done' })
    await minute()
    expect(await again(receipt)).toMatchObject({ live: 'live', lookAt: null })
  })

  test('says that a withdrawn article is still shown', async () => {
    const article = await paper.publish()
    await (await server.fetch(article.path)).text()
    await edge('throw')
    await paper.withdraw(article)
    expect(await latest()).toMatchObject({ live: 'not live: answered 200, not 410 (Cf-Cache-Status HIT)' })
  })

  test('says of a scheduled article that it is not yet, and live after its moment', async () => {
    const publishedAt = new Date(Date.now() + 600_000).toISOString()
    await paper.publish({ publishedAt })
    const receipt = await latest()
    expect(receipt).toMatchObject({ live: `not yet: readers see it from ${publishedAt}`, lookAt: publishedAt })
    await server.tick()
    expect((await again(receipt)).live).toMatch(/^not yet/)
    await wait(600)
    await server.tick()
    expect(await again(receipt)).toMatchObject({ live: 'live', lookAt: null })
  })

  test('is looked at by the clock when the Worker could not', async () => {
    const article = await paper.publish()
    const receipt = await latest()
    const db = await server.db()
    const dead = { live: 'pending', lookAt: new Date(Date.now() + 30_000), looks: 0 }
    await db.batch([db.update(purges).set(dead).where(eq(purges.id, receipt.id))])
    await server.tick()
    expect(await again(receipt)).toMatchObject({ live: 'pending' })
    await minute()
    expect(await again(receipt)).toMatchObject({ live: 'live', page: server.url.origin + article.path })
  })

  test('says that the address could not be reached, tries less and less often, and gives up', async () => {
    const article = await paper.publish()
    const receipt = await latest()
    const db = await server.db()
    // Nothing listens on port 9.
    const nowhere = { page: `http://127.0.0.1:9${article.path}`, live: 'pending', lookAt: new Date(), looks: 0 }
    await db.batch([db.update(purges).set(nowhere).where(eq(purges.id, receipt.id))])
    let tries = 0
    for (let i = 0; i < 70; i++) {
      const before = (await again(receipt)).lookAt
      await minute()
      if ((await again(receipt)).lookAt !== before) tries++
    }
    // What the test harness makes of a refused connection is a 500; the runtime throws, as below.
    expect(await again(receipt)).toMatchObject({ live: 'not live: answered 500, not 200', lookAt: null })
    expect(tries).toBe(7)
  })

  test.each([
    ['a port of this machine that is not ours', 'http://localhost:9'],
    ['a machine of the house', 'http://printer'],
    ['the same, spelled to the root', 'http://printer.'],
    ['a literal address', 'http://192.0.2.7'],
    ['a literal address of six bytes more', 'http://[2001:db8::7]'],
    ['a name that is kept for examples', 'https://paper.example'],
  ])('is off where the address is no public one: %s', async (_, address) => {
    await addressIs(address)
    await paper.publish()
    expect(await latest()).toMatchObject({ live: 'off: the site has no public address', lookAt: null })
  })

  test('has nothing to say of what has no page of its own', async () => {
    await paper.api('PATCH', '/settings', { identity: { tagline: 'New' } })
    expect(await latest()).toMatchObject({ live: null, page: null })
  })
})

test('one publication is one visit to its page, and nothing follows from that', async () => {
  await server.control('database', { method: 'DELETE' })
  await paper.publish()
  await settle()
  const { queries } = await server.control<{ queries: string[] }>('database')
  expect(queries.filter((query) => /^insert into "purges"/.test(query))).toHaveLength(1)
  expect(queries.filter((query) => /^update "purges" set.*"live"/.test(query))).toHaveLength(1)
  const pages = queries.filter((query) => /next_listed/.test(query))
  // Once for the comparison, once for the visitor who finds nothing at the edge.
  expect(pages).toHaveLength(2)
})

test('can be switched off', async () => {
  const quiet = await startServer({ vars: { LIVE_CHECK: 'off' } })
  try {
    const other = await openPaper(quiet)
    await other.api('PATCH', '/settings', { identity: { address: quiet.url.origin } })
    await other.publish()
    const { items } = JSON.parse(await (await other.api('GET', '/purges?limit=1')).text())
    expect(items[0]).toMatchObject({ live: 'off: switched off' })
  } finally {
    await quiet.close()
  }
})

describe('a look at a page', () => {
  const ask: Ask = async () => new Response(null, { status: 304, headers: { ETag: 'W/"new"' } })

  /** An address where a server answers, or does not. */
  async function at(listener: Parameters<typeof createServer>[1], see: (url: string) => Promise<void>) {
    const visits: string[] = []
    const http = createServer({}, (request, answer) => {
      visits.push(`${request.method} ${request.url}`)
      listener?.(request, answer)
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const address = http.address()
    if (typeof address !== 'object' || address === null) throw new Error('It listens')
    try {
      await see(`http://127.0.0.1:${address.port}/2026/11/x`)
    } finally {
      http.closeAllConnections()
      http.close()
    }
    return visits
  }

  test('follows no redirect', async () => {
    const visits = await at(
      (_, answer) => answer.writeHead(301, { Location: '/elsewhere' }).end(),
      async (url) => expect(await seeLive(ask, url)).toBe('not live: answered 301, not 200'),
    )
    expect(visits).toEqual(['GET /2026/11/x'])
  })

  test('says when nobody answers', async () => {
    expect(await seeLive(ask, 'http://127.0.0.1:9/2026/11/x')).toBe('could not be reached')
  })

  test('waits five seconds, and no longer', async () => {
    await at(
      () => {},
      async (url) => expect(await seeLive(ask, url)).toBe('could not be reached in 5 seconds'),
    )
  }, 15_000)

  test('takes what was written while it was under way for live', async () => {
    let asked = 0
    const moving: Ask = async () => new Response(null, { status: 304, headers: { ETag: `"${asked++}"` } })
    await at(
      (_, answer) => answer.writeHead(200, { ETag: 'W/"1"' }).end(),
      async (url) => expect(await seeLive(moving, url)).toBe('live'),
    )
  })

  test('says nothing of the page when the Worker itself does not know it', async () => {
    const broken: Ask = async () => new Response(null, { status: 503 })
    const visits = await at(
      (_, answer) => answer.end(),
      async (url) => expect(await seeLive(broken, url)).toBe('not known: the Worker itself answers 503'),
    )
    expect(visits).toEqual([])
  })
})
