import { and, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { articles } from '../db/tables/articles.ts'
import { type CommentState, commenters, comments } from '../db/tables/comments.ts'
import { type Entry, note } from './ledger.ts'
import { answerLetters } from './subscription.ts'
import { SEGMENT, threadTags } from './thread.ts'

export type StoredComment = typeof comments.$inferSelect & { email: string | null; articlePath: string | null }

export interface CommentFilter {
  state?: CommentState | undefined
  articleId?: number | undefined
  before?: { at: Date; id: number } | undefined
  limit: number
}

export async function findComment(db: Database, id: number): Promise<StoredComment | undefined> {
  const [row] = await select(db).where(eq(comments.id, id))
  return row
}

/** Newest first. */
export const listComments = (db: Database, filter: CommentFilter): Promise<StoredComment[]> =>
  select(db)
    .where(and(...conditions(filter)))
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(filter.limit)

const select = (db: Database) =>
  db
    .select({ ...getTableColumns(comments), email: commenters.email, articlePath: articles.path })
    .from(comments)
    .leftJoin(commenters, eq(commenters.commentId, comments.id))
    .leftJoin(articles, eq(articles.id, comments.articleId))
    .$dynamic()

const conditions = ({ state, articleId, before }: CommentFilter): (SQL | undefined)[] => [
  state && eq(comments.state, state),
  articleId === undefined ? undefined : eq(comments.articleId, articleId),
  before && sql`(${comments.createdAt}, ${comments.id}) < (${before.at.getTime()}, ${before.id})`,
]

/** What a decision needs to know of a comment. */
export interface Subject {
  id: number
  articleId: number
  path: string
  state: CommentState
}

export interface Deciding {
  actor: string
  now: Date
  reasons?: string[]
  act?: Entry['act']
  undoes?: number
}

/**
 * A decision on a comment, by whoever may make it. The count moves by what the state in the table says when it is
 * committed, so that twice is the same as once.
 */
export function decide(db: Database, comment: Subject, state: CommentState, by: Deciding): Decision {
  const decision = { state, decidedAt: by.now, decidedBy: by.actor }
  const difference = sql`(select (${state} = 'approved') - (c.state = 'approved') from ${comments} c where c.id = ${comment.id})`
  const entry = {
    ...{ commentId: comment.id, at: by.now, actor: by.actor, act: by.act ?? ('decided' as const) },
    ...{ fromState: comment.state, toState: state, reasons: by.reasons ?? [], undoes: by.undoes ?? null },
  }
  const statements = [
    db
      .update(articles)
      .set({ commentCount: sql`${articles.commentCount} + ${difference}` })
      .where(eq(articles.id, comment.articleId)),
    db.update(comments).set(decision).where(eq(comments.id, comment.id)),
    ...lineage(comment.path).map((path) => showOrHide(db, comment.articleId, path)),
    ...(state === 'approved' ? [answerLetters(db, comment.id, by.now)] : []),
    note(db, entry),
  ]
  // What was never shown and is not now alters no page; a removed one may have stood as a gap in the thread.
  const unseen = state !== 'approved' && comment.state === 'held'
  return { decision, tags: unseen ? [] : threadTags(comment.articleId), statements }
}

export interface Decision {
  decision: { state: CommentState; decidedAt: Date; decidedBy: string }
  tags: Tag[]
  statements: Statement[]
}

// The comment itself, then those above it, the nearest first.
function lineage(path: string): string[] {
  const levels = path.length / SEGMENT
  return Array.from({ length: levels }, (_, i) => path.slice(0, (levels - i) * SEGMENT))
}

// A removed comment stays as long as a reply below it is shown: readers have linked to it.
function showOrHide(db: Database, articleId: number, path: string): Statement {
  const below = sql`exists (select 1 from ${comments} r where r.article_id = ${articleId} and r.shown = 1
    and r.path > ${path} and r.path < ${`${path}~`})`
  return db
    .update(comments)
    .set({ shown: sql`(${comments.state} = 'approved' or ${below})` })
    .where(and(eq(comments.articleId, articleId), eq(comments.path, path)))
}
