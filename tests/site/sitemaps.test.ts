import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SitemapEntry, type SitemapFile, sitemapFilesQuery, sitemapQuery } from '../../src/articles/sitemap.ts'
import { type ListEntry, sitemapListsQuery, sitemapPagesQuery } from '../../src/articles/sitemap-lists.ts'
import { openReader, read as readRows } from '../../src/db/read.ts'
import { placeOf } from '../../src/ui/listing.tsx'
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

/** Every sitemap of articles with what it names, if none may name more than `size`. */
async function partsOf(size: number): Promise<{ name: string; paths: string[] }[]> {
  const now = new Date('2026-11-22T10:00:00Z')
  const { DB } = await server.env()
  const [files] = await readRows<[SitemapFile[]]>(openReader(DB), sitemapFilesQuery(now, size))
  return Promise.all(
    files.map(async ({ name }) => {
      const [year, month] = name.split('-').map((part) => Number.parseInt(part, 10))
      const query = sitemapQuery(Number(year), Number(month), now, placeOf(name.split('from=')[1]), size)
      const [entries] = await readRows<[SitemapEntry[]]>(openReader(DB), query)
      return { name, paths: entries.map(({ path }) => path) }
    }),
  )
}

const key = (table: string) => (table === 'articles' ? 'id' : 'article_id')

async function counted(): Promise<Record<string, number>> {
  const { DB } = await server.env()
  const { results } = await DB.prepare('select month, articles from listed_months where articles <> 0').all<{
    month: string
    articles: number
  }>()
  return Object.fromEntries(results.map(({ month, articles }) => [month, articles]))
}

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
  })

  test('of the pages has the sections, topics and authors with articles that readers see, and no others, at each second', async () => {
    const pages = async () =>
      all(await read('/sitemap-pages.xml'), 'url').map(
        (url) =>
          `${one(url, 'loc').text.slice(ADDRESS.length)} ${all(url, 'lastmod').map(({ text }) => text.slice(5, 16))}`,
      )
    const lists = async () => {
      const [front, corrections, principles, privacy, ...others] = await pages()
      expect([corrections, principles, privacy]).toEqual(['/corrections ', '/principles ', '/privacy '])
      return [front, ...others.sort()]
    }
    const ferry = await paper.draft({ topics: ['Ferry'] })
    expect(await lists()).toEqual(['/ '])
    await clock('2026-11-22T11:00:00Z')
    const embargo = { authors: ['ben-inkwell'], section: 'town-hall', topics: ['Tides'] }
    const tides = await paper.publish({ headline: 'Later', ...embargo, publishedAt: '2026-11-22T12:00:00Z' })
    await paper.revise(ferry, { status: 'published' })
    const first = ['/authors/ada-quill 11-22T11:00', '/sections/harbour 11-22T11:00', '/topics/ferry 11-22T11:00']
    expect(await lists()).toEqual(['/ 11-22T11:00', ...first])
    await clock('2026-11-22T12:00:00Z')
    const second = ['/authors/ben-inkwell 11-22T12:00', '/sections/town-hall 11-22T12:00', '/topics/tides 11-22T12:00']
    expect(await lists()).toEqual(['/ 11-22T12:00', ...[...first, ...second].sort()])
    // An address of an author that changes, and a new name of a section.
    await clock('2026-11-22T13:00:00Z')
    expect((await paper.api('PATCH', '/authors/ben-inkwell', { slug: 'ben-quill' })).status).toBe(200)
    expect(await lists()).toContain('/authors/ben-quill 11-22T13:00')
    expect((await paper.api('PATCH', '/sections/town-hall', { slug: 'council' })).status).toBe(200)
    const moved = ['/authors/ben-quill 11-22T13:00', '/sections/council 11-22T13:00', '/topics/tides 11-22T12:00']
    expect(await lists()).toEqual(['/ 11-22T12:00', ...[...first, ...moved].sort()])
    await paper.withdraw(ferry)
    expect(await lists()).toEqual(['/ 11-22T12:00', ...moved])
    await paper.withdraw(tides)
    expect(await lists()).toEqual(['/ '])
  })

  test('of more lists than one may name is cut, and together they name each once', async () => {
    await paper.publish({ topics: ['One', 'Two', 'Three', 'Four', 'Five'] })
    await paper.publish({ topics: ['Unseen'], publishedAt: '2027-01-01T00:00:00Z' })
    const { DB } = await server.env()
    const now = new Date('2026-11-22T10:00:00Z')
    const partsIn = async (size: number) => {
      const [names] = await readRows<[SitemapFile[]]>(openReader(DB), sitemapPagesQuery(now, size))
      expect(names.map(({ name }) => name.replace(/\d+$/, 'ID'))).toEqual(
        names.map((_, i) => `pages.xml${i > 0 ? '?from=ID' : ''}`),
      )
      const parts = names.map(({ name }) => sitemapListsQuery(now, Number(name.split('from=')[1] ?? 0), size))
      return Promise.all(parts.map(async (part) => (await readRows<[ListEntry[]]>(openReader(DB), part))[0]))
    }
    for (const [size, lengths] of [
      [3, [3, 3, 1]],
      [6, [6, 1]],
      [7, [7]],
    ] as const) {
      const parts = await partsIn(size)
      expect(parts.map(({ length }) => length)).toEqual(lengths)
      expect(new Set(parts.flat().map(({ path }) => path)).size).toBe(7)
    }
    const last = (await partsIn(7))[0]?.at(-1)
    expect(locations(await read('/sitemap-pages.xml')).at(-1)).toBe(`${ADDRESS}${last?.path}`)
    for (const odd of ['x', '-', '9007199254740991', '1e999'])
      expect((await server.fetch(`/sitemap-pages.xml?from=${odd}`)).status, odd).toBe(404)
  })

  test('of thousands of articles leaves none out', async () => {
    await paper.publish()
    // Every three minutes: more in a month than one sitemap has room for.
    await crowd(server, { articles: 10_500, hours: 0.05 })
    const paths = (await sitemapPaths()).slice(1)
    expect(paths.map((path) => path.replace(/from=.*/, 'from='))).toEqual([
      '/sitemap-2020-01.xml',
      '/sitemap-2020-01.xml?from=',
      '/sitemap-2026-11.xml',
    ])
    const named = new Set<string>()
    for (const path of paths) for (const location of locations(await read(path))) named.add(location)
    expect(named.size).toBe(10_501)
  })

  test('of a month with more articles than one may name is cut at articles, which later ones do not move', async () => {
    const at = (hour: number) => `2026-11-0${1 + (hour % 2)}T10:00:00Z`
    // Many of one millisecond, as an import has them; one that is to come, one before, one after.
    for (let i = 0; i < 8; i++) await paper.publish({ headline: `Of ${i}`, publishedAt: at(i) })
    await paper.publish({ headline: 'Before', publishedAt: '2026-10-31T23:59:59Z' })
    await paper.publish({ headline: 'To come', publishedAt: '2026-11-30T00:00:00Z' })
    const parts = await partsOf(3)
    expect(parts.map(({ name, paths }) => [name.replace(/\d{13}-\d+$/, 'PLACE'), paths.length])).toEqual([
      ['2026-10.xml', 1],
      ['2026-11.xml', 3],
      ['2026-11.xml?from=PLACE', 3],
      ['2026-11.xml?from=PLACE', 2],
    ])
    expect(new Set(parts.flatMap(({ paths }) => paths)).size).toBe(9)
    await paper.publish({ headline: 'Newer', publishedAt: '2026-11-03T10:00:00Z' })
    await paper.publish({ headline: 'Newest', publishedAt: '2026-11-04T10:00:00Z' })
    const later = await partsOf(3)
    expect(later.slice(0, 3)).toEqual(parts.slice(0, 3))
    expect(later.slice(3).map(({ paths }) => paths.length)).toEqual([3, 1])
    // Exactly full: no sitemap that is empty.
    expect((await partsOf(5)).map(({ paths }) => paths.length)).toEqual([1, 5, 5])
    expect((await partsOf(10)).map(({ paths }) => paths.length)).toEqual([1, 10])
  })

  test('counts the articles of a month, also when they move or go', async () => {
    const article = await paper.publish({ publishedAt: '2026-11-20T10:00:00Z' })
    await paper.publish({ publishedAt: '2026-11-20T10:00:00Z', headline: 'Another' })
    await paper.draft({ headline: 'A draft' })
    expect(await counted()).toEqual({ '2026-11': 2 })
    await paper.revise(article, { headline: 'The same' })
    expect(await counted()).toEqual({ '2026-11': 2 })
    await paper.revise(article, { publishedAt: '2026-09-20T10:00:00Z' })
    expect(await counted()).toEqual({ '2026-11': 1, '2026-09': 1 })
    await paper.withdraw(article)
    expect(await counted()).toEqual({ '2026-11': 1 })
    await paper.revise(article, { status: 'published' })
    expect(await counted()).toEqual({ '2026-11': 1, '2026-09': 1 })
    await crowd(server, { articles: 2 })
    expect(await counted()).toEqual({ '2026-11': 1, '2026-09': 1, '2020-01': 2 })
    const { DB } = await server.env()
    const tables = ['bylines', 'article_topics', 'articles']
    await DB.batch(tables.map((table) => DB.prepare(`delete from ${table} where ${key(table)} in (1000001, 1000002)`)))
    expect(await counted()).toEqual({ '2026-11': 1, '2026-09': 1 })
  })

  test('from an article on holds what came then, and nothing at a place that is none', async () => {
    const [one, two] = [await paper.publish({ publishedAt: '2026-11-20T10:00:00Z' }), await paper.publish()]
    const rest = await read(`/sitemap-2026-11.xml?from=${Date.parse('2026-11-20T10:00:00Z') + 1}-0`)
    expect(locations(await read('/sitemap-2026-11.xml'))).toEqual([ADDRESS + one.path, ADDRESS + two.path])
    expect(locations(rest)).toEqual([ADDRESS + two.path])
    for (const odd of ['x', '1', `${Date.parse('2026-12-01')}-0`])
      expect((await server.fetch(`/sitemap-2026-11.xml?from=${odd}`)).status, odd).toBe(404)
    // A place before the month is its beginning.
    expect(locations(await read('/sitemap-2026-11.xml?from=1-0'))).toHaveLength(2)
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

  test('says in its index when a month changed: by a save, a correction, a withdrawal, a move, an embargo', async () => {
    await paper.publish({ headline: 'Old', publishedAt: '2019-02-28T12:00:00Z' })
    const article = await paper.publish({ headline: 'New', publishedAt: '2026-11-20T10:00:00Z' })
    const changes = async () => {
      const index = await read('/sitemap.xml')
      return Object.fromEntries(
        index.children
          .slice(1)
          .map((each) => [
            one(each, 'loc').text.slice(`${ADDRESS}/sitemap-`.length, -'.xml'.length),
            all(each, 'lastmod').map(({ text }) => text.slice(8, 16))[0],
          ]),
      )
    }
    const pages = undefined
    // What is put into the past is new there.
    expect(await changes()).toEqual({ pages, '2019-02': '22T10:00', '2026-11': '22T10:00' })
    await clock('2026-11-22T11:00:00Z')
    const due = await paper.publish({ headline: 'To come', publishedAt: '2026-11-22T16:00:00Z' })
    await paper.draft({ headline: 'A draft' })
    expect(await changes()).toEqual({ pages, '2019-02': '22T10:00', '2026-11': '22T10:00' })
    await paper.api('POST', `/articles/${article.id}/corrections`, { text: 'It was Tuesday.' })
    expect(await changes()).toEqual({ pages, '2019-02': '22T10:00', '2026-11': '22T11:00' })
    await clock('2026-11-22T12:00:00Z')
    await paper.revise(article, { headline: 'Newer' })
    expect(await changes()).toEqual({ pages, '2019-02': '22T10:00', '2026-11': '22T12:00' })
    await clock('2026-11-22T13:00:00Z')
    await paper.revise(article, { publishedAt: '2019-02-20T10:00:00Z' })
    // With the last article that readers see goes the month.
    expect(await changes()).toEqual({ pages, '2019-02': '22T13:00' })
    await clock('2026-11-22T14:00:00Z')
    await paper.withdraw(article)
    expect(await changes()).toEqual({ pages, '2019-02': '22T14:00' })
    await clock('2026-11-22T16:00:00Z')
    expect(await changes()).toEqual({ pages, '2019-02': '22T14:00', '2026-11': '22T16:00' })
    await clock('2026-11-22T17:00:00Z')
    await paper.withdraw(due)
    await paper.revise(article, { status: 'published', publishedAt: '2026-11-01T10:00:00Z' })
    expect(await changes()).toEqual({ pages, '2019-02': '22T14:00', '2026-11': '22T17:00' })
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
  expect(text).toContain('Articles as Markdown: at their address, and .md.')
  expect(text).toContain(`- [Harbour](${ADDRESS}/sections/harbour)`)
  expect(text).toContain(`- [The \\[Strike\\]](${ADDRESS}${article.path}.md): report. Nobody rows`)
})
