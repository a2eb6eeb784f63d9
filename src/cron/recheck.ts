import { type Changed, change } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import type { Akismet } from '../comments/akismet.ts'
import { type Due, dueQuery, recheck } from '../comments/recheck.ts'
import { wasDecided } from '../comments/undecided.ts'
import { openReader, read } from '../db/read.ts'
import type { Bindings } from '../env.ts'
import { type Site, siteQuery } from '../settings/site.ts'

/** A decision takes some fifteen statements, and the Free plan has 50 a run: the rest goes a minute later. */
const AT_ONCE = 3

/** Asks Akismet about the comments it could not be asked about when they came. */
export async function recheckDue(store: Store, env: Bindings, now: Date): Promise<void> {
  const { AKISMET_KEY: key, AKISMET_ENDPOINT: endpoint } = env
  if (!key) return
  const [site, due] = await read(openReader(env.DB), siteQuery(), dueQuery(now, AT_ONCE))
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
