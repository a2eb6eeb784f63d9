import { type SQL, sql } from 'drizzle-orm'
import type { Answer } from '../cache/change.ts'
import type { Database, Statement } from '../db/database.ts'
import { comments } from '../db/tables/comments.ts'
import { idempotencyKeys } from '../db/tables/edge.ts'
import { noteErased } from './erased.ts'
import type { CommentForm } from './input.ts'

/** What was sent, and from where: a network and a browser. Its writer's cookie may not have been set yet. */
export interface Sending {
  form: CommentForm
  sender: { addressHash: string; userAgent: string }
}

/**
 * The same words from the same browser at the same place are one comment, however often they are sent; a stranger's
 * are another, since the first one's address lets its writer change it. Keyed, so that nobody can try out words.
 */
export const wordsKey = (sign: Sign, { form, sender }: Sending): Promise<string> =>
  sign(
    JSON.stringify([
      ...[sender.addressHash, sender.userAgent],
      ...[form.author, form.email, form.comment, form.comment_parent],
    ]),
  )

type Sign = (text: string) => Promise<string>

/** Remembered in the commit of the comment, so that a second one of it fails. */
export async function once(sign: Sign, articleId: number, sending: Sending, location: string): Promise<Answer> {
  const key = await wordsKey(sign, sending)
  const holder = `comment:${articleId}`
  return { holder, key, requestHash: key, status: 303, headers: { Location: location }, body: '' }
}

/**
 * Forgets that words were sent: those of the comments of these ids, `(1, 2)` or a sub-select. Their key cannot be made
 * again (an edit changed the words, the email expired), but the answer that it leads to names the comment. Said again
 * they are a new comment; what still waits in the spool since before is none.
 */
export function forgetWords(db: Database, ids: SQL, now: Date): Statement[] {
  const location = sql`(${idempotencyKeys.headers} ->> 'Location')`
  const id = sql`cast(substr(${location}, instr(${location}, '?waiting=') + 9) as integer)`
  const theirs = sql`${idempotencyKeys.holder} in (select 'comment:' || c.article_id from ${comments} c where c.id in ${ids}) and ${id} in ${ids}`
  return [
    noteErased(db, sql`select ${idempotencyKeys.key} from ${idempotencyKeys} where ${theirs}`, now),
    db.delete(idempotencyKeys).where(theirs),
  ]
}
