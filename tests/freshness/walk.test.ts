import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { app } from '../../src/app.tsx'
import { type Article, type Comment, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

/** A route of readers that the edge keeps: an address of it, and the tags without which it would be forgotten. */
interface Kept {
  address(): string
  tags: RegExp[]
}

const site = /^site$/
const day = '/:year{[0-9]{4}}/:month{[0-9]{2}}/:slug{[a-z0-9-]+}'
const kept: Record<string, Kept> = {
  'GET /': { address: () => '/', tags: [site, /^front$/, /^article:/, /^author:/, /^section:/] },
  [`GET ${day}`]: {
    address: () => article.path,
    tags: [site, /^article:/, /^beside:/, /^comments:/, /^author:/, /^section:/, /^topic:/],
  },
  'GET /:year{[0-9]{4}}': { address: () => year(), tags: [site, /^archive$/, /^article:/] },
  'GET /:year{[0-9]{4}}/:month{(?:0[1-9]|1[0-2])}': { address: () => month(), tags: [site, /^archive$/, /^article:/] },
  'GET /sections/:slug': { address: () => '/sections/harbour', tags: [site, /^section:/, /^in-section:/, /^article:/] },
  'GET /topics/:slug': { address: () => '/topics/ferry', tags: [site, /^topic:/, /^on-topic:/, /^article:/] },
  'GET /authors/:slug': { address: () => '/authors/ada-quill', tags: [site, /^author:/, /^by-author:/, /^article:/] },
  'GET /corrections': { address: () => '/corrections', tags: [site, /^corrections$/] },
  [`GET ${day}/history`]: { address: () => `${article.path}/history`, tags: [site, /^article:/] },
  'GET /privacy': { address: () => '/privacy', tags: [site] },
  'GET /feed.xml': { address: () => '/feed.xml', tags: [site, /^feeds$/, /^article:/] },
  'GET /comments.xml': { address: () => '/comments.xml', tags: [site, /^comment-feed$/] },
  [`GET ${day}/comments.xml`]: {
    address: () => `${article.path}/comments.xml`,
    tags: [site, /^article:/, /^comments:/],
  },
  'GET /robots.txt': { address: () => '/robots.txt', tags: [site] },
  'GET /sitemap.xml': { address: () => '/sitemap.xml', tags: [site, /^sitemap$/] },
  'GET /api/openapi.json': { address: () => '/api/openapi.json', tags: [site] },
}

/** Kept for ever under the hash of its bytes: nothing changes it. */
const immutable = ['GET /media/:name{[0-9a-f]{32}\\.[a-z0-9]{3,4}}']

/** Asked each time: for one person, about one person, or about the machine. Programs' routes are all of this kind. */
const never = [
  ...['/healthz', '/newsroom', '/privacy/copy'],
  ...['/moderate/:act{approve|spam|trash}', '/subscription/:act{confirm|end}'],
].map((path) => `GET ${path}`)

const routes = [...new Set(app.routes.map(({ method, path }) => `${method} ${path}`))].filter((each) =>
  each.startsWith('GET '),
)
const isProgram = (route: string) => route.startsWith('GET /api/') && !(route in kept)

let server: Server
let paper: Paper
let article: Article
let comment: Comment
beforeAll(async () => {
  server = await startServer()
  paper = await openPaper(server)
  article = await paper.publish()
  comment = await paper.comment(article)
  await paper.decide(comment, 'approved')
})
afterAll(() => server.close())

const year = () => article.path.slice(0, 5)
const month = () => article.path.slice(0, 8)

interface Entry {
  address: string
  tags: string[]
  status: number
}
const entries = async () => (await server.control<{ entries: Entry[] }>('entries')).entries
const forget = () => server.control('entries', { method: 'DELETE' })

/** An address of a route, with something for each of its parameters. */
const example = (route: string) =>
  route
    .slice('GET '.length)
    .replace(/:id\b/, String(article.id))
    .replace(/:slug\b(?:\{[^}]*\})?/, 'ada-quill')
    .replace(/:act\{(\w+)[^}]*\}/, '$1')

test('every route is one that the edge keeps, or one that it never does, by name', () => {
  const unnamed = routes.filter(
    (route) => !(route in kept) && !immutable.includes(route) && !never.includes(route) && !isProgram(route),
  )
  expect(unnamed, 'say in this file what the edge may do with it').toEqual([])
  const gone = [...Object.keys(kept), ...immutable, ...never].filter((route) => !routes.includes(route))
  expect(gone).toEqual([])
})

describe('a page that is kept', () => {
  test.each(Object.keys(kept))('has the tags of what it shows: %s', async (route) => {
    const page = kept[route]
    if (!page) throw new Error('It is in the table')
    await forget()
    expect((await server.fetch(page.address())).status).toBe(200)
    const [entry] = await entries()
    expect(entry?.address).toBe(page.address())
    for (const tag of page.tags)
      expect(
        entry?.tags.some((each) => tag.test(each)),
        String(tag),
      ).toBe(true)
  })

  test.each(Object.keys(kept))('sets no cookie and is the same with one: %s', async (route) => {
    const address = kept[route]?.address() ?? '/'
    const plain = await server.fetch(`/__edge/render${address}`)
    const known = await server.fetch(`/__edge/render${address}`, {
      headers: { Cookie: '__Host-dateline-reader=someone.signed; session=1', Origin: server.url.origin },
    })
    expect(known.headers.get('Set-Cookie')).toBeNull()
    expect(await known.text()).toBe(await plain.text())
  })

  test.each(Object.keys(kept))('is not stored from a request with a token: %s', async (route) => {
    await forget()
    await server.fetch(kept[route]?.address() ?? '/', { headers: { Authorization: `Bearer ${paper.token}` } })
    expect(await entries()).toEqual([])
  })

  test.each(Object.keys(kept))('is not stored when it fails: %s', async (route) => {
    await forget()
    await server.control('faults', { method: 'PUT', body: { d1: 'refuse' } })
    await server.fetch(kept[route]?.address() ?? '/')
    await server.control('faults', { method: 'DELETE' })
    expect((await entries()).filter(({ address }) => address !== '/api/openapi.json')).toEqual([])
  })
})

describe('what the edge never keeps', () => {
  test.each(routes.filter((route) => never.includes(route) || isProgram(route)))('%s', async (route) => {
    await forget()
    const headers = { Authorization: `Bearer ${paper.token}` }
    for (const init of [{}, { headers }, { method: 'HEAD' }]) {
      const answer = await server.fetch(example(route), init)
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
    }
    expect(await entries()).toEqual([])
  })

  test.each([
    ['a page that is not there', () => '/2026/11/nothing-here'],
    ['a page of comments that is not there', () => `${article.path}?comments=nonsense`],
    ['a list that is not there', () => '/sections/none'],
    ['a year to come', () => '/2999'],
    ['media that is not there', () => `/media/${'0'.repeat(32)}.png`],
    ['an address with parameters of others', () => '/?utm_source=x'],
    ['an address with a final slash', () => `${article.path}/`],
    ['a form for one answer', () => `${article.path}?reply-to=${comment.id}`],
    ['a signed address', () => `${article.path}?waiting=${comment.id}.forged`],
    ['an unknown program', () => '/api/none'],
  ])('%s', async (_, address) => {
    await forget()
    const answer = await server.fetch(address())
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(await entries()).toEqual([])
  })

  test('one’s own comment, a preview, and what a form answers', async () => {
    await forget()
    const waits = await paper.say(article, { comment: 'Another one' })
    const location = waits.headers.get('Location')?.split('#')[0] ?? ''
    expect((await server.fetch(location)).headers.get('Cache-Control')).toBe('no-store')
    const preview = await paper.say(article, { act: 'preview', comment: 'Not yet' })
    expect([preview.status, preview.headers.get('Cache-Control')]).toEqual([200, 'no-store'])
    expect(await entries()).toEqual([])
  })
})
