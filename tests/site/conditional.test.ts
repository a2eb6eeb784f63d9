import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CommentSettings, defaultComments } from '../../src/settings/site.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  article = await paper.publish({ publishedAt: '2026-11-01T10:00:00Z' })
})
afterAll(() => server.close())

/** What the Worker itself answers, past the edge. */
const render = (path: string, headers: Record<string, string> = {}) =>
  server.fetch(`/__edge/render${path}`, { headers })

const pages = () => [
  '/',
  article.path,
  `${article.path}.md`,
  '/sections/harbour',
  '/authors/ada-quill',
  '/topics/ferry',
  '/2026',
  '/2026/11',
  '/feed.xml',
  '/atom.xml',
  '/sections/harbour/feed.json',
  '/authors/ada-quill/atom.xml',
  '/topics/ferry/feed.xml',
  '/sitemap.xml',
  '/sitemap-2026-11.xml',
  '/sitemap-pages.xml',
  '/news-sitemap.xml',
  '/llms.txt',
  '/robots.txt',
  '/privacy',
  '/search',
  '/search?q=strike',
  '/search?q=quill',
  '/search?q=strike&section=harbour&author=ada-quill',
  '/search?q=stirke',
]

/** Another value of each setting of comments, and the pages that print it where neither Akismet nor mail is on. */
const rules = (): Record<keyof CommentSettings, [value: boolean | number, pages: string[]]> => ({
  open: [false, [article.path, '/principles']],
  closeAfterDays: [3650, ['/principles']],
  requireIdentity: [false, [article.path, '/principles']],
  depth: [3, []],
  holdUnknown: [false, ['/principles']],
  holdAll: [true, ['/privacy', '/principles']],
  holdLinks: [7, ['/principles']],
  avatars: [false, [article.path]],
  daysKept: [91, ['/privacy']],
  daysSpamKept: [31, ['/privacy']],
  daysTrashKept: [32, ['/privacy']],
  akismetMinimal: [false, []],
  noticeApproved: [true, []],
})

describe('a page asked for again', () => {
  test('is answered 304 with no body and the same headers for caches, before it is rendered', async () => {
    // Lifetimes count down to the next moment at which a page changes by itself.
    await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z', frozen: true } })
    for (const page of pages()) {
      const first = await render(page)
      const etag = first.headers.get('ETag') ?? ''
      expect(etag, page).toMatch(/^W\/"[\w-]{16}"$/)
      for (const asked of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
        const again = await render(page, { 'If-None-Match': asked })
        expect(again.status, `${page} ${asked}`).toBe(304)
        expect(await again.text()).toBe('')
        for (const name of ['ETag', 'Cache-Control', 'Cloudflare-CDN-Cache-Control', 'Cache-Tag']) {
          expect(again.headers.get(name), name).toBe(first.headers.get(name))
        }
      }
      expect((await render(page, { 'If-None-Match': '"other"' })).status).toBe(200)
    }
  })

  const see = async (pages: string[]) => {
    const seen = new Map<string, { etag: string; text: string }>()
    for (const page of pages) {
      const answer = await render(page)
      seen.set(page, { etag: answer.headers.get('ETag') ?? '', text: await answer.text() })
    }
    return seen
  }

  test('has another ETag after any setting of comments that it prints was changed', async () => {
    await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z', frozen: true } })
    await paper.decide(await paper.comment(article), 'approved')
    const all = [...pages(), '/principles', '/comments.xml', `${article.path}/comments.xml`, `${article.path}/history`]
    expect(Object.keys(rules()).sort()).toEqual(Object.keys(defaultComments).sort())
    const before = await see(all)
    for (const [name, [value, printed]] of Object.entries(rules())) {
      await paper.api('PATCH', '/settings', { comments: { [name]: value } })
      const after = [...(await see(all))]
      const differ = (what: 'text' | 'etag') =>
        after.flatMap(([page, seen]) => (seen[what] === before.get(page)?.[what] ? [] : page)).sort()
      expect({ text: differ('text'), etag: differ('etag') }, name).toEqual({
        text: printed.sort(),
        etag: printed.sort(),
      })
      await paper.api('PATCH', '/settings', { comments: { [name]: Reflect.get(defaultComments, name) } })
    }
  })

  test('has the same ETag as long as its bytes are the same, and another when they change', async () => {
    const acts: (() => Promise<unknown>)[] = [
      () => paper.revise(article, { headline: 'The Strike, continued' }),
      () => paper.revise(article, { body: 'Other words.' }),
      () => paper.publish({ headline: 'Another' }),
      () => paper.draft({ headline: 'Not yet' }),
      () => paper.publish({ headline: 'Later', publishedAt: '2999-01-01T00:00:00Z' }),
      () => paper.api('PATCH', '/authors/ada-quill', { bio: 'A new life.' }),
      () => paper.api('PATCH', '/settings', { identity: { tagline: 'New' } }),
      () => paper.api('PATCH', '/settings', { lists: { read: true } }),
      () => paper.api('PATCH', '/settings', { comments: { closeAfterDays: 3650 } }),
      () => paper.revise(article, { commentsCloseAfter: 3650 }),
      () => paper.revise(article, { commentsCloseAfter: 1 }),
      () => paper.revise(article, { commentsCloseAfter: null }),
      () => paper.comment(article),
      async () => paper.decide(await paper.comment(article, { comment: 'Shown' }), 'approved'),
    ]
    let before = await see(pages())
    for (const [turn, act] of acts.entries()) {
      await act()
      const after = await see(pages())
      for (const [page, { etag, text }] of after) {
        const old = before.get(page)
        expect(`${turn} ${page} etag same: ${etag === old?.etag}`).toBe(
          `${turn} ${page} etag same: ${text === old?.text}`,
        )
      }
      before = after
    }
  })

  test('gives GET and HEAD the same headers', async () => {
    for (const page of [...pages(), '/nothing', '/2026/13/x']) {
      const get = await server.fetch(page)
      const head = await server.fetch(page, { method: 'HEAD' })
      expect(head.status, page).toBe(get.status)
      expect(await head.text()).toBe('')
      for (const name of ['Content-Type', 'ETag', 'Cache-Control', 'Content-Security-Policy']) {
        expect(head.headers.get(name), `${page} ${name}`).toBe(get.headers.get(name))
      }
    }
  })
})

describe('comments that close after some days', () => {
  test('close on the cached page at their moment, without a write', async () => {
    await paper.api('PATCH', '/settings', { comments: { closeAfterDays: 30 } })
    await server.control('clock', { method: 'PUT', body: { now: '2026-12-01T09:59:50Z', frozen: true } })
    expect(await (await server.fetch(article.path)).text()).toContain('Leave a reply')
    await server.control('clock', { method: 'PUT', body: { now: '2026-12-01T10:00:00Z', frozen: true } })
    expect(await (await server.fetch(article.path)).text()).toContain('Comments are closed')
    expect((await paper.say(article)).status).toBe(409)
  })

  const at = (now: string) => server.control('clock', { method: 'PUT', body: { now, frozen: true } })
  const kept = async () =>
    (await render(article.path)).headers.get('Cloudflare-CDN-Cache-Control')?.replace(/, stale-if-error=\d+$/, '')
  const shown = async () => (await server.fetch(article.path)).text()

  test('close on an article that has days of its own after those, whatever the site says', async () => {
    await paper.api('PATCH', '/settings', { comments: { closeAfterDays: 30 } })
    await at('2026-11-03T09:59:50Z')
    expect(await shown()).toContain('Leave a reply')
    await paper.revise(article, { commentsCloseAfter: 2 })
    expect(await kept()).toBe('max-age=10')
    expect(await shown()).toContain('Leave a reply')
    await at('2026-11-03T10:00:00Z')
    expect(await shown()).toContain('Comments are closed')
    expect((await paper.say(article)).status).toBe(409)
    expect((await paper.say(article, { act: 'preview' })).status).toBe(409)
  })

  test('stay open on an article whose days are 0, as long as they are open at all', async () => {
    await paper.api('PATCH', '/settings', { comments: { closeAfterDays: 1 } })
    await at('2026-11-10T10:00:00Z')
    expect(await shown()).toContain('Comments are closed')
    await paper.revise(article, { commentsCloseAfter: 0 })
    expect(await shown()).toContain('Leave a reply')
    expect((await paper.say(article)).status).toBe(303)
    await paper.revise(article, { commentsCloseAfter: null })
    expect(await shown()).toContain('Comments are closed')
    await paper.revise(article, { commentsCloseAfter: 0 })
    await paper.api('PATCH', '/settings', { comments: { open: false } })
    expect(await shown()).toContain('Comments are closed')
  })

  test('count from the publication that readers are told of', async () => {
    await at('2026-11-05T10:00:00Z')
    await paper.revise(article, { commentsCloseAfter: 2 })
    expect(await shown()).toContain('Comments are closed')
    await paper.revise(article, { publishedAt: '2026-11-04T10:00:00Z' })
    expect(await shown()).toContain('Leave a reply')
    await at('2026-11-06T10:00:00Z')
    expect(await shown()).toContain('Comments are closed')
  })
})
