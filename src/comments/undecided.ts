import { eq, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { comments } from '../db/tables/comments.ts'

/** What a machine, or a mailed link, may decide: a comment whose words no person has decided on. */
export const isUndecided = ({ decidedBy }: { decidedBy: string }): boolean => machines.includes(decidedBy)

/** Who signs a decision that no person made: nobody, for the checks. */
const machines = ['', 'akismet']

/**
 * Goes first into a commit that decides on a comment as it was read: when somebody else has decided by now, or its
 * words have changed, the whole commit fails (a state is never null), and their word stands.
 */
export function onlyWhileUndecided(db: Database, { id, state, editedAt }: Read): Statement {
  const isSame = sql`${comments.decidedBy} in ${machines} and ${comments.state} = ${state}
    and ${comments.editedAt} is ${editedAt?.getTime() ?? null}`
  return db
    .update(comments)
    .set({ state: sql`case when ${isSame} then ${comments.state} end` })
    .where(eq(comments.id, id))
}

type Read = Pick<typeof comments.$inferSelect, 'id' | 'state' | 'editedAt'>

/** Whether a commit failed because of that. */
export const wasDecided = (error: unknown): boolean =>
  error instanceof Error && (error.message.includes('comments.state') || wasDecided(error.cause))
