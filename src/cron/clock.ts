import { lt } from 'drizzle-orm'
import { messageOf } from '../cache/ask.ts'
import { commit, purgeEachMinute } from '../cache/change.ts'
import type { Ask } from '../cache/live.ts'
import { lookAtDue } from '../cache/look.ts'
import type { Store } from '../cache/store.ts'
import { forgetActions } from '../comments/actions.ts'
import { forgetErasures } from '../comments/erased.ts'
import { forgetCommenters, forgetLetters } from '../comments/expiry.ts'
import { idempotencyKeys, purges } from '../db/tables/edge.ts'
import type { Bindings } from '../env.ts'
import { showSwitches } from '../settings/switches.ts'
import { loadWords } from '../text/words/words.ts'
import { announce } from './announce.ts'
import { keepCopies } from './keep.ts'
import { type Left, sendLetters } from './letters.ts'
import { writeNotices } from './notices.ts'
import { deletePutAway } from './put-away.ts'
import { rankDiscussed, rankRead } from './ranked.ts'
import { recheckDue } from './recheck.ts'
import { takeFromKv } from './spool.ts'
import { keepWaysNow } from './ways.ts'

const DAY = 86_400_000

/** A job of the clock, and how many statements it asks at most; those of what it does piece by piece come on top. */
interface Job {
  name: string
  needs: number
  work: () => Promise<unknown>
}

/** One run of the clock: the minute of the hour that it was due, however late it comes, and its statements. */
interface Run {
  minute: number
  left: Left
}

/**
 * Each minute: what the outboxes still hold goes out, and what was put off is done. The Free plan grants a run fifty
 * statements, `left`, so that a job for which they no longer suffice waits: another one is the first each minute.
 */
export async function everyMinute(store: Store, env: Bindings, ask: Ask, run: Run, now: Date): Promise<void> {
  const { minute, left } = run
  await loadWords(env.ASSETS)
  await purgeEachMinute(store, now)
  await attempt('expiry', () => commit(store.db, [forgetCommenters(store.db, now)]))
  if (minute === 0) await attempt('tidy', () => tidy(store, now))
  // Not with the others: on the hour, a copy and a hub told of the hour's article take all that is left.
  if (minute === 10) await attempt('erasures', () => commit(store.db, [forgetErasures(store.db, now)]))
  if (minute === 20) await attempt('discussed', () => rankDiscussed(store, now))
  if (minute === 33) await attempt('ways', () => keepWaysNow(store, env))
  if (minute === 40) await attempt('read', () => rankRead(store, env, now))
  if (minute % 5 === 0) await attempt('notices', () => writeNotices(store, env, now))
  const jobs: Job[] = [
    { name: 'spool', needs: 34, work: async () => minute % 2 === 0 && takeFromKv(store, env, now) },
    { name: 'recheck', needs: 16, work: () => recheckDue(store, env, left, now) },
    { name: 'copies', needs: 34, work: () => keepCopies(store, env, (path) => ask(path, {}), now) },
    { name: 'letters', needs: 3, work: () => sendLetters(store, env, left, now) },
    { name: 'live', needs: 14, work: () => lookAtDue(store.db, ask, now) },
    { name: 'announce', needs: 14, work: () => announce(store, env, now) },
    { name: 'put-away', needs: 15, work: async () => minute % 7 === 6 && deletePutAway(store, env, now) },
  ]
  for (const { name, needs, work } of inTurn(jobs, minute)) if (left() >= needs) await attempt(name, work)
  await attempt('switches', () => showSwitches(env.KV, store.edge, now))
}

// Every seven minutes each is the first; what is not due each minute is due when it is.
function inTurn(jobs: readonly Job[], minute: number): Job[] {
  const first = minute % 7
  return [...jobs.slice(first), ...jobs.slice(0, first)]
}

// One job that fails keeps no other from its turn.
async function attempt(job: string, work: () => Promise<unknown>): Promise<void> {
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
    forgetActions(db, now),
    db.delete(purges).where(lt(purges.doneAt, aWeekAgo)),
    db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, aWeekAgo)),
  ])
}
