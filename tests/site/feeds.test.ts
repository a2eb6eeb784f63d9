import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'
import { all, one, parseXml } from '../support/xml.ts'

const ADDRESS = 'https://tide.example'
const lists = ['', '/sections/harbour', '/topics/ferry', '/authors/ada-quill']

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z', frozen: true } })
  paper = await openPaper(server)
  await paper.api('PATCH', '/settings', { identity: { name: 'Tide & Time', address: ADDRESS } })
  article = await paper.publish({
    headline: 'Fish & <Chips>',
    genre: 'analysis',
    publishedAt: '2026-11-20T10:00:00Z',
    hero: { src: '/pictures/boat.jpg', alt: 'A "boat"', width: 800, height: 600 },
    sources: [
      { title: 'Catch & <crew>', url: 'https://other.example/log?a=1&b=2', publisher: 'Port' },
      { title: 'A mate' },
    ],
    body: 'See [the rules](/privacy), [there](https://other.example/x) and `<a href="/x">`.[^1]\n\n[^1]: A note.',
  })
  await paper.publish({ headline: 'Elsewhere', section: 'town-hall', authors: ['ben-inkwell'], topics: ['Budget'] })
  await paper.api('POST', `/articles/${article.id}/corrections`, { text: 'It was cod & not hake.' })
})
afterAll(() => server.close())

async function get(path: string): Promise<{ type: string | null; text: string }> {
  const answer = await server.fetch(path)
  expect(`${path} ${answer.status}`).toBe(`${path} 200`)
  return { type: answer.headers.get('Content-Type'), text: await answer.text() }
}

/** What every format has to say of the article, in whatever words. */
function expectWhole(content: string): void {
  expect(content).toContain(`href="${ADDRESS}/privacy"`)
  expect(content).toContain('href="https://other.example/x"')
  expect(content).toContain(`href="${ADDRESS}${article.path}#`)
  expect(content).toContain('href="/x"&gt;')
  expect(content).toMatch(/^<p><strong>Analysis<\/strong><\/p>/)
  expect(content).toContain('<p>PORT AVERIL –</p>')
  expect(content).toContain(`<img src="${ADDRESS}/pictures/boat.jpg"`)
  expect(content).toContain('<a href="https://other.example/log?a=1&amp;b=2">Catch &amp; &lt;crew&gt;</a>, Port</li>')
  expect(content).toContain('<li><cite>A mate</cite></li></ol>')
  expect(content).toContain('<strong>Correction, 22 November 2026:</strong> It was cod &amp; not hake.')
}

const found = <T>(items: T[], is: (item: T) => boolean): T => {
  const item = items.find(is)
  if (!item) throw new Error('It is not in the feed')
  return item
}

describe.each(lists)('the feeds of “%s”', (list) => {
  test('are RSS 2.0 with whole articles', async () => {
    const { type, text } = await get(`${list}/feed.xml`)
    expect(type).toBe('application/rss+xml; charset=utf-8')
    const rss = parseXml(text)
    expect([rss.name, rss.attributes.version]).toEqual(['rss', '2.0'])
    const channel = one(rss, 'channel')
    expect(one(channel, 'link').text).toBe(`${ADDRESS}${list || '/'}`)
    expect(one(channel, 'title').text).toContain('Tide & Time')
    expect(one(channel, 'description').text).not.toBe('')
    expect(one(channel, 'atom:link').attributes.href).toBe(`${ADDRESS}${list}/feed.xml`)
    const items = all(channel, 'item')
    expect(items).toHaveLength(list ? 1 : 2)
    const item = found(items, (each) => one(each, 'title').text === 'Fish & <Chips>')
    expect(one(item, 'link').text).toBe(ADDRESS + article.path)
    expect(one(item, 'guid')).toMatchObject({
      text: `${ADDRESS}/articles/${article.id}`,
      attributes: { isPermaLink: 'false' },
    })
    expect(one(item, 'pubDate').text).toBe('Fri, 20 Nov 2026 10:00:00 GMT')
    expect(all(item, 'category').map((each) => each.text)).toEqual(['Harbour', 'analysis', 'Ferry'])
    expect(one(item, 'dc:creator').text).toBe('Ada Quill')
    expect(one(item, 'enclosure').attributes).toMatchObject({ type: 'image/jpeg', length: '0' })
    expectWhole(one(item, 'content:encoded').text)
  })

  test('are Atom with whole articles', async () => {
    const { type, text } = await get(`${list}/atom.xml`)
    expect(type).toBe('application/atom+xml; charset=utf-8')
    const feed = parseXml(text)
    expect(feed).toMatchObject({ name: 'feed', attributes: { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' } })
    const links = Object.fromEntries(all(feed, 'link').map(({ attributes }) => [attributes.rel, attributes.href]))
    expect(links).toEqual({ self: `${ADDRESS}${list}/atom.xml`, alternate: `${ADDRESS}${list || '/'}` })
    for (const name of ['id', 'title', 'updated', 'author']) one(feed, name)
    const entry = found(all(feed, 'entry'), (each) => one(each, 'title').text === 'Fish & <Chips>')
    expect(one(entry, 'id').text).toBe(`${ADDRESS}/articles/${article.id}`)
    expect(one(entry, 'published').text).toBe('2026-11-20T10:00:00.000Z')
    expect(one(entry, 'updated').text).toBe('2026-11-22T10:00:00.000Z')
    expect(one(feed, 'updated').text).toBe('2026-11-22T10:00:00.000Z')
    expect(one(one(entry, 'author'), 'name').text).toBe('Ada Quill')
    expect(one(one(entry, 'author'), 'uri').text).toBe(`${ADDRESS}/authors/ada-quill`)
    expect(all(entry, 'category').map(({ attributes }) => attributes.term)).toEqual(['analysis', 'harbour', 'ferry'])
    expect(all(entry, 'link').map(({ attributes }) => attributes.rel)).toEqual(['alternate', 'enclosure'])
    expect(one(entry, 'content').attributes.type).toBe('html')
    expectWhole(one(entry, 'content').text)
  })

  test('are JSON Feed 1.1 with whole articles', async () => {
    const { type, text } = await get(`${list}/feed.json`)
    expect(type).toBe('application/feed+json; charset=utf-8')
    const feed = JSON.parse(text)
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: expect.stringContaining('Tide & Time'),
      home_page_url: `${ADDRESS}${list || '/'}`,
      feed_url: `${ADDRESS}${list}/feed.json`,
      language: 'en',
    })
    const item = found<{ id: string; content_html: string }>(feed.items, ({ id }) => id.endsWith(`/${article.id}`))
    expect(item).toMatchObject({
      id: `${ADDRESS}/articles/${article.id}`,
      url: ADDRESS + article.path,
      title: 'Fish & <Chips>',
      image: `${ADDRESS}/pictures/boat.jpg`,
      date_published: '2026-11-20T10:00:00.000Z',
      date_modified: '2026-11-22T10:00:00.000Z',
      authors: [{ name: 'Ada Quill', url: `${ADDRESS}/authors/ada-quill` }],
      tags: ['Harbour', 'analysis', 'Ferry'],
      _dateline: {
        genre: 'analysis',
        corrections: [{ date: '2026-11-22T10:00:00.000Z', text: 'It was cod & not hake.' }],
      },
    })
    expectWhole(item.content_html)
  })
})

test('what was said under an article comes back into the feed of all comments with it', async () => {
  const comment = await paper.comment(article, { comment: 'Said once.' })
  await paper.decide(comment, 'approved')
  await paper.withdraw(article)
  for (const _ of [1, 2]) expect((await get('/comments.xml')).text).not.toContain('Said once.')
  await paper.revise(article, { status: 'published' })
  expect((await get('/comments.xml')).text).toContain('Said once.')
})

describe('a feed', () => {
  test('is named on the page whose articles it has, and the paper’s on all lists, its RSS on every page', async () => {
    for (const page of ['/', article.path, ...lists.slice(1)]) {
      const { text } = await get(page)
      const links = [...text.matchAll(/<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)"/g)]
      const named = links.map(([, type, href]) => `${type} ${href}`)
      const own = page.startsWith('/2026') || page === '/' ? [] : [page]
      for (const list of [...own, '']) {
        expect(named).toContain(`application/rss+xml ${list}/feed.xml`)
        if (page === article.path) continue
        expect(named).toContain(`application/atom+xml ${list}/atom.xml`)
        expect(named).toContain(`application/feed+json ${list}/feed.json`)
      }
    }
  })

  test('of a list that is not there is none, and follows where the list went', async () => {
    for (const file of ['feed.xml', 'atom.xml', 'feed.json']) {
      const answer = await server.fetch(`/sections/none/${file}`)
      expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([404, 'no-store'])
    }
    await paper.api('POST', '/redirects', { path: '/topics/boats', target: '/topics/ferry' })
    const moved = await server.fetch('/topics/boats/atom.xml')
    expect([moved.status, moved.headers.get('Location')]).toEqual([301, '/topics/ferry/atom.xml'])
  })

  test('has whole addresses alone, however an article says them, and each picture once', async () => {
    const body = `<p><a href="page">a</a> <a href="?q=1&b=2">b</a> <a href="../up">c</a> <a href="#d">d</a>
<a href="//e.example/x">e</a> <a href="mailto:f@g.example">f</a> <q cite="said">g</q>
<img src="pic.jpg" srcset="big.jpg 2x" alt=" src="><picture><source srcset="s.webp"><img src="/h.jpg"></picture></p>`
    const { path } = await paper.publish({ headline: 'Whole', body })
    const { items } = JSON.parse((await get('/feed.json')).text)
    const html: string = items.find(({ url }: { url: string }) => url === ADDRESS + path).content_html
    const month = (ADDRESS + path).replace(/[^/]*$/, '')
    const named = [...html.replace(' alt=" src="', '').matchAll(/ (?:href|src|cite)="([^"]+)"/g)].map(([, url]) => url)
    expect(named).toEqual([
      ...[`${month}page`, `${ADDRESS}${path}?q=1&amp;b=2`, new URL('../up', month).href, `${ADDRESS}${path}#d`],
      ...['https://e.example/x', 'mailto:f@g.example', `${month}said`, `${month}pic.jpg`, `${ADDRESS}/h.jpg`],
    ])
    expect(html).toContain('alt=" src="')
    expect(html).not.toMatch(/srcset|<source/)
  })

  test('of an empty paper can be read', async () => {
    await server.clear()
    expect(all(one(parseXml((await get('/feed.xml')).text), 'channel'), 'item')).toEqual([])
    expect(all(parseXml((await get('/atom.xml')).text), 'entry')).toEqual([])
    expect(JSON.parse((await get('/feed.json')).text).items).toEqual([])
  })

  test('may use its stylesheet and nothing else, also when nothing changed since it was read', async () => {
    const policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    for (const path of ['/feed.xml', '/topics/ferry/atom.xml', '/comments.xml', `${article.path}/comments.xml`]) {
      const first = await server.fetch(path)
      expect(await first.text(), path).toContain('<?xml-stylesheet type="text/css" href="/feed.css"?>')
      const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' }
      const again = await server.fetch(`/__edge/render${path}`, { headers })
      expect([first.status, again.status], path).toEqual([200, 304])
      for (const answer of [first, again]) expect(answer.headers.get('Content-Security-Policy'), path).toBe(policy)
    }
    expect((await server.fetch('/feed.json')).headers.get('Content-Security-Policy')).toContain('sha256-')
    const style = await server.fetch('/feed.css')
    expect([style.status, style.headers.get('Content-Type')]).toEqual([200, 'text/css; charset=utf-8'])
  })

  test('is plain XML where a browser shows it as a page, and the edge mistakes neither for the other', async () => {
    const shown = { headers: { 'Sec-Fetch-Dest': 'document' } }
    for (const [path, own] of [
      ['/feed.xml', 'application/rss+xml; charset=utf-8'],
      ['/atom.xml', 'application/atom+xml; charset=utf-8'],
      ['/comments.xml', 'application/rss+xml; charset=utf-8'],
    ] as const) {
      for (const _ of ['rendered', 'kept']) {
        const [page, feed] = [await server.fetch(path, shown), await server.fetch(path)]
        expect(page.headers.get('Content-Type'), path).toBe('application/xml; charset=utf-8')
        expect(feed.headers.get('Content-Type'), path).toBe(own)
        expect(await page.text()).toBe(await feed.text())
      }
      expect((await server.fetch(path, shown)).headers.get('Cf-Cache-Status')).toBe('HIT')
    }
  })
})
