import { type SQL, sql } from 'drizzle-orm'
import type { Answer } from '../cache/change.ts'
import type { Database, Statement } from '../db/database.ts'
import { comments } from '../db/tables/comments.ts'
import { idempotencyKeys } from '../db/tables/edge.ts'
import { sha256Hex } from '../text/hash.ts'
import type { CommentForm } from './input.ts'

/** The same words by the same person at the same place are one comment, however often they are sent. */
export const wordsKey = (form: CommentForm): Promise<string> =>
  sha256Hex(JSON.stringify([form.author, form.email, form.comment, form.comment_parent]))

/** Remembered in the commit of the comment, so that a second one of it fails. */
export async function once(articleId: number, form: CommentForm, location: string): Promise<Answer> {
  const key = await wordsKey(form)
  const holder = `comment:${articleId}`
  return { holder, key, requestHash: key, status: 303, headers: { Location: location }, body: '' }
}

/**
 * Forgets that words were sent: those of the comments of these ids, `(1, 2)` or a sub-select. Their key cannot be made
 * again (an edit changed the words, the email expired), but the answer that it leads to names the comment.
 */
export function forgetWords(db: Database, ids: SQL): Statement {
  const location = sql`(${idempotencyKeys.headers} ->> 'Location')`
  const id = sql`cast(substr(${location}, instr(${location}, '?waiting=') + 9) as integer)`
  return db
    .delete(idempotencyKeys)
    .where(
      sql`${idempotencyKeys.holder} in (select 'comment:' || c.article_id from ${comments} c where c.id in ${ids}) and ${id} in ${ids}`,
    )
}
