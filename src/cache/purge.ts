import { asc, eq, isNull, sql } from 'drizzle-orm'
import type { Statement } from '../db/database.ts'
import { purges } from '../db/tables/edge.ts'
import type { Store } from './store.ts'
import { merge } from './tags.ts'

/** Purges merged into one call, so that what a burst of writes left is sent with the next one. */
const AT_ONCE = 1000

/** What a call to the edge achieved, and the bookkeeping that has to be committed for it. */
export interface Sent {
  done: number[]
  statements: Statement[]
}

/**
 * Sends what is pending in the outbox to the edge, in one call. A refusal (the platform allows five calls a
 * minute and answers `{success: false}`) leaves it pending.
 */
export async function sendPending(store: Store, now: Date): Promise<Sent> {
  const pending = await findPending(store)
  if (pending.length === 0) return { done: [], statements: [] }
  const ids = pending.map((row) => row.id)
  const error = await purge(store.edge, merge(pending.flatMap((row) => row.tags)))
  return error === null
    ? { done: ids, statements: [settle(store, ids, now)] }
    : { done: [], statements: [postpone(store, ids, error)] }
}

const findPending = ({ db }: Store) =>
  db
    .select({ id: purges.id, tags: purges.tags })
    .from(purges)
    .where(isNull(purges.doneAt))
    .orderBy(asc(purges.createdAt), asc(purges.id))
    .limit(AT_ONCE)

async function purge(edge: CacheContext | undefined, tags: string[]): Promise<string | null> {
  // A command line has no edge, but the Worker it writes beside has: what is pending waits for that one.
  if (!edge) return 'no edge here'
  try {
    const result = await edge.purge({ tags })
    return result.success ? null : result.errors.map((error) => error.message).join('; ') || 'refused'
  } catch (error) {
    return messageOf(error)
  }
}

const settle = ({ db }: Store, ids: number[], now: Date) =>
  db
    .update(purges)
    .set({ doneAt: now, error: null })
    .where(sql`${purges.id} in (select value from json_each(${JSON.stringify(ids)}))`)

// Noted once a refusal, at the newest: a burst of writes does not write down all that waits each time.
const postpone = ({ db }: Store, ids: number[], error: string) =>
  db
    .update(purges)
    .set({ attempts: sql`${purges.attempts} + 1`, error })
    .where(eq(purges.id, ids.at(-1) ?? 0))

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
