import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyOf } from '../support/api.ts'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
  paper = await openPaper(server)
  await paper.api('PATCH', '/settings', { identity: { name: 'Tide', address: 'https://tide.example' } })
  article = await paper.publish({
    headline: 'The "Strike"',
    genre: 'analysis',
    publishedAt: '2026-11-20T10:00:00Z',
    hero: { src: '/pictures/boat.jpg', alt: 'A boat', caption: 'At *rest*.', credit: 'Ada Quill' },
    body: '## Why\n\nThe **boats** stayed in.',
    sources: [
      { title: 'The toll book', url: 'https://other.example/tolls', publisher: 'Port' },
      { title: '<i>Tides</i>', publisher: 'Office [x](javascript:1)', note: 'on paper' },
    ],
  })
})
afterAll(() => server.close())

test('an article can be read as Markdown, with what is known of it', async () => {
  const correction = await bodyOf(
    await paper.api('POST', `/articles/${article.id}/corrections`, { text: 'It was Tuesday.' }),
  )
  const answer = await server.fetch(`${article.path}.md`)
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/markdown; charset=utf-8'])
  expect(answer.headers.get('Link')).toBe(`<https://tide.example${article.path}>; rel="canonical"`)
  const text = await answer.text()
  expect(text.split('\n').slice(0, 11)).toEqual([
    '---',
    'title: "The \\"Strike\\""',
    `url: "https://tide.example${article.path}"`,
    'publisher: "Tide"',
    'genre: "analysis"',
    'section: "Harbour"',
    'authors: ["Ada Quill"]',
    'topics: ["Ferry"]',
    'language: "en"',
    'published: "2026-11-20T10:00:00.000Z"',
    `updated: ${JSON.stringify(correction.createdAt)}`,
  ])
  expect(text).toContain(
    '\n---\n\n# The "Strike"\n\n*Nobody rows today*\n\n![A boat](<https://tide.example/pictures/boat.jpg>)\n\nAt \\*rest\\*. Ada Quill\n\nPORT AVERIL –\n\n## Why\n\nThe **boats** stayed in.\n',
  )
  expect(text).toMatch(/\n## Corrections\n\n- \d{4}-\S+Z: It was Tuesday\.\n/)
  expect(text).toContain('\n## Sources\n\n- [The toll book](<https://other.example/tolls>), Port\n')
  expect(text).toContain('\n- \\<i>Tides\\</i>, Office \\[x\\](javascript:1) (on paper)\n')
})

test('its page says where, and asking the page itself for Markdown changes nothing of what the edge keeps', async () => {
  const headers = { Accept: 'text/markdown' }
  const asked = await server.fetch(article.path, { headers })
  const page = await server.fetch(article.path)
  expect(edgeStatus(page)).toBe('HIT')
  expect(page.headers.get('X-Robots-Tag')).toBe('max-image-preview:large')
  expect(page.headers.get('Link')).toBe(`<${article.path}.md>; rel="alternate"; type="text/markdown"`)
  expect(page.headers.get('Vary') ?? '').not.toMatch(/accept(?!-)/i)
  const html = await page.text()
  expect(html).toContain(`<link rel="alternate" type="text/markdown" href="${article.path}.md"/>`)
  expect(await asked.text()).toBe(html)
})

test('it goes, moves and is not there as its article', async () => {
  expect((await server.fetch('/2026/11/nothing.md')).status).toBe(404)
  const moved = await paper.revise(article, { slug: 'the-other-strike' })
  const old = await server.fetch(`${article.path}.md`)
  expect([old.status, old.headers.get('Location')]).toEqual([301, `${moved.path}.md`])
  expect((await server.fetch(`${moved.path}.md`)).status).toBe(200)
  await paper.withdraw(moved)
  expect((await server.fetch(`${moved.path}.md`)).status).toBe(410)
  const draft = await paper.draft({ headline: 'Secret' })
  expect(draft.path).toBeNull()
})
