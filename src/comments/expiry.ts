import { and, isNull, lt, or, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { commenters } from '../db/tables/comments.ts'
import { letters, subscriptions } from '../db/tables/moderation.ts'

const DAY = 86_400_000

/** Commenters forgotten by one statement: a flood expires over some minutes, not in one long write. */
const AT_ONCE = 500

/** Once nothing is left that could expire, the row leaves the index's range: a run reads only what it clears. */
const NEVER = new Date('9999-12-31T00:00:00Z')

/** Days for which somebody may say that a subscription is really theirs, and for which one counts. */
export const DAYS_TO_CONFIRM = 7
export const DAYS_SUBSCRIBED = 365

/** Takes email, address, browser and what Akismet was told from those whose time is over; the hashes and the reader's name stay. */
export function forgetCommenters(db: Database, now: Date): Statement {
  const expired = db
    .select({ id: commenters.commentId })
    .from(commenters)
    .where(lt(commenters.expiresAt, now))
    .limit(AT_ONCE)
  return db
    .update(commenters)
    .set({ email: null, address: null, userAgent: null, asked: null, expiresAt: NEVER })
    .where(sql`${commenters.commentId} in ${expired}`)
}

/** Deletes subscriptions that nobody confirmed or that are a year old, and letters that found no way out. */
export function forgetLetters(db: Database, now: Date): Statement[] {
  const ago = (days: number) => new Date(now.getTime() - days * DAY)
  const unconfirmed = and(isNull(subscriptions.confirmedAt), lt(subscriptions.createdAt, ago(DAYS_TO_CONFIRM)))
  return [
    db.delete(subscriptions).where(or(unconfirmed, lt(subscriptions.createdAt, ago(DAYS_SUBSCRIBED)))),
    db.delete(letters).where(or(lt(letters.givenUpAt, now), lt(letters.createdAt, ago(2)))),
  ]
}
