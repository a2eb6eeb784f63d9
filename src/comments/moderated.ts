import { eq, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { asJson } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'
import { type CommentState, commenters, comments } from '../db/tables/comments.ts'
import { type Before, rechecks, verdicts } from '../db/tables/moderation.ts'
import { type StoredComment, storedFields } from './stored.ts'

/** A comment, and what a moderator's change of it has to know besides. */
export interface Moderated extends StoredComment {
  /** Where it was put without a person: by the checks of its latest words, or by Akismet since. */
  automatic: CommentState | null
  /** What Akismet is still to be asked, or told. */
  pending: string | null
  /** The entry that put it where it is, unless it came so or was led back. */
  putBy: { id: number; from: CommentState; before: Before | null } | null
}

/** The comments of these ids that there are, in one statement. */
export const findModerated = (db: Database, ids: readonly number[]): Promise<Moderated[]> =>
  db
    .select({ ...storedFields, automatic, pending: rechecks.call, putBy })
    .from(comments)
    .leftJoin(commenters, eq(commenters.commentId, comments.id))
    .leftJoin(articles, eq(articles.id, comments.articleId))
    .leftJoin(rechecks, eq(rechecks.commentId, comments.id))
    .where(sql`${comments.id} in (select value from json_each(${JSON.stringify(ids)}))`)

const automatic = sql<CommentState | null>`(select v.to_state from ${verdicts} v where v.comment_id = ${comments.id}
  and (v.act in ('submitted', 'rechecked') or v.act = 'edited' and v.actor = 'reader') order by v.at desc, v.id desc limit 1)`.as(
  'automatic',
)

const putBy = asJson<Moderated['putBy']>(
  sql`(select json_object('id', v.id, 'from', v.from_state, 'before', json(v.before)) from ${verdicts} v
    where v.comment_id = ${comments.id} and v.act in ('decided', 'rechecked') and v.to_state = ${comments.state}
      and v.from_state <> v.to_state
      and not exists (select 1 from ${verdicts} u where u.comment_id = v.comment_id and u.undoes = v.id)
    order by v.at desc, v.id desc limit 1)`,
).as('put_by')
