import type { Context } from 'hono'
import * as v from 'valibot'
import type { Env } from '../env.ts'
import { type Site, unnamedSite } from '../settings/site.ts'
import { dateAndTime } from '../text/dates.ts'
import { frameOrigins } from '../text/embed.ts'
import { words } from '../text/words/words.ts'
import type { Problem } from './problem.ts'
import { findWay } from './ways.ts'

/** What is known of a last-known-good copy besides its text. */
export const Made = v.object({
  type: v.string(),
  at: v.number(),
  timeZone: v.string(),
  /** The Content-Security-Policy that allows the styles it was made with. */
  policy: v.optional(v.string()),
  language: v.optional(v.string(), 'en'),
})
export type Made = v.InferOutput<typeof Made>

export const copyKey = (path: string): string => `copy${path}`

/** Says that an answer is a copy, and from when, to whoever reads headers: a program, or the keeper of copies. */
export const COPY_HEADER = 'Dateline-Copy'

/**
 * The page as it was when the clock last kept it, for who comes while the database is away. A request with
 * If-None-Match comes from a cache that has the page: an error lets it serve that one, which may be newer.
 * The edge keeps a copy for three seconds, under no tag, and never longer on an error: it cannot be purged.
 */
export async function lastKnownGood(c: Context<Env>, failed: Problem): Promise<Response | null> {
  if (failed.type !== 'unavailable' || !['GET', 'HEAD'].includes(c.req.method)) return null
  if (c.req.header('If-None-Match') !== undefined) return null
  // Another page of a list than the first, which alone is kept.
  const copy = c.req.query('before') === undefined ? await findCopy(c.env.KV, c.req.path) : null
  if (!copy) return wayOn(c)
  const { body, made } = copy
  c.set('frames', frameOrigins(body))
  const headers = {
    'Content-Type': made.type,
    'Cache-Control': 'no-store',
    'Cloudflare-CDN-Cache-Control': 'max-age=3, stale-if-error=0',
    [COPY_HEADER]: new Date(made.at).toUTCString(),
    ...(made.policy && { 'Content-Security-Policy': made.policy }),
  }
  return c.body(made.type.startsWith('text/html') ? withAge(body, made, c.var.now) : body, 200, headers)
}

// Pages that may move, and what the router knows nothing of: a redirect at any other address was never asked.
const MAY_MOVE = /^\/(?:\d{4}\/\d{2}|sections|authors)\/[^/]+$/

async function wayOn(c: Context<Env>): Promise<Response | null> {
  if (!c.get('isUnknown') && !MAY_MOVE.test(c.req.path)) return null
  const to = await findWay(c.env.KV, c.req.path)
  if (to === undefined) return null
  // It may lead elsewhere by now.
  return c.redirect(/[?#]/.test(to) ? to : to + new URL(c.req.url).search, 302)
}

/** After the answer: who comes while the database is away sees no copy either, as far as KV's own caches allow. */
export function forgetCopySoon({ env, executionCtx }: Context<Env>, path: string): void {
  const failed = () => console.error(JSON.stringify({ event: 'copy-not-forgotten', path }))
  executionCtx.waitUntil(env.KV.delete(copyKey(path)).catch(failed))
}

const SITE = 'site'

/** What has to be known of the paper while its database is away. */
export const keepSite = (kv: KVNamespace, site: Site): Promise<void> => kv.put(SITE, JSON.stringify(site))

/** The paper as the clock last knew it, in its own look; unnamed, and asking who writes, when it never did. */
export async function siteAway(c: Context<Env>): Promise<Site> {
  const kept = await c.env.KV.get<Partial<Site>>(SITE, 'json').catch(() => null)
  const { comments, look } = unnamedSite
  // An older Worker may have kept less of it.
  const site = {
    ...unnamedSite,
    ...kept,
    comments: { ...comments, ...kept?.comments },
    look: { ...look, ...kept?.look },
  }
  c.set('look', site.look)
  return site
}

async function findCopy(kv: KVNamespace, path: string): Promise<{ body: string; made: Made } | null> {
  const { value, metadata } = await kv.getWithMetadata(copyKey(path)).catch(() => ({ value: null, metadata: null }))
  const made = v.safeParse(Made, metadata)
  return value !== null && made.success ? { body: value, made: made.output } : null
}

// Ours from end to end: a time and words, no text of anybody's.
function withAge(html: string, { at, timeZone, language }: Made, now: Date): string {
  const made = new Date(at)
  const when = `<time datetime="${made.toISOString()}">${dateAndTime(made, language, timeZone)}</time>`
  const age = ageInWords(now.getTime() - at, language)
  const line = `<p class="notice" role="status">${words(language).problem.copy(when, age)}</p>`
  return afterMain(html, line)
}

/** Puts something of ours at the top of a page. */
export const afterMain = (html: string, line: string): string => html.replace(/<main\b[^>]*>/, (main) => main + line)

function ageInWords(ms: number, language: string): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  const say = (count: number, unit: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
  if (minutes < 90) return say(minutes, 'minute')
  return minutes < 48 * 60 ? say(Math.round(minutes / 60), 'hour') : say(Math.round(minutes / 1440), 'day')
}
