import { afterAll, beforeAll, expect, test } from 'vitest'
import { articles } from '../../src/db/tables/articles.ts'
import { comments } from '../../src/db/tables/comments.ts'
import { loadSamples, type Summary } from '../../tools/samples/load.ts'
import { type Server, startServer } from '../support/server.ts'

const now = new Date()
let server: Server
let summary: Summary

beforeAll(async () => {
  server = await startServer()
  summary = await loadSamples(await server.env(), now, server.url.origin)
})
afterAll(() => server?.close())

const stored = async () => (await server.db()).select().from(articles)
const named = async (slug: string) => {
  const found = (await stored()).find((article) => article.slug.startsWith(slug))
  if (!found?.path) throw new Error(`No article ${slug}`)
  return { ...found, path: found.path }
}

test('the sample paper is loaded whole', async () => {
  expect(summary).toMatchObject({ articles: 27, sections: 5, comments: 51, pictures: 15 })
  expect(await stored()).toHaveLength(summary.articles)
})

test('each article stands at its own moment, and its pictures are served', async () => {
  const ferry = await named('ferry-returns')
  expect(now.getTime() - Number(ferry.publishedAt)).toBe(7 * 3_600_000)
  expect(now.getTime() - Number(ferry.updatedAt)).toBe(2 * 3_600_000)
  expect(ferry.hero).toMatchObject({ width: 1200, height: 675 })
  const picture = await server.fetch(ferry.hero?.src ?? '')
  expect(picture.headers.get('Content-Type')).toBe('image/png')
  for (const { body } of await stored()) expect(body).not.toContain('media:')
})

test('an article that was withdrawn is gone, and one that is scheduled is not there yet', async () => {
  expect((await server.fetch((await named('lido')).path)).status).toBe(410)
  expect((await server.fetch((await named('box-or-book')).path)).status).toBe(404)
})

test('comments are in all states, and counted', async () => {
  const all = await (await server.db()).select().from(comments)
  expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['approved', 'held', 'spam', 'trash']))
  const counted = (await stored()).reduce((sum, article) => sum + article.commentCount, 0)
  expect(counted).toBe(all.filter(({ state }) => state === 'approved').length)
})

test('authors of the paper answer under its articles, and are marked as who they are', async () => {
  const clock = await (await server.fetch((await named('leave-the-clock')).path)).text()
  expect(clock).toMatch(/<bdi>Dot Venn<\/bdi>[^<]*<\/strong>\s*<span class="staff">Author</)
  expect(clock).toMatch(/<bdi>Bart Quist<\/bdi>[^<]*<\/strong>\s*<span class="staff">Staff</)
  expect(clock).not.toMatch(/<bdi>Tom Brannigan<\/bdi>[^<]*<\/strong>\s*<span class="staff">/)
})
