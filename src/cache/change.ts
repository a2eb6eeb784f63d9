import { type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { idempotencyKeys, purges } from '../db/tables/edge.ts'
import { type Force, messageOf } from './ask.ts'
import { looking, type Page } from './live.ts'
import { type Outcome, type Sent, sendPending } from './purge.ts'
import { findPurge } from './receipts.ts'
import { sendRepeats } from './repeat.ts'
import type { Store } from './store.ts'
import { merge, type Tag } from './tags.ts'

/** The first answer to a request that may be repeated: kept in the same commit as what it did. */
export type Answer = Omit<typeof idempotencyKeys.$inferInsert, 'createdAt' | 'purgeId'>

export interface Changed {
  tags: readonly Tag[]
  /** A SELECT of further tags, which runs in the commit: what only the order of commits decides. */
  found?: SQL | undefined
  now: Date
  /** Soft where a reader may as well see the old version and most pages will not have changed; hard by default. */
  force?: Force | undefined
  answer?: Answer | undefined
  /** Where readers see it, to be looked at when it is done. */
  page?: Page | undefined
}

const NOTHING_SENT: Sent = { pending: [], doneAt: null, statements: [] }

/** What became of a change's purge; `doneAt` null means it is kept and tried again. */
export interface Receipt {
  id: number | null
  tags: readonly string[]
  doneAt: Date | null
}

/**
 * The only way to write. Commits the statements with the outbox row for the tags they altered (and the answer
 * to remember, when there is one) in one batch, then asks the edge to forget.
 * Throws what D1 throws, and then nothing was written.
 */
export async function change(store: Store, changed: Changed, statements: readonly Statement[]): Promise<Receipt> {
  const { db } = store
  const { now, answer } = changed
  const tags = merge(changed.tags)
  const id = tags.length > 0 ? newId() : null
  const kept: Statement[] = [...statements]
  // After the statements: what is found is found beside what they wrote.
  if (id !== null) kept.push(outboxRow(db, id, tags, changed))
  if (answer) kept.push(db.insert(idempotencyKeys).values({ ...answer, purgeId: id, createdAt: now }))
  await commit(db, kept)
  if (id === null) return { id, tags, doneAt: null }
  const { doneAt, pending } = await purgePending(store, now)
  const own = pending.find((row) => row.id === id)
  return own ? { id, tags: own.tags, doneAt } : { id, tags, doneAt: null, ...(await sentByAnother(db, id)) }
}

// Another write's call may have taken it along, between this one's commit and its look.
async function sentByAnother(db: Database, id: number): Promise<Pick<Receipt, 'tags' | 'doneAt'> | null> {
  const row = await findPurge(db, id).catch(() => undefined)
  return row ? { tags: row.tags, doneAt: row.doneAt } : null
}

function outboxRow(db: Database, id: number, tags: string[], { found, force = 'hard', now, page }: Changed): Statement {
  const given = sql`select value from json_each(${JSON.stringify(tags)})`
  const all = found ? sql<string[]>`(select json_group_array(value) from (${given} union ${found}))` : tags
  return db.insert(purges).values({ id, tags: all, force, createdAt: now, ...(page && looking(page, now)) })
}

/**
 * Sends what the outbox holds to the edge; answers what that was, and when it was done. Never throws: what was
 * committed is committed, and a purge that was not sent is sent with a later write, or by the clock.
 */
export const purgePending = (store: Store, now: Date): Promise<Outcome> =>
  send(store, 'purge-failed', () => sendPending(store, now, 'write'))

/** Each minute: what is pending goes out, however recently it was refused, and what went out goes once more. */
export async function purgeEachMinute(store: Store, now: Date): Promise<void> {
  await send(store, 'purge-failed', () => sendPending(store, now, 'clock'))
  await send(store, 'repeat-failed', async () => ({ ...NOTHING_SENT, ...(await sendRepeats(store, now)) }))
}

async function send(store: Store, event: string, work: () => Promise<Sent>): Promise<Outcome> {
  try {
    const { statements, ...outcome } = await work()
    await commit(store.db, statements)
    return outcome
  } catch (error) {
    console.error(JSON.stringify({ event, message: messageOf(error) }))
    return NOTHING_SENT
  }
}

/** Commits rows that no page shows: a token's last use, a purge that went through. */
export async function commit(db: Database, statements: readonly Statement[]): Promise<void> {
  const [head, ...rest] = statements
  if (head) await db.batch([head, ...rest])
}
