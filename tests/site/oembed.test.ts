import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'
import { all, one, parseXml } from '../support/xml.ts'

const ADDRESS = 'https://tide.example'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  await paper.api('PATCH', '/settings', { identity: { name: 'Tide & Time', address: ADDRESS } })
  article = await paper.publish({
    headline: 'Fish & <Chips>',
    hero: { src: '/pictures/boat.jpg', alt: '', width: 800, height: 600 },
  })
})
afterAll(() => server.close())

const ask = (query: Record<string, string>) => server.fetch(`/oembed?${new URLSearchParams(query)}`)
const url = () => ADDRESS + article.path
const embed = async (more: Record<string, string> = {}) => JSON.parse(await (await ask({ url: url(), ...more })).text())

describe('oEmbed', () => {
  test('gives an article as a quotation that runs nothing', async () => {
    const answer = await ask({ url: url() })
    expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(JSON.parse(await answer.text())).toEqual({
      version: '1.0',
      type: 'rich',
      title: 'Fish & <Chips>',
      author_name: 'Ada Quill',
      author_url: `${ADDRESS}/authors/ada-quill`,
      provider_name: 'Tide & Time',
      provider_url: `${ADDRESS}/`,
      html: `<blockquote cite="${url()}" lang="en"><p><a href="${url()}">Fish &amp; &lt;Chips&gt;</a></p><p>Nobody rows today</p><footer>Ada Quill, Tide &amp; Time</footer></blockquote>`,
      width: 600,
      height: 240,
      thumbnail_url: `${ADDRESS}/pictures/boat.jpg`,
      thumbnail_width: 800,
      thumbnail_height: 600,
    })
  })

  test('says of what is no report what it is', async () => {
    await paper.revise(article, { genre: 'sponsored' })
    expect((await embed()).html).toContain('<footer>Sponsored, Ada Quill, Tide &amp; Time</footer>')
  })

  test('says the same in XML', async () => {
    const answer = await ask({ url: url(), format: 'xml' })
    expect(answer.headers.get('Content-Type')).toBe('text/xml; charset=utf-8')
    const document = parseXml(await answer.text())
    expect(document.name).toBe('oembed')
    const told = Object.fromEntries(document.children.map(({ name, text }) => [name, text]))
    const strings = Object.entries(await embed()).map(([name, value]) => [name, String(value)])
    expect(told).toEqual(Object.fromEntries(strings))
  })

  test('keeps to the size that is asked for', async () => {
    expect(await embed({ maxwidth: '300', maxheight: '100' })).toMatchObject({ width: 300, height: 100 })
    expect(await embed({ maxwidth: '799' })).not.toHaveProperty('thumbnail_url')
    expect(await embed({ maxwidth: '800' })).toHaveProperty('thumbnail_url')
    expect(await embed({ maxwidth: 'wide' })).toMatchObject({ width: 600 })
  })

  test('is 404 for all that is no article of ours that readers see, and 501 for another format', async () => {
    const draft = await paper.draft({ headline: 'Draft' })
    const later = await paper.publish({ headline: 'Later', publishedAt: '2199-01-01T00:00:00Z' })
    const gone = await paper.publish({ headline: 'Gone' })
    await paper.withdraw(gone)
    const paths = [gone.path, later.path, `${draft.path}`, '/', '/2026/11/nothing', '/sections/harbour']
    for (const of of [...paths.map((path) => ADDRESS + path), `https://other.example${article.path}`, 'x']) {
      const answer = await ask({ url: of })
      expect([of, answer.status, answer.headers.get('Cache-Control')]).toEqual([of, 404, 'no-store'])
    }
    expect((await ask({ url: url(), format: 'yaml' })).status).toBe(501)
  })

  test('leads on where an article moved, and away from parameters of others', async () => {
    const old = url()
    article = await paper.revise(article, { slug: 'moved' })
    const moved = await ask({ url: old, maxwidth: '300' })
    const query = (answer: Response) =>
      Object.fromEntries(new URL(answer.headers.get('Location') ?? '', ADDRESS).searchParams)
    expect([moved.status, query(moved)]).toEqual([301, { url: url(), maxwidth: '300' }])
    const cleaned = await ask({ url: url(), utm_source: 'x' })
    expect([cleaned.status, query(cleaned)]).toEqual([301, { url: url() }])
  })

  test('is kept at the edge until the article changes', async () => {
    await embed()
    expect(edgeStatus(await ask({ url: url() }))).toBe('HIT')
    await paper.revise(article, { headline: 'New' })
    expect(await embed()).toMatchObject({ title: 'New' })
  })

  test('is named on the page of an article', async () => {
    const page = await (await server.fetch(article.path)).text()
    const href = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(page)?.[1] ?? ''
    expect(JSON.parse(await (await server.fetch(href)).text())).toMatchObject({ title: 'Fish & <Chips>' })
  })
})

describe('OpenSearch', () => {
  test('tells a browser how to search here', async () => {
    const answer = await server.fetch('/opensearch.xml')
    expect(answer.headers.get('Content-Type')).toBe('application/opensearchdescription+xml; charset=utf-8')
    const described = parseXml(await answer.text())
    expect(described).toMatchObject({
      name: 'OpenSearchDescription',
      attributes: { xmlns: 'http://a9.com/-/spec/opensearch/1.1/' },
    })
    expect(one(described, 'ShortName').text).toBe('Tide & Time')
    expect(all(described, 'Url').map(({ attributes }) => attributes)).toEqual([
      { type: 'text/html', template: `${ADDRESS}/search?q={searchTerms}` },
    ])
  })

  test('is named on the front page and where one searches, and nowhere else', async () => {
    const link =
      '<link rel="search" type="application/opensearchdescription+xml" title="Tide &amp; Time" href="/opensearch.xml"'
    for (const path of ['/', '/search?q=fish']) expect(await (await server.fetch(path)).text()).toContain(link)
    expect(await (await server.fetch(article.path)).text()).not.toContain('opensearch')
  })

  test('has a short name of sixteen characters at most', async () => {
    await paper.api('PATCH', '/settings', { identity: { name: 'The 🚢 Tidewaiter of Port Averil' } })
    const name = one(parseXml(await (await server.fetch('/opensearch.xml')).text()), 'ShortName').text
    expect([...name]).toHaveLength(16)
  })
})
