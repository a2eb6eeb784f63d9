import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
let read: string[]
beforeAll(async () => {
  server = await startServer({ queues: false, vars: { LIVE_CHECK: 'off' } })
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.clear()
  await server.control('clock', { method: 'PUT', body: { frozen: true } })
  paper = await openPaper(server)
  article = await paper.publish()
  read = ['/', article.path, `${article.path}/comments.xml`, '/feed.xml', '/nothing-here']
})

interface Compared {
  compared: number
  visited: number
  rendered: number
  differences: { address: string; fault: string; cached: string; fresh: string }[]
}
const compare = () => server.control<Compared>('compare', { method: 'POST', body: { read } })
const behindTheWorker = async (statement: string) => (await server.env()).DB.prepare(statement).run()

describe('a comparison', () => {
  test('asks for what is not there, and runs nothing twice that would be the same', async () => {
    expect(await compare()).toMatchObject({ compared: 4, visited: 5, rendered: 0, differences: [] })
    expect(await compare()).toMatchObject({ compared: 4, visited: 1, rendered: 0, differences: [] })
    await paper.api('POST', '/authors', { name: 'On no page yet' })
    expect(await compare()).toMatchObject({ compared: 4, visited: 1, rendered: 0, differences: [] })
    await server.control('clock', { method: 'PUT', body: { advance: 1000 } })
    expect(await compare()).toMatchObject({ compared: 4, rendered: 4, differences: [] })
    await paper.revise(article, { headline: 'New' })
    expect(await compare()).toMatchObject({ compared: 4, visited: 5, differences: [] })
  })

  test('finds what was written behind the Worker’s back, on every page that shows it', async () => {
    await compare()
    await behindTheWorker(`update articles set headline = 'Behind its back'`)
    const { differences } = await compare()
    expect(differences.map(({ address, fault }) => [address, fault]).sort()).toEqual(
      ['/', article.path, `${article.path}/comments.xml`, '/feed.xml'].sort().map((address) => [address, 'stale']),
    )
    for (const { cached, fresh } of differences) {
      expect(cached).toContain('The Strike')
      expect(fresh).toContain('Behind its back')
    }
  })

  test('finds a banner that was put up while the edge refused to be told', async () => {
    await compare()
    await server.control('faults', { method: 'PUT', body: { purge: 'limited' } })
    await paper.api('PATCH', '/switches', { banner: 'We are on strike' })
    const { differences } = await compare()
    expect(differences.map(({ address }) => address).sort()).toEqual(['/', article.path])
    await paper.api('PATCH', '/switches', { banner: '' })
  })

  test('compares with what the database would say, while it is away', async () => {
    await compare()
    await server.control('faults', { method: 'PUT', body: { d1: 'refuse' } })
    await server.control('clock', { method: 'PUT', body: { advance: 1000 } })
    expect(await compare()).toMatchObject({ compared: 4, rendered: 4, differences: [] })
  })
})
