import { eq, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { articles } from '../db/tables/articles.ts'
import { commenters, comments } from '../db/tables/comments.ts'
import { commentHtml } from '../text/comment-html.ts'
import type { CommentForm } from './input.ts'
import { DEPTH, SEGMENT } from './thread.ts'

/** Who sent it: kept apart from what they said, and not for ever. */
export interface Sender {
  address: string
  addressHash: string
  emailHash: string
  userAgent: string
}

/** Personal details are kept this long, then only their hashes. */
export const DAYS_KEPT = 90
const DAY = 86_400_000

export interface Submission {
  id: number
  statements: Statement[]
}

/** A reader's comment on an article: held, so that it alters no page until somebody approves it. */
export function submit(db: Database, articleId: number, form: CommentForm, sender: Sender, now: Date): Submission {
  const id = newId()
  const parentId = form.comment_parent
  const comment = {
    id,
    articleId,
    parentId,
    path: nextPath(articleId, parentId),
    author: form.author,
    url: form.url,
    body: form.comment,
    bodyHtml: commentHtml(form.comment),
    state: 'held' as const,
    reasons: ['every comment waits for a moderator'],
    createdAt: now,
  }
  const expiresAt = new Date(now.getTime() + DAYS_KEPT * DAY)
  const commenter = { commentId: id, email: form.email, ...sender, createdAt: now, expiresAt }
  return {
    id,
    statements: [
      takeNumber(db, articleId),
      db.insert(comments).values(comment),
      db.insert(commenters).values(commenter),
    ],
  }
}

// The number is taken by the statement before, in the same transaction: no two comments have one.
const takeNumber = (db: Database, articleId: number) =>
  db
    .update(articles)
    .set({ commentSeq: sql`${articles.commentSeq} + 1` })
    .where(eq(articles.id, articleId))

// A reply stands below its parent; from the deepest level on, beside it.
function nextPath(articleId: number, parentId: number | null) {
  const above = sql`coalesce((select substr(p.path, 1, ${(DEPTH - 1) * SEGMENT}) from ${comments} p
    where p.id = ${parentId} and p.article_id = ${articleId}), '')`
  return sql<string>`${above} || printf('%06d', (select a.comment_seq from ${articles} a where a.id = ${articleId}))`
}
