import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
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
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T09:00:00Z', frozen: true } })
  paper = await openPaper(server)
  article = await paper.publish()
  await paper.decide(await paper.comment(article, { comment: 'Quite right, said the tide.' }), 'approved')
  expect(await feed()).toContain('said the tide')
})

const feed = async () => (await server.fetch('/comments.xml')).text()

test('an article that comes back brings its comments to the feed of all, which forgot them', async () => {
  await paper.withdraw(article)
  expect(await feed()).not.toContain('said the tide')
  await paper.revise(article, { status: 'published' })
  expect(await feed()).toContain('said the tide')
})

test('an article that was put off brings them at its second', async () => {
  await paper.revise(article, { status: 'published', publishedAt: '2026-11-22T10:00:00Z' })
  expect(await feed()).not.toContain('said the tide')
  await server.control('clock', { method: 'PUT', body: { advance: 3_599_000 } })
  expect(await feed()).not.toContain('said the tide')
  await server.control('clock', { method: 'PUT', body: { advance: 1000 } })
  expect(await feed()).toContain('said the tide')
})
