import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { app } from '../../src/app.tsx'
import { purges } from '../../src/db/tables/edge.ts'
import { indexKey } from '../../src/http/index-key.ts'
import { type Article, type Comment, openPaper, type Paper } from '../support/paper.ts'
import { png } from '../support/pictures.ts'
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
  'GET /search': { address: () => '/search?q=strike', tags: [site, /^search$/, /^article:/, /^author:/] },
  'GET /principles': { address: () => '/principles', tags: [site] },
  'GET /privacy': { address: () => '/privacy', tags: [site] },
  ...feeds('', '', [/^feeds$/]),
  ...feeds('/sections/:slug', '/sections/harbour', [/^section:/, /^in-section:/]),
  ...feeds('/topics/:slug', '/topics/ferry', [/^topic:/, /^on-topic:/]),
  ...feeds('/authors/:slug', '/authors/ada-quill', [/^author:/, /^by-author:/]),
  'GET /comments.xml': { address: () => '/comments.xml', tags: [site, /^comment-feed$/] },
  [`GET ${day}/comments.xml`]: {
    address: () => `${article.path}/comments.xml`,
    tags: [site, /^article:/, /^comments:/],
  },
  'GET /:year{[0-9]{4}}/:month{[0-9]{2}}/:file{[a-z0-9-]+\\.md}': {
    address: () => `${article.path}.md`,
    tags: [site, /^article:/, /^author:/, /^section:/, /^topic:/],
  },
  'GET /oembed': {
    address: () => `/oembed?url=${encodeURIComponent(article.url)}`,
    tags: [site, /^article:/, /^author:/, /^section:/],
  },
  'GET /opensearch.xml': { address: () => '/opensearch.xml', tags: [site] },
  'GET /:key{[0-9a-f]{44}\\.txt}': { address: () => keyFile, tags: [site] },
  'GET /robots.txt': { address: () => '/robots.txt', tags: [site] },
  'GET /sitemap.xml': { address: () => '/sitemap.xml', tags: [site, /^sitemap$/] },
  'GET /sitemap-pages.xml': { address: () => '/sitemap-pages.xml', tags: [site, /^sitemap$/] },
  'GET /:sitemap{sitemap-[0-9]{4}-(?:0[1-9]|1[0-2])\\.xml}': {
    address: () => `/sitemap-${month().slice(1).replace('/', '-')}.xml`,
    tags: [site, /^sitemap$/],
  },
  'GET /news-sitemap.xml': { address: () => '/news-sitemap.xml', tags: [site, /^sitemap$/] },
  'GET /llms.txt': { address: () => '/llms.txt', tags: [site, /^front$/, /^article:/, /^author:/, /^section:/] },
  'GET /api/openapi.json': { address: () => '/api/openapi.json', tags: [site] },
}

function feeds(route: string, list: string, tags: RegExp[]): Record<string, Kept> {
  const files = ['/feed.xml', '/atom.xml', '/feed.json']
  return Object.fromEntries(
    files.map((file) => [
      `GET ${route}${file}`,
      { address: () => list + file, tags: [site, /^article:/, /^author:/, /^section:/, /^topic:/, ...tags] },
    ]),
  )
}

/** Kept for ever under the hash of its bytes, until it is deleted: nothing changes it. */
const immutable = [
  'GET /media/:name{[0-9a-f]{32}\\.[a-z0-9]{3,4}}',
  'GET /media/:name{[0-9a-f]{32}\\.(?:jpg|png|webp)}/:file{(?:(?:480|960)\\.(?:webp|avif)|1600\\.webp)}',
]

/** Asked each time: for one person, about one person, or about the machine. Programs' routes are all of this kind. */
const never = [
  ...['/healthz', '/newsroom', '/privacy/copy'],
  ...['/moderate/:act{approve|spam|trash}', '/subscription/:act{confirm|end}'],
  `${day}/comments`,
].map((path) => `GET ${path}`)

const named = [...new Set(app.routes.map(({ method, path }) => `${method} ${path}`))]
const routes = named.filter((each) => each.startsWith('GET '))
const writing = named.filter((each) => /^(POST|PUT|PATCH|DELETE) /.test(each))
const isProgram = (route: string) => route.startsWith('GET /api/') && !(route in kept)

let server: Server
let paper: Paper
let article: Article
let comment: Comment
let keyFile: string
beforeAll(async () => {
  server = await startServer()
  paper = await openPaper(server)
  article = await paper.publish()
  await paper.api('PATCH', '/settings', { announce: { indexNow: true } })
  keyFile = `/${await indexKey(await server.env())}.txt`
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
    ['a search with empty filters', () => '/search?q=strike&section='],
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

/** What a write alters, as the receipts say that it leaves; none where no page that the edge keeps can show it. */
interface Write {
  act(): Promise<unknown>
  tags: RegExp[]
}

const lists = [/^front$/, /^archive$/, /^feeds$/, /^search$/, /^in-section:/, /^by-author:/, /^on-topic:/]
const own = [/^article:/, /^sitemap$/]
const thread = [/^comments:/, /^comment-feed$/]
const call = (method: string, path: string, body?: unknown) => async () => {
  const answer = await paper.api(method, path, body)
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
  return JSON.parse(await answer.text())
}
const address = (path: string) => `/articles/${article.id}${path}`
const held = async () => paper.comment(article, { comment: `Held ${crypto.randomUUID()}` })
const rule = { field: 'word', pattern: 'casino', action: 'spam' }

const writes: Record<string, Write> = {
  'POST /api/articles': { act: () => paper.publish({ headline: 'Another' }), tags: [...own, ...lists, /^beside:/] },
  'PATCH /api/articles/:id': { act: () => call('PATCH', address(''), { headline: 'New' })(), tags: own },
  'DELETE /api/articles/:id': {
    act: async () => paper.withdraw(await paper.publish({ headline: 'Gone' })),
    tags: [...own, ...lists],
  },
  'POST /api/articles/:id/corrections': {
    act: () => call('POST', address('/corrections'), { text: 'It was Tuesday.' })(),
    tags: [...own, /^corrections$/, /^feeds$/],
  },
  'POST /api/authors': { act: call('POST', '/authors', { name: 'Cy Nib' }), tags: [] },
  'PATCH /api/authors/:slug': {
    act: call('PATCH', '/authors/ada-quill', { bio: 'New' }),
    tags: [/^author:/, /^sitemap$/],
  },
  'POST /api/sections': { act: call('POST', '/sections', { name: 'Coast', position: 3 }), tags: [site] },
  'PATCH /api/sections/:slug': { act: call('PATCH', '/sections/harbour', { description: 'New' }), tags: [site] },
  'PATCH /api/settings': { act: call('PATCH', '/settings', { identity: { tagline: 'New' } }), tags: [site] },
  'POST /api/comments': {
    act: () => call('POST', '/comments', { articleId: article.id, name: 'The desk', body: 'Thank you.' })(),
    tags: thread,
  },
  'PATCH /api/comments/:id': { act: async () => paper.decide(await held(), 'approved'), tags: thread },
  'PATCH /api/comments': {
    act: async () => call('PATCH', '/comments', { ids: [(await held()).id], state: 'approved' })(),
    tags: thread,
  },
  'DELETE /api/comments/:id': { act: async () => deleteForGood(await putAway()), tags: [] },
  'DELETE /api/comments': { act: async () => putAway().then(call('DELETE', '/comments?state=spam')), tags: [] },
  'POST /api/verdicts/:id/undo': { act: () => undo((id) => call('POST', `/verdicts/${id}/undo`, {})()), tags: thread },
  'POST /api/verdicts/undo': {
    act: () => undo((id) => call('POST', '/verdicts/undo', { ids: [id] })()),
    tags: thread,
  },
  // Where a redirect may stand, there was a 404, which is never kept.
  'POST /api/redirects': { act: call('POST', '/redirects', { path: '/2019/lamp', target: '/privacy' }), tags: [] },
  'DELETE /api/redirects': { act: call('DELETE', '/redirects?path=/2019/lamp'), tags: [] },
  // A page has the address of a picture, which is of its bytes, and the text of its article.
  'POST /api/media': { act: upload, tags: [] },
  'PATCH /api/media/:name': { act: async () => call('PATCH', `/media/${await upload()}`, { alt: 'New' })(), tags: [] },
  'DELETE /api/media/:name': { act: async () => call('DELETE', `/media/${await upload()}`)(), tags: [/^media:/] },
  'POST /api/rules': { act: call('POST', '/rules', rule), tags: [] },
  'DELETE /api/rules/:id': { act: forgetRule, tags: [] },
  'POST /api/copies': { act: call('POST', '/copies', { email: 'carla@example.com' }), tags: [] },
  'POST /api/erasures': { act: call('POST', '/erasures', { email: 'carla@example.com' }), tags: thread },
  [`POST ${day}/comments`]: { act: held, tags: [] },
  [`POST ${day}/read`]: { act: () => server.fetch(`${article.path}/read`, { method: 'POST' }), tags: [] },
}

/** Not through the outbox, or at an address that has to be signed: with tests of their own. */
const elsewhere: Record<string, string> = {
  'PATCH /api/switches': 'tests/survival/switches.test.ts',
  'POST /privacy/requests': 'tests/journeys/privacy.test.ts',
  'POST /privacy/copy': 'tests/journeys/privacy.test.ts',
  'POST /moderate/:act{approve|spam|trash}': 'tests/journeys/mail.test.ts',
  'POST /subscription/:act{confirm|end}': 'tests/journeys/mail.test.ts',
}

async function putAway() {
  const comment = await held()
  return paper.decide(comment, 'spam')
}

const deleteForGood = ({ id }: { id: number }) => call('DELETE', `/comments/${id}`)()

async function upload(): Promise<string> {
  const headers = { Authorization: `Bearer ${paper.token}`, 'Content-Type': 'image/png' }
  const answer = await server.fetch('/api/media', { method: 'POST', headers, body: png() })
  expect(answer.status, 'the picture is taken').toBeLessThan(300)
  return JSON.parse(await answer.text()).name
}

async function undo(back: (id: number) => Promise<unknown>): Promise<void> {
  const comment = await held()
  await paper.decide(comment, 'approved')
  await (await server.db()).delete(purges)
  const { items } = await call('GET', `/comments/${comment.id}/verdicts?limit=1`)()
  await back(items[0].id)
}

async function forgetRule(): Promise<void> {
  const { items } = await call('GET', '/rules')()
  await call('DELETE', `/rules/${items[0].id}`)()
}

describe('a write', () => {
  test('is one whose tags are known, by name', () => {
    const unnamed = writing.filter((route) => !(route in writes) && !(route in elsewhere))
    expect(unnamed, 'say in this file which tags it alters').toEqual([])
    expect([...Object.keys(writes), ...Object.keys(elsewhere)].filter((route) => !writing.includes(route))).toEqual([])
    for (const [route, file] of Object.entries(elsewhere)) {
      const path = route.split(/[ :]/)[1] ?? route
      expect(readFileSync(file, 'utf8'), route).toContain(path.replace('/api', ''))
    }
  })

  test.each(Object.keys(writes))('leaves them in the outbox: %s', async (route) => {
    const write = writes[route]
    if (!write) throw new Error('It is in the table')
    const db = await server.db()
    await db.delete(purges)
    await write.act()
    const left = (await db.select().from(purges)).flatMap(({ tags }) => tags)
    for (const tag of write.tags)
      expect(
        left.filter((each) => tag.test(each)),
        String(tag),
      ).not.toEqual([])
    if (write.tags.length === 0) expect(left).toEqual([])
  })

  test('that goes around the outbox is of what no page shows, by name', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path))
    const around = sources.filter((path) => {
      const text = readFileSync(`src/${path}`, 'utf8')
      return (
        /import \{[^}]*\bcommit\b[^}]*\} from '[^']*cache\/change\.ts'/.test(text) || /tags: \[\] *, *now/.test(text)
      )
    })
    // A token's last use; receipts; letters; copies in KV and what is known of them; what is kept of readers; what was
    // put away, of which pages show a gap at most, before and after (tests/api/comments-delete.test.ts); readings, of which
    // the clock makes a list.
    const known = [
      'http/guard.ts',
      'cron/announce-send.ts',
      'cron/announce.ts',
      'cron/clock.ts',
      'cron/letters.ts',
      'cron/notices.ts',
      'cron/keep.ts',
      'cron/put-away.ts',
      'cron/ranked.ts',
      'site/reads.ts',
    ]
    const empty = ['site/subscription.tsx', 'site/privacy-request.tsx']
    expect(around.sort()).toEqual([...known, ...empty].sort())
  })
})
