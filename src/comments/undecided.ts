import { eq, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { type CommentState, comments } from '../db/tables/comments.ts'

/** What a machine, or a mailed link, may decide: a comment that nobody has decided on since it came. */
export const isUndecided = ({ decidedBy }: { decidedBy: string }): boolean => decidedBy === ''

/**
 * Goes first into a commit that decides on a comment as it was read: when somebody else has decided by now, the
 * whole commit fails (a state is never null), and their word stands.
 */
export const onlyWhileUndecided = (db: Database, id: number, state: CommentState): Statement =>
  db
    .update(comments)
    .set({
      state: sql`case when ${comments.decidedBy} = '' and ${comments.state} = ${state} then ${comments.state} end`,
    })
    .where(eq(comments.id, id))

/** Whether a commit failed because of that. */
export const wasDecided = (error: unknown): boolean =>
  error instanceof Error && (error.message.includes('comments.state') || wasDecided(error.cause))
