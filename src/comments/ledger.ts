import { and, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { type CommentState, comments } from '../db/tables/comments.ts'
import { verdicts } from '../db/tables/moderation.ts'

export type Entry = Omit<typeof verdicts.$inferInsert, 'id'>
export type Verdict = typeof verdicts.$inferSelect

/** Writes down what happened to a comment: who, when, why. Goes into the commit of what it tells. */
export const note = (db: Database, entry: Entry): Statement => db.insert(verdicts).values({ id: newId(), ...entry })

/** An entry about a comment as it was read: its state, its last edit, and what the filter was taught of it. */
export interface Witnessed {
  id: number
  entry: Entry
  saw: { state: CommentState; editedAt?: Date | null; taught?: string | null }
}

/**
 * Writes entries about comments that are still what they were when the entries were planned. Of any other it would
 * write the entry twice, which the key forbids: the whole batch fails as a conflict, and is to be planned again.
 */
export function witness(db: Database, entries: readonly Witnessed[]): Statement {
  const rows = JSON.stringify(entries.map(asJson))
  const at = (name: string) => sql`e.value ->> ${name}`
  // Whoever commits later stands later, whenever the request came: an undo goes by that order.
  const when = sql`max(${at('at')}, coalesce((select max(v.at) + 1 from ${verdicts} v where v.comment_id = ${at('commentId')}), 0))`
  const changed = sql`c.state is not ${at('state')}
    or (${at('exact')} and (c.taught is not ${at('taught')} or c.edited_at is not ${at('editedAt')}))`
  const columns = [
    'id',
    'commentId',
    'at',
    'actor',
    'act',
    'fromState',
    'toState',
    'score',
    'reasons',
    'before',
    'undoes',
  ]
  return db.insert(verdicts).select(
    sql`select ${sql.join(
      columns.map((name) => (name === 'at' ? when : at(name))),
      sql`, `,
    )}
      from json_each(${rows}) e left join ${comments} c on c.id = ${at('commentId')}, (select 0 as again union all select 1)
      where again = 0 or ${changed}`,
  )
}

function asJson({ id, entry, saw }: Witnessed) {
  const { at, fromState = null, score = null, before, undoes = null, ...rest } = entry
  return {
    ...{ id, ...rest, at: at.getTime(), fromState, score, undoes, before: before ?? null },
    ...{ state: saw.state, taught: saw.taught ?? null, editedAt: saw.editedAt?.getTime() ?? null },
    exact: saw.taught !== undefined,
  }
}

export interface LedgerPage {
  commentId?: number | undefined
  before?: { at: Date; id: number } | undefined
  limit: number
}

// An undo may be undone itself, once.
const isUndone = sql`exists (select 1 from ${verdicts} u where u.comment_id = ${verdicts.commentId}
  and u.undoes = ${verdicts.id} and not exists (select 1 from ${verdicts} w where w.comment_id = u.comment_id and w.undoes = u.id))`

/** What happened to one comment or to all, newest first. */
export const listVerdicts = (db: Database, page: LedgerPage) =>
  db
    .select({ ...getTableColumns(verdicts), isUndone: sql`${isUndone}`.mapWith(Boolean).as('is_undone') })
    .from(verdicts)
    .where(and(...conditions(page)))
    .orderBy(desc(verdicts.at), desc(verdicts.id))
    .limit(page.limit)

const conditions = ({ commentId, before }: LedgerPage): (SQL | undefined)[] => [
  commentId === undefined ? undefined : eq(verdicts.commentId, commentId),
  before && sql`(${verdicts.at}, ${verdicts.id}) < (${before.at.getTime()}, ${before.id})`,
]

export async function findVerdict(db: Database, id: number): Promise<Verdict | undefined> {
  const [row] = await db.select().from(verdicts).where(eq(verdicts.id, id))
  return row
}

/** The entries of these ids that there are. */
export const findVerdicts = (db: Database, ids: readonly number[]): Promise<Verdict[]> =>
  db
    .select()
    .from(verdicts)
    .where(sql`${verdicts.id} in (select value from json_each(${JSON.stringify(ids)}))`)
