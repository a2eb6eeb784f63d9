import { and, eq, lte, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { articles } from '../db/tables/articles.ts'
import { comments } from '../db/tables/comments.ts'
import { authors } from '../db/tables/desks.ts'
import { commentHtml } from '../text/comment-html.ts'
import { nextPath, takeNumber } from './comment.ts'
import { note } from './ledger.ts'
import { answerLetters } from './subscription.ts'
import { threadTags } from './thread.ts'

/** Marks a comment of staff who are no author of the paper; no author has this id. */
export const NO_AUTHOR = 0

/** What somebody of the paper says; `author` is the id of one of its authors, or `NO_AUTHOR`. */
export interface StaffWords {
  articleId: number
  parentId: number | null
  author: { id: number; name: string }
  body: string
  /** How deep threads go. */
  depth: number
}

/** A comment by the paper itself: approved at once, with no stranger's details, and no lesson for the filter. */
export function sayAsStaff(
  db: Database,
  { articleId, parentId, author, body, depth }: StaffWords,
  by: { actor: string; now: Date },
) {
  const id = newId()
  const row = {
    ...{
      id,
      articleId,
      parentId,
      path: nextPath(articleId, parentId, depth),
      author: author.name,
      authorId: author.id,
    },
    ...{ url: '', body, bodyHtml: commentHtml(body), state: 'approved' as const, shown: true, reasons: [] },
    ...{ createdAt: by.now, decidedAt: by.now, decidedBy: by.actor },
  }
  const entry = { commentId: id, at: by.now, actor: by.actor, fromState: null, toState: row.state, reasons: [] }
  const statements = [
    takeNumber(db, articleId, 1),
    db.insert(comments).values(row),
    answerLetters(db, [id], by.now),
    note(db, { ...entry, act: 'submitted' }),
  ]
  return { row, tags: threadTags(articleId), statements }
}

/** What a staff comment refers to, as far as it is there: an article that is public, an approved comment, an author. */
export async function findReferences(
  db: Database,
  { articleId, parentId, author }: { articleId: number; parentId: number | null; author: string | undefined },
  now: Date,
) {
  const isPublic = and(eq(articles.id, articleId), lte(articles.listedAt, now))
  const isAnswerable = sql`${comments.id} = ${parentId} and ${comments.articleId} = ${articleId} and ${comments.state} = 'approved'`
  const [[article], [parent], [writer]] = await db.batch([
    db.select({ id: articles.id, path: articles.path }).from(articles).where(isPublic),
    db.select({ id: comments.id }).from(comments).where(isAnswerable),
    db
      .select({ id: authors.id, name: authors.name })
      .from(authors)
      .where(eq(authors.slug, author ?? '')),
  ])
  return { article, parent, writer }
}
