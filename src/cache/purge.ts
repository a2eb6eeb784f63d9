import { asc, inArray, isNull, sql } from 'drizzle-orm'
import type { Statement } from '../db/database.ts'
import { purges } from '../db/tables/edge.ts'
import type { Store } from './store.ts'
import { merge } from './tags.ts'

/** Purges merged into one call: their ids must fit D1's 100 bound parameters. The rest goes next time. */
const AT_ONCE = 90

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
  db.update(purges).set({ doneAt: now, error: null }).where(inArray(purges.id, ids))

const postpone = ({ db }: Store, ids: number[], error: string) =>
  db
    .update(purges)
    .set({ attempts: sql`${purges.attempts} + 1`, error })
    .where(inArray(purges.id, ids))

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
