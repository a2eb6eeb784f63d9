import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.clear()
  const { KV } = await server.env()
  for (const { name } of (await KV.list()).keys) await KV.delete(name)
  paper = await openPaper(server)
})

/** The page's tags for a card, by their names. */
async function cardOf({ path }: Pick<Article, 'path'>): Promise<Record<string, string>> {
  const html = await (await server.fetch(path)).text()
  const tags = html.matchAll(/<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)"\/>/g)
  return Object.fromEntries([...tags].map(([, name = '', content = '']) => [name, content]))
}

const imageOf = async (article: Pick<Article, 'path'>) => (await cardOf(article))['og:image']
/** How many files there are, once what goes on after an answer is done. */
async function kept(): Promise<number> {
  await server.control('settle', { method: 'POST' })
  return (await (await server.env()).KV.list({ prefix: 'media/' })).keys.length
}

describe('an article without a picture', () => {
  test('has one for who shares a link to it, at an address for ever', async () => {
    const article = await paper.publish({ headline: 'Who "says" <so>?' })
    const card = await cardOf(article)
    expect(card).toEqual({
      'og:title': 'Who &quot;says&quot; &lt;so&gt;?',
      'og:type': 'article',
      'og:site_name': 'Dateline',
      'og:image': expect.stringMatching(/^http:\/\/localhost:8787\/media\/[0-9a-f]{32}\.png$/),
      'og:image:width': '1200',
      'og:image:height': '630',
      'og:image:alt': 'Who &quot;says&quot; &lt;so&gt;?',
      'twitter:card': 'summary_large_image',
    })
    expect(await kept()).toBe(1)
    const file = await server.fetch(new URL(card['og:image'] ?? '').pathname)
    expect(file.status).toBe(200)
    expect(file.headers.get('Content-Type')).toBe('image/png')
    expect(file.headers.get('Cache-Control')).toContain('immutable')
    expect((await file.arrayBuffer()).byteLength).toBeLessThan(30_000)
  })

  test('has another when its headline or section changes, at once, and the same for all other changes', async () => {
    const article = await paper.publish()
    const first = await imageOf(article)
    const ETag = (await server.fetch(article.path)).headers.get('ETag')
    await paper.revise(article, { body: 'Other words.' })
    expect(await imageOf(article)).toBe(first)
    expect(await kept()).toBe(1)
    await paper.revise(article, { headline: 'The Strike is over' })
    const second = await imageOf(article)
    expect(second).not.toBe(first)
    expect((await server.fetch(article.path)).headers.get('ETag')).not.toBe(ETag)
    await paper.revise(article, { section: 'town-hall' })
    expect(await imageOf(article)).not.toBe(second)
    expect(await kept()).toBe(3)
  })

  test('keeps it while it is withdrawn, and has one when scheduled, but none as a draft', async () => {
    const draft = await paper.draft({ headline: 'Draft' })
    expect(await kept()).toBe(0)
    await paper.revise(draft, { status: 'published', publishedAt: new Date(Date.now() + 3_600_000).toISOString() })
    expect(await kept()).toBe(1)
    const article = await paper.publish()
    const first = await imageOf(article)
    await paper.withdraw(article)
    await paper.revise(article, { status: 'published' })
    expect(await imageOf(article)).toBe(first)
    expect(await kept()).toBe(2)
  })
})

describe('an article with a picture', () => {
  test('shows that, and ours again when it goes', async () => {
    const article = await paper.publish({ hero: { src: '/pictures/boat.jpg', alt: 'A boat' } })
    expect(await imageOf(article)).toBe('http://localhost:8787/pictures/boat.jpg')
    expect(await kept()).toBe(0)
    await paper.revise(article, { hero: null })
    expect(await imageOf(article)).toMatch(/\.png$/)
  })
})

describe('what cannot be drawn', () => {
  const named = { 'og:title': 'The Strike', 'og:type': 'article' }

  test('is published all the same, and the page then names no picture', async () => {
    // A Latin letter that hardly any font has.
    expect((await paper.api('PATCH', '/settings', { identity: { name: 'The \ua722' } })).status).toBe(200)
    const article = await paper.publish()
    expect(await kept()).toBe(0)
    expect(await cardOf(article)).toEqual({ ...named, 'og:site_name': 'The \ua722' })
    expect((await paper.api('PATCH', '/settings', { identity: { name: 'Tide' } })).status).toBe(200)
    await paper.revise(article, { note: 'Again' })
    expect(await kept()).toBe(1)
    expect(await imageOf(article)).toMatch(/\.png$/)
  })

  test('has no name where the paper’s is in other letters', async () => {
    await paper.api('PATCH', '/settings', { identity: { name: '日報' } })
    expect(await cardOf(await paper.publish())).toEqual({ ...named, 'og:site_name': '日報' })
    expect(await kept()).toBe(0)
  })
})

describe('a picture that nobody took', () => {
  test('is not in the library, nor in what machines are told of the article', async () => {
    const article = await paper.publish()
    expect(await (await paper.api('GET', '/media')).json()).toEqual({ items: [], cursor: null })
    const html = await (await server.fetch(article.path)).text()
    expect(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1]).not.toContain('"image"')
    expect(await (await server.fetch('/feed.json')).text()).not.toContain('.png')
  })

  test('is in R2 where a bucket is bound', async () => {
    const other = await startServer({ bucket: true })
    const article = await (await openPaper(other)).publish()
    await other.control('settle', { method: 'POST' })
    const { MEDIA, KV } = await other.env()
    expect((await MEDIA?.list({ prefix: 'media/' }))?.objects).toHaveLength(1)
    expect((await KV.list({ prefix: 'media/' })).keys).toHaveLength(0)
    expect(await (await other.fetch(article.path)).text()).toContain('og:image')
    await other.close()
  })
})
