import type { Opinion } from './akismet.ts'
import type { Failed } from './akismet-ask.ts'
import type { Finding } from './judge.ts'

/** What the lack of an answer adds: enough to hold a comment. */
export const PENDING = 1

const UNASKED = 'Akismet could not be asked'
export const unasked = (why: string): string => `${UNASKED}: ${why}, will be asked again`
const LOOKING = 'Akismet is still looking at it'

/** Whether a reason is one that Akismet's answer takes away. */
export const isPending = (reason: string): boolean => reason.startsWith(UNASKED) || reason === LOOKING

/** What an opinion adds to the other findings. Ham is not held against them: it adds, and excuses, nothing. */
export function findingOf(opinion: Opinion): Finding | null {
  if ('failed' in opinion) return { score: PENDING, reason: unasked(opinion.failed) }
  if (opinion.verdict === 'discard') return { score: 10, reason: 'Akismet says spam (blatant)' }
  if (opinion.verdict === 'spam') return { score: 5, reason: 'Akismet says spam' }
  return opinion.recheckAfter === null ? null : { score: PENDING, reason: LOOKING }
}

/** When to ask again after the first question; null where the answer is final. */
export function askAgainAt(opinion: Opinion, now: Date): Date | null {
  if ('failed' in opinion) return nextAttempt(0, now, opinion)
  return opinion.recheckAfter === null ? null : new Date(now.getTime() + Math.min(opinion.recheckAfter * 1000, DAY))
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE

// Three days and two hours in all.
const waits = [1, 5, 20, 60, 180, 360, 720, 720, 720, 720, 720].map((minutes) => minutes * MINUTE)
const A_PERSON_MUST_ACT = 360 * MINUTE

/**
 * When to ask again after `attempts` failed rechecks (0: the first question alone failed), or null: the comment
 * stays with the moderators. Six hours at least where a person has to put something right.
 */
export function nextAttempt(attempts: number, now: Date, last: Pick<Failed, 'retry'> = { retry: true }): Date | null {
  const wait = waits[attempts]
  if (wait === undefined) return null
  return new Date(now.getTime() + (last.retry ? wait : Math.max(wait, A_PERSON_MUST_ACT)))
}
