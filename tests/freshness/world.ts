import { type Article, openPaper, type Paper } from '../support/paper.ts'
import type { Server } from '../support/server.ts'

/** A comment as its writer and the moderators know it. */
export interface Said {
  id: number
  articleId: number
  path: string
  /** The signed address. */
  own: string
}

/** What a story has so far. */
export interface World {
  server: Server
  paper: Paper
  articles: Article[]
  comments: Said[]
  authors: string[]
  sections: string[]
  urls: Set<string>
  /** Until when any copy may be old: a purge was refused. */
  excusedUntil: number
  /** When the edge last began to take purges again. */
  healedAt: number
  /** Until when the copy of an address may be: it was on its way while something was written. */
  raced: Map<string, number>
  count: number
}

const START = '2026-11-22T10:00:10Z'

/** A paper with so many articles over three years, every address of which has been read. */
export async function begin(server: Server, size: number): Promise<World> {
  await server.clear()
  await server.control('clock', { method: 'PUT', body: { now: START, frozen: true } })
  await server.control('faults', { method: 'PUT', body: { purge: 'unlimited' } })
  const paper = await openPaper(server)
  const world: World = {
    ...{ server, paper, articles: [], comments: [], count: 0 },
    authors: ['ada-quill', 'ben-inkwell'],
    sections: ['harbour', 'town-hall'],
    urls: new Set(['/', '/feed.xml', '/comments.xml', '/sitemap.xml', '/robots.txt', '/privacy', '/2026', '/2026/12']),
    ...{ excusedUntil: 0, healedAt: 0, raced: new Map() },
  }
  for (const slug of world.authors) world.urls.add(`/authors/${slug}`)
  for (const slug of world.sections) world.urls.add(`/sections/${slug}`)
  for (const slug of ['ferry', 'budget', 'tides']) world.urls.add(`/topics/${slug}`)
  for (let i = 0; i < size; i++) await publishOld(world, i)
  await server.control('faults', { method: 'DELETE' })
  await minutes(world, 3)
  return world
}

async function publishOld(world: World, i: number): Promise<void> {
  const at = new Date(Date.parse(START) - (i * 9 + 1) * 86_400_000)
  await publish(world, i, { publishedAt: at.toISOString() })
  const month = String(at.getUTCMonth() + 1).padStart(2, '0')
  for (const path of [`/${at.getUTCFullYear()}`, `/${at.getUTCFullYear()}/${month}`]) world.urls.add(path)
}

export async function publish(world: World, which: number, input: Record<string, unknown> = {}): Promise<void> {
  const pick = <T>(from: readonly T[], by: number) => from[by % from.length]
  const article = await world.paper.publish({
    headline: `Story ${world.count++ % 40}`,
    section: pick([...world.sections, null], which),
    authors: [pick([...world.authors, null], which >> 1)].filter((slug) => slug !== null),
    topics: [pick(['Ferry', 'Budget', 'Tides', null], which >> 2)].filter((name) => name !== null),
    ...input,
  })
  world.articles.push(article)
  know(world, article)
}

export function know(world: World, { path }: { path?: string | null }): void {
  if (!path) return
  world.urls.add(path)
  world.urls.add(`${path}/comments.xml`)
}

/** How long a copy may be old, by the statement in docs/freshness.md. */
export const BOUND = 90_000

export const clock = async ({ server }: World): Promise<number> =>
  Date.parse((await server.control<{ now: string }>('clock')).now)

/** Lets time pass; the clock runs at every full minute, as cron would. */
export async function pass(world: World, ms: number): Promise<void> {
  const now = await clock(world)
  const toMinute = 60_000 - (now % 60_000)
  const step = Math.min(ms, toMinute)
  await world.server.control('clock', { method: 'PUT', body: { advance: step } })
  if (step === toMinute) await world.server.tick()
  if (ms > step) await pass(world, ms - step)
}

export const minutes = (world: World, count: number): Promise<void> => pass(world, count * 60_000)

/** A long time in one go: in it nothing was written, and at its end the clock has run. */
export async function leap(world: World, ms: number): Promise<void> {
  await world.server.control('clock', { method: 'PUT', body: { advance: ms } })
  await minutes(world, 2)
}
