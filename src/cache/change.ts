import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { idempotencyKeys, purges } from '../db/tables/edge.ts'
import { type Force, messageOf, type Sent, sendPending } from './purge.ts'
import { sendRepeats } from './repeat.ts'
import type { Store } from './store.ts'
import { merge, type Tag } from './tags.ts'

/** The first answer to a request that may be repeated: kept in the same commit as what it did. */
export type Answer = Omit<typeof idempotencyKeys.$inferInsert, 'createdAt'>

export interface Changed {
  tags: readonly Tag[]
  now: Date
  /** Soft where a reader may as well see the old version and most pages will not have changed; hard by default. */
  force?: Force | undefined
  answer?: Answer | undefined
}

/** What became of a change's purge; `done` false means it is kept and tried again. */
export interface Receipt {
  id: number | null
  tags: readonly Tag[]
  done: boolean
}

/**
 * The only way to write. Commits the statements with the outbox row for the tags they altered (and the answer
 * to remember, when there is one) in one batch, then asks the edge to forget.
 * Throws what D1 throws, and then nothing was written.
 */
export async function change(store: Store, changed: Changed, statements: readonly Statement[]): Promise<Receipt> {
  const { db } = store
  const { now, answer, force = 'hard' } = changed
  const tags = merge(changed.tags)
  const id = tags.length > 0 ? newId() : null
  const kept: Statement[] = [...statements]
  if (id !== null) kept.push(db.insert(purges).values({ id, tags, force, createdAt: now }))
  if (answer) kept.push(db.insert(idempotencyKeys).values({ ...answer, createdAt: now }))
  await commit(db, kept)
  const done = id === null || (await purgePending(store, now)).includes(id)
  return { id, tags, done }
}

/**
 * Sends what the outbox holds to the edge; answers the ids that are now done. Never throws: what was committed
 * is committed, and a purge that was not sent is sent with a later write, or by the clock.
 */
export const purgePending = (store: Store, now: Date): Promise<number[]> =>
  send(store, 'purge-failed', () => sendPending(store, now, 'write'))

/** Each minute: what is pending goes out, however recently it was refused, and what went out goes once more. */
export async function purgeEachMinute(store: Store, now: Date): Promise<void> {
  await send(store, 'purge-failed', () => sendPending(store, now, 'clock'))
  await send(store, 'repeat-failed', () => sendRepeats(store, now))
}

async function send(store: Store, event: string, work: () => Promise<Sent>): Promise<number[]> {
  try {
    const { done, statements } = await work()
    await commit(store.db, statements)
    return done
  } catch (error) {
    console.error(JSON.stringify({ event, message: messageOf(error) }))
    return []
  }
}

/** Commits rows that no page shows: a token's last use, a purge that went through. */
export async function commit(db: Database, statements: readonly Statement[]): Promise<void> {
  const [head, ...rest] = statements
  if (head) await db.batch([head, ...rest])
}
