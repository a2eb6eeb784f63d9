import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  article = await paper.publish()
  await visit('/')
  await visit(article.path)
})

const visit = async (path: string) => {
  const answer = await server.fetch(path)
  return { status: answer.status, edge: edgeStatus(answer), text: await answer.text() }
}
const breakDatabase = () => server.control('faults', { method: 'PUT', body: { d1: 'refuse' } })

describe('what no page may show any longer', () => {
  const hard: [string, () => Promise<unknown>][] = [
    ['a headline', () => paper.revise(article, { headline: 'New' })],
    ['a withdrawn article', () => paper.withdraw(article)],
    ['a correction', () => paper.api('POST', `/articles/${article.id}/corrections`, { text: 'We were wrong' })],
    ['comments that were closed', () => paper.revise(article, { commentsOpen: false })],
  ]
  test.each(hard)('is dropped whole, and not shown even when the database dies: %s', async (_, write) => {
    await write()
    await breakDatabase()
    expect((await visit(article.path)).status).toBe(503)
  })

  test.each([
    ['withdrawn', { status: 'withdrawn' }],
    ['put off', { status: 'scheduled', publishedAt: '2099-01-01T10:00:00Z' }],
  ])('is not in a copy either: an article that is %s', async (_, gone) => {
    article = await paper.publish({ headline: `Kept, then ${gone.status}` })
    const { KV } = await server.env()
    for (let i = 0; i < 6; i++) await server.tick()
    expect(await KV.get(`copy${article.path}`)).toContain('Kept, then')
    await paper.revise(article, gone)
    await server.control('settle', { method: 'POST' })
    await breakDatabase()
    expect((await visit(article.path)).text).not.toContain('Kept, then')
    // KV outlives what the next test begins with.
    for (const { name } of (await KV.list({ prefix: 'copy' })).keys) await KV.delete(name)
  })

  test('is dropped whole: a comment that was removed', async () => {
    const comment = await paper.comment(article)
    await paper.decide(comment, 'approved')
    expect((await visit(article.path)).text).toContain('Quite right.')
    await paper.decide(comment, 'trash')
    await breakDatabase()
    expect((await visit(article.path)).status).toBe(503)
  })
})

describe('what many pages carry and few will show changed', () => {
  const soft: [string, () => Promise<unknown>][] = [
    ['the settings', () => paper.api('PATCH', '/settings', { comments: { holdUnknown: false } })],
    ['an author', () => paper.api('PATCH', '/authors/ada-quill', { bio: 'Ada counts boats.' })],
    ['a section', () => paper.api('PATCH', '/sections/harbour', { description: 'What sinks' })],
  ]
  test.each(soft)('is asked again, and the front page costs no rendering: %s', async (_, write) => {
    await write()
    expect(await visit('/')).toMatchObject({ status: 200, edge: 'REVALIDATED' })
    expect(await visit('/')).toMatchObject({ edge: 'HIT' })
  })

  test.each(soft)('stays up when the database dies at that moment: %s', async (_, write) => {
    await write()
    await breakDatabase()
    expect(await visit('/')).toMatchObject({ status: 200, edge: 'STALE' })
    expect(await visit(article.path)).toMatchObject({ status: 200, edge: 'STALE' })
  })

  test('is never served old once it was asked', async () => {
    await paper.api('PATCH', '/authors/ada-quill', { name: 'Ada Penn' })
    expect((await visit('/')).text).toContain('Ada Penn')
    expect((await visit(article.path)).text).toContain('Ada Penn')
    await paper.api('PATCH', '/settings', { identity: { name: 'The Averil Post' } })
    expect((await visit('/')).text).toContain('The Averil Post')
  })
})

test('what is hard takes along what is soft, in one call', async () => {
  await server.control('faults', { method: 'PUT', body: { purge: 'limited' } })
  await paper.api('PATCH', '/authors/ada-quill', { name: 'Ada Penn' })
  await server.control('clock', { method: 'PUT', body: { advance: 13_000 } })
  await server.control('faults', { method: 'DELETE' })
  await server.control('purges', { method: 'DELETE' })
  await paper.withdraw(article)
  const { purges } = await server.control<{ purges: { method: string }[] }>('purges')
  expect(purges.map(({ method }) => method)).toEqual(['purge'])
  expect((await visit(article.path)).status).toBe(410)
})
