import { type Changed, change } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import type { Akismet } from '../comments/akismet.ts'
import { type Due, dueQuery, recheck } from '../comments/recheck.ts'
import { wasDecided } from '../comments/undecided.ts'
import { openReader, read } from '../db/read.ts'
import type { Bindings } from '../env.ts'
import { type Site, siteQuery } from '../settings/site.ts'

/** Comments a run asks about at most, and the statements that a decision on one takes, its purge included. */
const AT_ONCE = 3
const EACH = 14

/** Asks Akismet about the comments it could not be asked about when they came. */
export async function recheckDue(store: Store, env: Bindings, left: () => number, now: Date): Promise<void> {
  const { AKISMET_KEY: key, AKISMET_ENDPOINT: endpoint } = env
  if (!key) return
  const most = Math.min(AT_ONCE, Math.floor((left() - 2) / EACH))
  const [site, due] = await read(openReader(env.DB), siteQuery(), dueQuery(now, most))
  const akismet = { key, endpoint, blog: `${site.address}/`, minimal: site.comments.akismetMinimal }
  // All at once: a service that hangs costs a run its three seconds once.
  await Promise.all(due.map((comment) => one(store, akismet, site, comment, now)))
}

async function one(store: Store, akismet: Akismet, site: Site, comment: Due, now: Date): Promise<void> {
  const { tags, statements } = await recheck(store.db, akismet, site, comment, now)
  await unlessDecided(store, { tags, now }, statements)
}

// A moderator who was faster is right; what is left of the question goes with the next run.
async function unlessDecided(store: Store, changed: Changed, statements: Parameters<typeof change>[2]): Promise<void> {
  try {
    await change(store, changed, statements)
  } catch (error) {
    if (!wasDecided(error)) throw error
  }
}
