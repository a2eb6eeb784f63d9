import { lt } from 'drizzle-orm'
import { commit, purgePending } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import { idempotencyKeys, purges } from '../db/tables/edge.ts'

const DAY = 86_400_000

/** Each minute: what the outbox still holds goes to the edge. */
export async function everyMinute(store: Store, now: Date): Promise<void> {
  await purgePending(store, now)
  if (now.getUTCMinutes() === 0) await tidy(store, now)
}

// Receipts and remembered answers are of use for a while.
async function tidy({ db }: Store, now: Date): Promise<void> {
  const aWeekAgo = new Date(now.getTime() - 7 * DAY)
  await commit(db, [
    db.delete(purges).where(lt(purges.doneAt, aWeekAgo)),
    db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, aWeekAgo)),
  ])
}
