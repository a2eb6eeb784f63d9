import type { Article, Paper } from '../support/paper.ts'
import type { Server } from '../support/server.ts'

/** A comment as its writer and the moderators know it. */
export interface Said {
  id: number
  articleId: number
  /** The signed address; '' for one that was not sent by a reader's form, or whose answer nobody saw. */
  own: string
  /** '' when it was not given in a form. */
  email: string
}

/** How the edge takes purges: all of them, as many as the platform grants, none, or not even an answer. */
export type Taking = 'unlimited' | null | 'limited' | 'throw'

/** What a story has so far. */
export interface World {
  server: Server
  paper: Paper
  articles: Article[]
  comments: Said[]
  authors: string[]
  sections: string[]
  /** Every address that a reader of this story knows. */
  urls: Set<string>
  now: number
  taking: Taking
  /** Whether something may wait in the outbox. */
  waits: boolean
  /** Purges that were refused or lost, and until when a copy with one of their tags may be old. */
  waiting: { tags: string[]; until: number }[]
  /** How often a write's purge was left to the clock though nothing was in its way. */
  slow: number
  /** When the edge, or the database, last began to take calls again. */
  healedAt: number
  /** Until when the copy of an address may be: it was on its way while something was written. */
  raced: Map<string, number>
  /** When every copy was last looked at. */
  checkedAt: number
  /** Since when the copy of an address is old. */
  staleSince: Map<string, number>
  /** Switches were turned while the edge took nothing. */
  switchedAt: number
  count: number
  /** Writes that were done, since the last look. */
  writes: number
}

/** How long a copy may be old, by the statement in docs/freshness.md. */
export const BOUND = 90_000

export const SECOND = 1000
export const MINUTE = 60_000
export const DAY = 86_400_000

/** What a writer asks; counts it when it was done. What the paper refuses must change nothing. */
export async function ask(world: World, method: string, path: string, body?: unknown): Promise<Response> {
  const answer = await world.paper.api(method, path, body)
  if (answer.ok) world.writes++
  return answer
}

/** What a reader sends by a form; counts it when it was done. */
export async function send(world: World, path: string, body?: URLSearchParams): Promise<Response> {
  const answer = await world.server.fetch(path, { method: 'POST', ...(body ? { body } : {}) })
  if (answer.status < 400) world.writes++
  return answer
}

/** The answer to a write that was done; null for one that was refused. */
export async function done<T>(asked: Promise<Response>): Promise<T | null> {
  const answer = await asked
  const text = await answer.text()
  return answer.ok ? JSON.parse(text) : null
}

const among = <T>(from: readonly T[], which: number): T | undefined => from[which % (from.length || 1)]

/** One of them: as often one of the latest as any. */
export const pick = <T>(from: readonly T[], which: number): T | undefined =>
  which % 2 ? among(from.slice(-6), which >> 1) : among(from, which * 5)

/** Everything that an article is shown at; of some, for they cost a request each, what other sites show. */
export function know({ urls }: World, { path, url = '' }: { path?: string | null; url?: string }): void {
  if (!path) return
  for (const end of ['', '/comments.xml', '/history', '.md']) urls.add(path + end)
  const [, year, month] = path.split('/')
  for (const list of [`/${year}`, `/${year}/${month}`, `/sitemap-${year}-${month}.xml`]) urls.add(list)
  if (path.length % 3 === 0) urls.add(`/oembed?url=${encodeURIComponent(url)}`)
}

export const feeds = ['/feed.xml', '/atom.xml', '/feed.json']

/** A list of articles, and its feeds. */
export function knowList({ urls }: World, path: string): void {
  for (const end of ['', ...feeds]) urls.add(path + end)
}

export async function publish(world: World, which: number, input: Record<string, unknown> = {}): Promise<void> {
  const given = {
    headline: `Story ${world.count++ % 40}`,
    standfirst: 'What was seen from the quay',
    body: 'The boats stayed in on Monday.\n\nNobody was surprised.',
    section: among([...world.sections, null], which),
    authors: [among([...world.authors, null], which >> 1)].filter((slug) => slug !== null),
    topics: [among(['Ferry', 'Budget', 'Tides', null], which >> 2)].filter((name) => name !== null),
    status: 'published',
    ...input,
  }
  const article = await done<Article>(ask(world, 'POST', '/articles', given))
  if (!article) return
  world.articles.push(article)
  know(world, article)
}

async function clock(world: World, body: object): Promise<void> {
  const { now } = await world.server.control<{ now: string }>('clock', { method: 'PUT', body })
  world.now = Date.parse(now)
}

export const freeze = (world: World, now: string): Promise<void> => clock(world, { now, frozen: true })

/** Lets time pass and nothing else happen. */
export const advance = (world: World, ms: number): Promise<void> => clock(world, { advance: ms })

/** Lets time pass; the clock runs at every full minute, as cron would. */
export async function pass(world: World, ms: number): Promise<void> {
  const toMinute = MINUTE - (world.now % MINUTE)
  const step = Math.min(ms, toMinute)
  await advance(world, step)
  if (step === toMinute) await world.server.control('scheduled', { method: 'POST' })
  if (ms > step) await pass(world, ms - step)
}

export const minutes = (world: World, count: number): Promise<void> => pass(world, count * MINUTE)

/** A long time in one go: in it nothing was written, and at its end the clock has run. */
export async function leap(world: World, ms: number): Promise<void> {
  await advance(world, ms)
  await minutes(world, 2)
}

export const faults = ({ server }: World, body: object) => server.control('faults', { method: 'PUT', body })
