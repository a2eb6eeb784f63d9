import { indexKey } from '../../src/http/index-key.ts'
import { SPOOL } from '../../src/http/spool.ts'
import { openPaper } from '../support/paper.ts'
import type { Server } from '../support/server.ts'
import { ask, DAY, faults, feeds, freeze, minutes, publish, type World } from './world.ts'
import { type Rows, readTables, writeTables } from './world-tables.ts'

const START = '2026-11-22T10:00:10Z'

/** Where every story begins: made once, and then put back. */
interface Start {
  size: number
  world: World
  rows: Rows
}

const starts = new WeakMap<Server, Start>()

/** A paper with so many articles over years, all of whose addresses are known. */
export async function begin(server: Server, size: number): Promise<World> {
  const known = starts.get(server)
  if (known?.size === size) return beginAgain(known)
  const world = await newWorld(server)
  for (let i = 0; i < size; i++) await publishOld(world, i)
  await minutes(world, 3)
  await knowAll(world)
  starts.set(server, { size, world: copyOf(world), rows: await readTables(await server.env()) })
  return world
}

async function beginAgain({ world: known, rows }: Start): Promise<World> {
  const world = copyOf(known)
  await world.server.clear()
  const env = await world.server.env()
  await writeTables(env, rows)
  await emptySpool(env.KV)
  await freeze(world, new Date(known.now).toISOString())
  await faults(world, { purge: world.taking })
  await allSwitchesOff(world)
  return world
}

// What an outage of the story before left there would come in to this one, from its time.
async function emptySpool(kv: KVNamespace): Promise<void> {
  for (const { name } of (await kv.list({ prefix: SPOOL })).keys) await kv.delete(name)
}

const copyOf = (world: World): World => ({
  ...world,
  articles: world.articles.map((article) => ({ ...article })),
  comments: [],
  authors: [...world.authors],
  sections: [...world.sections],
  urls: new Set(world.urls),
  ...{ raced: new Map(), staleSince: new Map(), checkedAt: 0, writes: 0 },
})

async function newWorld(server: Server): Promise<World> {
  await server.clear()
  const paper = await openPaper(server)
  const world: World = {
    ...{ server, paper, articles: [], comments: [], urls: new Set(), raced: new Map(), staleSince: new Map() },
    ...{ authors: ['ada-quill', 'ben-inkwell'], sections: ['harbour', 'town-hall'] },
    ...{
      now: 0,
      taking: 'unlimited',
      waits: false,
      waiting: [],
      slow: 0,
      healedAt: 0,
      checkedAt: 0,
      switchedAt: 0,
      count: 0,
      writes: 0,
    },
  }
  await freeze(world, START)
  await faults(world, { purge: world.taking })
  await allSwitchesOff(world)
  // A comment that comes from the page is shown at once, until a story has it otherwise.
  await ask(world, 'PATCH', '/settings', { comments: { holdUnknown: false } })
  return world
}

// They are in KV, which no table's emptying reaches.
const allSwitchesOff = (world: World) =>
  ask(world, 'PATCH', '/switches', { readOnly: '', commentsClosed: false, locked: [], banner: '' })

async function publishOld(world: World, i: number): Promise<void> {
  const at = new Date(Date.parse(START) - (i * 9 + 1) * DAY)
  await publish(world, i, { publishedAt: at.toISOString() })
}

const lists = (world: World): string[] => [
  ...world.authors.map((slug) => `/authors/${slug}`),
  ...world.sections.map((slug) => `/sections/${slug}`),
  ...['ferry', 'budget', 'tides'].map((slug) => `/topics/${slug}`),
]

const searches = ['story', 'story&section=harbour', 'story&author=ada-quill', 'story&from=2026-11-01&to=2026-11-30']

/** What there is besides articles, of what readers' routes there are; and what is not there yet, or an old address. */
async function knowAll(world: World): Promise<void> {
  const pages = [
    '/',
    '/privacy',
    '/principles',
    '/corrections',
    ...searches.map((query) => `/search?q=${query}`),
    '/comments.xml',
    ...feeds,
    ...lists(world),
  ]
  const files = [
    '/robots.txt',
    '/sitemap.xml',
    '/sitemap-pages.xml',
    '/sitemap-pages.xml?from=1',
    `/sitemap-2026-11.xml?from=${Date.parse('2026-11-10')}-1`,
    '/news-sitemap.xml',
    '/llms.txt',
    '/opensearch.xml',
    '/api/openapi.json',
  ]
  const feedsOf = lists(world).flatMap((list) => feeds.map((feed) => list + feed))
  for (const url of [...pages, ...files, ...feedsOf, ...world.urls]) await visit(world, url)
  for (const url of ['/2026/12', '/2027', '/2027/01', '/search', '/search?q=story', '/search?q=ada'])
    world.urls.add(url)
  for (let i = 0; i < 5; i++) world.urls.add(`/old-${i}`)
  world.urls.add(`/${await indexKey(await world.server.env())}.txt`)
}

// Lists lead to their second page, whose address holds a place in time, or in the order of what was found.
async function visit(world: World, url: string): Promise<void> {
  const answer = await world.server.fetch(url)
  const text = await answer.text()
  if (answer.status !== 200) return
  world.urls.add(url)
  for (const [, more = ''] of text.matchAll(/rel="next" href="([^"]+)"/g)) world.urls.add(more.replaceAll('&amp;', '&'))
}
