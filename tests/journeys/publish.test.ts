import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { edgeStatus, openPaper, type Paper, strike } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
})
afterAll(() => server.close())

/** The page's status at the edge, and its text. */
async function visit(path: string) {
  const answer = await server.fetch(path)
  return { status: answer.status, edge: edgeStatus(answer), text: await answer.text(), headers: answer.headers }
}

describe('an article at the edge', () => {
  test('is rendered for the first reader, and comes from the edge for the next', async () => {
    const article = await paper.publish()
    const first = await visit(article.path)
    expect(first).toMatchObject({ status: 200, edge: 'MISS' })
    expect(first.text).toContain('The boats stayed in on Monday.')
    expect(await visit(article.path)).toMatchObject({ status: 200, edge: 'HIT', text: first.text })
  })

  test('is fresh for the next request after an edit', async () => {
    const article = await paper.publish()
    await visit(article.path)
    await paper.revise(article, { body: 'The boats went out after all.' })
    const after = await visit(article.path)
    expect(after.edge).toBe('MISS')
    expect(after.text).toContain('The boats went out after all.')
    expect(after.text).toContain('Updated')
  })

  test('answers 410 once withdrawn, and comes back when it is published again', async () => {
    const article = await paper.publish()
    await visit(article.path)
    await paper.withdraw(article)
    const gone = await visit(article.path)
    expect(gone).toMatchObject({ status: 410, edge: 'BYPASS' })
    expect(gone.text).toContain('It was published here, and we have taken it back.')
    await paper.revise(article, { status: 'published' })
    expect(await visit(article.path)).toMatchObject({ status: 200 })
  })

  test('leaves a redirect when its slug changes, also when it changes twice', async () => {
    const article = await paper.publish()
    await visit(article.path)
    const second = await paper.revise(article, { slug: 'no-strike' })
    const third = await paper.revise(article, { slug: 'strike-over' })
    for (const old of [article.path, second.path]) {
      const answer = await server.fetch(old)
      expect(answer.status).toBe(301)
      expect(answer.headers.get('Location')).toBe(third.path)
    }
    expect((await visit(third.path)).status).toBe(200)
  })

  test('appears at once on the front page, its section, author, topic, month, feed and sitemap', async () => {
    await paper.publish({ headline: 'Yesterday', publishedAt: '2026-11-01T10:00:00Z' })
    await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z' } })
    const pages = [
      '/',
      '/sections/harbour',
      '/authors/ada-quill',
      '/topics/ferry',
      '/2026',
      '/2026/11',
      '/feed.xml',
      '/sitemap-2026-11.xml',
      '/news-sitemap.xml',
      '/llms.txt',
    ]
    for (const page of pages) await visit(page)
    for (const page of pages) expect(await visit(page)).toMatchObject({ status: 200, edge: 'HIT' })
    const article = await paper.publish({ headline: 'Today' })
    for (const page of pages) {
      const after = await visit(page)
      expect(`${page} ${after.edge}`).toBe(`${page} MISS`)
      expect(after.text).toContain(article.path)
    }
  })

  test('does not evict the other articles of its section, but tells its neighbours', async () => {
    const first = await paper.publish({ headline: 'One', publishedAt: '2026-10-01T10:00:00Z', topics: [] })
    const second = await paper.publish({ headline: 'Two', publishedAt: '2026-10-02T10:00:00Z', topics: [] })
    await visit(first.path)
    await visit(second.path)
    const third = await paper.publish({ headline: 'Three', publishedAt: '2026-10-03T10:00:00Z', topics: [] })
    expect((await visit(first.path)).edge).toBe('HIT')
    const neighbour = await visit(second.path)
    expect(neighbour.edge).toBe('MISS')
    expect(neighbour.text).toContain(third.path)
  })
})

describe('a scheduled article', () => {
  test('is nowhere before its second and everywhere at it, without any write', async () => {
    await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T09:59:00Z', frozen: true } })
    const old = await paper.publish({ headline: 'Old' })
    const article = await paper.publish({ headline: 'Embargoed', publishedAt: '2026-11-22T10:00:00Z' })
    expect(article.status).toBe('scheduled')
    const pages = [
      '/',
      '/sections/harbour',
      '/authors/ada-quill',
      '/topics/ferry',
      '/2026/11',
      '/feed.xml',
      '/sitemap-2026-11.xml',
      '/news-sitemap.xml',
      '/llms.txt',
      old.path,
    ]
    for (const page of pages) expect((await visit(page)).text).not.toContain(article.path)
    expect(await visit(article.path)).toMatchObject({ status: 404, edge: 'BYPASS' })

    await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T09:59:59.900Z', frozen: true } })
    for (const page of pages) expect((await visit(page)).text).not.toContain(article.path)
    expect((await visit(article.path)).status).toBe(404)

    await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z', frozen: true } })
    expect((await visit(article.path)).status).toBe(200)
    for (const page of pages) expect(`${page} ${(await visit(page)).text.includes(article.path)}`).toBe(`${page} true`)
  })
})

describe('a draft', () => {
  test('is nowhere', async () => {
    const draft = await paper.draft({ headline: 'Secret plans' })
    expect(draft.path).toBeNull()
    for (const page of ['/', '/sections/harbour', '/feed.xml', '/sitemap.xml', '/news-sitemap.xml', '/llms.txt']) {
      expect((await visit(page)).text).not.toContain('Secret plans')
    }
  })
})

describe('an address', () => {
  test('with unknown parameters leads to the one without, before the database is asked', async () => {
    const article = await paper.publish()
    await server.control('database', { method: 'DELETE' })
    const answer = await server.fetch(`${article.path}?utm_source=mail&fbclid=1`)
    expect(answer.status).toBe(301)
    expect(answer.headers.get('Location')).toBe(article.path)
    expect(await server.control<{ statements: number }>('database')).toMatchObject({ statements: 0 })
  })

  test('of two articles of one headline in a month is numbered', async () => {
    const first = await paper.publish()
    const second = await paper.publish()
    expect(second.slug).toBe(`${first.slug}-2`)
    expect(strike.headline).toBe(second.headline)
  })
})
