import type { Context } from 'hono'
import { wasPublic } from '../articles/schedule.ts'
import type { Stored } from '../articles/stored.ts'
import type { Page } from '../cache/live.ts'
import { look } from '../cache/look.ts'
import { openDatabase } from '../db/database.ts'
import { limited, patienceOfClock } from '../db/limit.ts'
import type { Env } from '../env.ts'

/** The public page of an article, if readers see it, will see it, or are told that it is gone. */
export function publicPage(c: Context<Env>, article: Stored, address: string): Page | undefined {
  const { path, listedAt } = article
  const { now } = c.var
  if (!path || !(listedAt || wasPublic(article, now))) return undefined
  return { url: address + path, from: listedAt && listedAt > now ? listedAt : now, off: offReason(c, address) }
}

/** After the answer, whether the page is there: see `seeLive`. */
export function lookSoon(c: Context<Env>, id: number | null, page: Page | undefined): void {
  if (id === null || !page || page.off !== undefined || page.from > c.var.now) return
  // Time of its own: what the request had for the database may be over when the page has answered.
  const db = openDatabase(limited(c.env.DB, patienceOfClock()))
  c.executionCtx.waitUntil(look(db, c.var.ask, { id, page: page.url, looks: 0 }))
}

/** No name that all the internet resolves: one label, a literal address, or reserved (RFC 6761). */
const NOT_PUBLIC = /^[^.]*$|[\]\d]$|\.(?:localhost|local|internal|test|example|invalid)$/

// In development the Worker reaches what it was itself reached at.
function offReason({ env, req }: Context<Env>, address: string): string | undefined {
  if (env.LIVE_CHECK === 'off') return 'switched off'
  const { hostname, host } = new URL(address)
  if (NOT_PUBLIC.test(hostname.replace(/\.$/, '')) && host !== new URL(req.url).host)
    return 'the site has no public address'
  return undefined
}
