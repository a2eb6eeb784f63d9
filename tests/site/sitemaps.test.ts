import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { crowd } from '../support/crowd.ts'
import { edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'
import { all, type Element, one, parseXml } from '../support/xml.ts'

const ADDRESS = 'https://tide.example'

let server: Server
let paper: Paper
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  await clock('2026-11-22T10:00:00Z')
  paper = await openPaper(server)
  await paper.api('PATCH', '/settings', { identity: { name: 'Tide & Time', address: ADDRESS } })
})
afterAll(() => server.close())

const clock = (now: string) => server.control('clock', { method: 'PUT', body: { now, frozen: true } })

async function read(path: string): Promise<Element> {
  const answer = await server.fetch(path)
  expect(`${path} ${answer.status}`).toBe(`${path} 200`)
  expect(answer.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
  const document = parseXml(await answer.text())
  expect(document.attributes.xmlns).toBe('http://www.sitemaps.org/schemas/sitemap/0.9')
  return document
}

const locations = (document: Element) => document.children.map((each) => one(each, 'loc').text)
const sitemapPaths = async () => locations(await read('/sitemap.xml')).map((location) => location.slice(ADDRESS.length))

describe('the sitemap', () => {
  test('is an index of one for the pages and one for each month, which together name every article once', async () => {
    await paper.publish({ headline: 'In November', publishedAt: '2026-11-01T00:00:00Z' })
    await paper.publish({ headline: 'The last of October', publishedAt: '2026-10-31T23:59:59Z' })
    await paper.publish({ headline: 'Long ago', publishedAt: '2019-02-28T12:00:00Z' })
    await paper.publish({ headline: 'To come', publishedAt: '2027-01-01T00:00:00Z' })
    await paper.draft({ headline: 'A draft' })
    const months = ['/sitemap-2019-02.xml', '/sitemap-2026-10.xml', '/sitemap-2026-11.xml']
    expect(await sitemapPaths()).toEqual(['/sitemap-pages.xml', ...months])
    const named: string[] = []
    for (const month of months) named.push(...locations(await read(month)))
    const slugs = ['2019/02/long-ago', '2026/10/the-last-of-october', '2026/11/in-november']
    expect(named).toEqual(slugs.map((slug) => `${ADDRESS}/${slug}`))
    const pages = ['/', '/sections/harbour', '/sections/town-hall', '/corrections', '/principles', '/privacy']
    expect(locations(await read('/sitemap-pages.xml'))).toEqual(pages.map((page) => ADDRESS + page))
  })

  test('of thousands of articles leaves none out', async () => {
    await paper.publish()
    await crowd(server, { articles: 2_500, hours: 3 })
    const paths = (await sitemapPaths()).slice(1)
    expect(paths).toHaveLength(12)
    const named = new Set<string>()
    for (const path of paths) for (const location of locations(await read(path))) named.add(location)
    expect(named.size).toBe(2_501)
  })

  test('says when an article was changed and what its picture is', async () => {
    const hero = { src: '/pictures/boat.jpg', alt: 'A boat' }
    const article = await paper.publish({ publishedAt: '2026-11-20T10:00:00Z', hero })
    await paper.revise(article, { body: 'Other words.' })
    const [url] = (await read('/sitemap-2026-11.xml')).children
    expect(url && one(url, 'lastmod').text).toBe('2026-11-22T10:00:00.000Z')
    expect(url && one(one(url, 'image:image'), 'image:loc').text).toBe(ADDRESS + hero.src)
  })

  test('says when an article was corrected, also after it was kept at the edge', async () => {
    const article = await paper.publish({ publishedAt: '2026-11-20T10:00:00Z' })
    const changed = async () => (await read('/sitemap-2026-11.xml')).children.map((url) => one(url, 'lastmod').text)
    expect(await changed()).toEqual(['2026-11-20T10:00:00.000Z'])
    await clock('2026-11-22T11:00:00Z')
    await paper.api('POST', `/articles/${article.id}/corrections`, { text: 'It was Tuesday.' })
    expect(await changed()).toEqual(['2026-11-22T11:00:00.000Z'])
  })

  test('of a month without articles, or that is none, is not there', async () => {
    for (const path of ['/sitemap-2026-11.xml', '/sitemap-2026-13.xml', '/sitemap-1.xml'])
      expect((await server.fetch(path)).status, path).toBe(404)
  })
})

describe('the news sitemap', () => {
  test('has the articles of the last 48 hours, and loses each at its second, without a write', async () => {
    const article = await paper.publish({ headline: 'Fish & <Chips>', publishedAt: '2026-11-20T10:00:30Z' })
    await paper.publish({ headline: 'Too old', publishedAt: '2026-11-20T10:00:00Z' })
    await paper.publish({ headline: 'Paid for', genre: 'sponsored' })
    await clock('2026-11-22T10:00:20Z')
    const [url, ...others] = (await read('/news-sitemap.xml')).children
    if (!url) throw new Error('No news')
    expect(others).toEqual([])
    expect(one(url, 'loc').text).toBe(ADDRESS + article.path)
    const news = one(url, 'news:news')
    const publication = one(news, 'news:publication')
    expect([one(publication, 'news:name').text, one(publication, 'news:language').text]).toEqual(['Tide & Time', 'en'])
    expect(one(news, 'news:publication_date').text).toBe('2026-11-20T10:00:30.000Z')
    expect(one(news, 'news:title').text).toBe('Fish & <Chips>')
    expect(edgeStatus(await server.fetch('/news-sitemap.xml'))).toBe('HIT')
    await clock('2026-11-22T10:00:30Z')
    const emptied = await read('/news-sitemap.xml')
    expect(locations(emptied)).toEqual([`${ADDRESS}/`])
    expect(emptied.children.flatMap((each) => all(each, 'news:news'))).toEqual([])
  })
})

test('robots.txt names both sitemaps, and llms.txt the sections and the newest articles', async () => {
  const article = await paper.publish({ headline: 'The [Strike]', standfirst: 'Nobody\nrows' })
  const robots = await (await server.fetch('/robots.txt')).text()
  for (const name of ['sitemap', 'news-sitemap']) expect(robots).toContain(`\nSitemap: ${ADDRESS}/${name}.xml\n`)
  const answer = await server.fetch('/llms.txt')
  const text = await answer.text()
  expect(answer.headers.get('Content-Type')).toMatch(/^text\/plain; ?charset=utf-8$/i)
  expect(text).toMatch(/^# Tide & Time\n\n> Tide & Time\n/)
  expect(text).toContain(`- [Harbour](${ADDRESS}/sections/harbour)`)
  expect(text).toContain(`- [The \\[Strike\\]](${ADDRESS}${article.path}.md): report. Nobody rows`)
})
