import { lt } from 'drizzle-orm'
import { commit, purgeEachMinute } from '../cache/change.ts'
import type { Ask } from '../cache/live.ts'
import { lookAtDue } from '../cache/look.ts'
import { messageOf } from '../cache/purge.ts'
import type { Store } from '../cache/store.ts'
import { forgetCommenters, forgetLetters } from '../comments/expiry.ts'
import { idempotencyKeys, purges } from '../db/tables/edge.ts'
import type { Bindings } from '../env.ts'
import { showSwitches } from '../settings/switches.ts'
import { keepCopies } from './keep.ts'
import { sendLetters } from './letters.ts'
import { writeNotices } from './notices.ts'
import { recheckDue } from './recheck.ts'
import { takeFromKv } from './spool.ts'

const DAY = 86_400_000

/** Each minute: what the outboxes still hold goes out, and what was put off is done. */
export async function everyMinute(store: Store, env: Bindings, ask: Ask, now: Date): Promise<void> {
  await purgeEachMinute(store, now)
  await attempt('recheck', () => recheckDue(store, env, now))
  if (now.getUTCMinutes() % 5 === 0) await attempt('notices', () => writeNotices(store, env, now))
  await attempt('letters', () => sendLetters(store, env, now))
  await attempt('expiry', () => commit(store.db, [forgetCommenters(store.db, now)]))
  if (now.getUTCMinutes() % 2 === 0) await attempt('spool', () => takeFromKv(store, env, now))
  await attempt('switches', () => showSwitches(env.KV, store.edge, now))
  await attempt('live', () => lookAtDue(store.db, ask, now))
  await attempt('copies', () => keepCopies(store, env, (path) => ask(path, {}), now))
  if (now.getUTCMinutes() === 0) await attempt('tidy', () => tidy(store, now))
}

// One job that fails keeps no other from its turn.
async function attempt(job: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    console.error(JSON.stringify({ event: 'job-failed', job, message: withoutValues(messageOf(error)) }))
  }
}

// Drizzle's messages end in the values of the statement, which may be a reader's.
const withoutValues = (message: string) => message.replace(/\nparams: [\s\S]*/, '')

// Receipts and remembered answers are of use for a while.
async function tidy({ db }: Store, now: Date): Promise<void> {
  const aWeekAgo = new Date(now.getTime() - 7 * DAY)
  await commit(db, [
    ...forgetLetters(db, now),
    db.delete(purges).where(lt(purges.doneAt, aWeekAgo)),
    db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, aWeekAgo)),
  ])
}
