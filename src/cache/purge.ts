import { and, asc, isNull, sql } from 'drizzle-orm'
import type { Statement } from '../db/database.ts'
import { purges } from '../db/tables/edge.ts'
import { AT_ONCE, ask, type Call } from './ask.ts'
import { markRepeated, raced, takeAlong } from './repeat.ts'
import type { Store } from './store.ts'
import { merge } from './tags.ts'

/** What was pending, and when a call to the edge took all of it along; null when none did. */
export interface Outcome {
  pending: { id: number; tags: string[] }[]
  doneAt: Date | null
}

/** With the bookkeeping that has to be committed for it. */
export interface Sent extends Outcome {
  statements: Statement[]
}

/** What waits longer than this has missed its bound, and takes the whole site with it. */
const WIDENS_AFTER = 90_000
/** The platform grants one call in twelve seconds, once its bucket is empty. */
const FIRST_PAUSE = 12_000
const LONGEST_PAUSE = 60_000

const nothing = (pending: Outcome['pending'] = []): Sent => ({ pending, doneAt: null, statements: [] })

/**
 * Sends what is pending in the outbox to the edge, in one call, and with it what has to go out once more. A refusal
 * (the platform answers `{success: false}`) leaves all of it as it is, and until its pause is over no write asks again;
 * the clock, once a minute, always does.
 */
export async function sendPending(store: Store, now: Date, by: 'write' | 'clock'): Promise<Sent> {
  // A command line has no edge, but the Worker it writes beside has: what is pending waits for that one, unpostponed.
  if (!store.edge) return nothing()
  const rows = await findWaiting(store, now)
  const pending = rows.filter(({ doneAt }) => doneAt === null)
  if (pending.length === 0) return nothing()
  if (by === 'write' && pending.some(({ nextAt }) => nextAt !== null && nextAt > now)) return nothing(pending)
  const call = callFor(pending, now)
  const sentBefore = rows.filter(({ doneAt }) => doneAt !== null)
  const along = takeAlong(sentBefore, call, now)
  const error = await ask(store.edge, { force: call.force, tags: along.tags })
  const ids = pending.map(({ id }) => id)
  if (error !== null) return { pending, doneAt: null, statements: [postpone(store, ids, error, nextAt(pending, now))] }
  // The time it is by now: what was rendered until then may be older than the purge.
  const doneAt = new Date()
  return { pending, doneAt, statements: [settle(store, ids, doneAt), ...markRepeated(store, along.ids, now)] }
}

type Waiting = Awaited<ReturnType<typeof findWaiting>>[number]

// In one statement, by two indexes: what was never sent, and what has to be sent once more.
function findWaiting({ db }: Store, now: Date) {
  const ids = () => db.select({ id: purges.id }).from(purges)
  const pending = ids().where(isNull(purges.doneAt)).orderBy(asc(purges.createdAt), asc(purges.id)).limit(AT_ONCE)
  const again = ids().where(raced(now)).limit(AT_ONCE)
  return db
    .select({
      id: purges.id,
      tags: purges.tags,
      force: purges.force,
      createdAt: purges.createdAt,
      doneAt: purges.doneAt,
      attempts: purges.attempts,
      nextAt: purges.nextAt,
    })
    .from(purges)
    .where(sql`${purges.id} in ${pending} or ${purges.id} in ${again}`)
}

/** One call for all of it: as hard as the hardest. */
function callFor(pending: readonly Pick<Waiting, 'tags' | 'force' | 'createdAt'>[], now: Date): Call {
  const force = pending.some((row) => row.force === 'hard') ? 'hard' : 'soft'
  const late = pending.some(({ createdAt }) => now.getTime() - createdAt.getTime() > WIDENS_AFTER)
  return { force, tags: merge([...(late ? ['site'] : []), ...pending.flatMap((row) => row.tags)]) }
}

function nextAt(pending: readonly Waiting[], now: Date): Date {
  const attempts = Math.max(...pending.map((row) => row.attempts))
  return new Date(now.getTime() + Math.min(FIRST_PAUSE * 2 ** attempts, LONGEST_PAUSE))
}

// By id, and only what was sent: another write's purge may have come in meanwhile, or be done already.
const ofThese = (ids: number[]) =>
  and(sql`${purges.id} in (select value from json_each(${JSON.stringify(ids)}))`, isNull(purges.doneAt))

const settle = ({ db }: Store, ids: number[], now: Date) =>
  db.update(purges).set({ doneAt: now, error: null, nextAt: null }).where(ofThese(ids))

const postpone = ({ db }: Store, ids: number[], error: string, nextAt: Date) =>
  db
    .update(purges)
    .set({ attempts: sql`${purges.attempts} + 1`, error, nextAt })
    .where(ofThese(ids))
