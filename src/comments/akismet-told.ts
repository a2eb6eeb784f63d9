import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import type { CommentState } from '../db/tables/comments.ts'
import { rechecks } from '../db/tables/moderation.ts'
import type { Lesson } from './lessons.ts'

/** A decision, seen from Akismet: what it had made of the comment, and what a moderator makes of it. */
interface Corrected {
  of: {
    id: number
    automatic: CommentState | null
    authorId: number | null
    taught: Lesson | null
    pending: string | null
  }
  taught: Lesson | null
}

/** Queues what Akismet should be told, and drops what it need not be asked or told any more. */
export function correct(
  db: Database,
  changes: readonly Corrected[],
  { now, tellAkismet }: { now: Date; tellAkismet: boolean },
): Statement[] {
  const calls = changes.map((change) => ({ id: change.of.id, call: callFor(change), pending: change.of.pending }))
  const due = calls.filter(({ call }) => tellAkismet && call !== 'none' && call !== 'as-it-is')
  const over = calls.filter(({ call, pending }) => pending !== null && call === 'none').map(({ id }) => id)
  return [
    ...(over.length > 0
      ? [
          db
            .delete(rechecks)
            .where(sql`${rechecks.commentId} in (select value from json_each(${JSON.stringify(over)}))`),
        ]
      : []),
    ...(due.length > 0 ? [enqueue(db, due, now)] : []),
  ]
}

type Call = 'submit-ham' | 'submit-spam'

/** What is to be sent now: nothing, what is queued already, or a correction of what was said or sent before. */
export function callFor({ of, taught }: Corrected): Call | 'none' | 'as-it-is' {
  const [before, after] = [errorOf(of, of.taught), errorOf(of, taught)]
  if (of.pending === 'check') return taught === null ? 'as-it-is' : (after ?? 'none')
  if (before === after) return 'as-it-is'
  if (after !== null) return after
  // The correction that no longer holds is dropped where it still waits; where it was sent, it is sent the other way.
  if (of.pending === before) return 'none'
  return before === 'submit-ham' ? 'submit-spam' : 'submit-ham'
}

/** How the automatic verdict was wrong, by what a moderator taught. Held says neither. */
function errorOf({ automatic, authorId }: Corrected['of'], taught: Lesson | null): Call | null {
  if (automatic === null || authorId !== null || taught === null) return null
  if (taught === 'spam') return automatic === 'spam' ? null : 'submit-spam'
  return automatic === 'spam' ? 'submit-ham' : null
}

function enqueue(db: Database, due: readonly { id: number; call: string }[], now: Date): Statement {
  const rows = sql`select value ->> 'id', value ->> 'call', ${now.getTime()}, 0
    from json_each(${JSON.stringify(due)}) where true`
  return db
    .insert(rechecks)
    .select(rows)
    .onConflictDoUpdate({
      target: rechecks.commentId,
      set: { call: sql`excluded.call`, dueAt: sql`excluded.due_at`, attempts: 0 },
    })
}
