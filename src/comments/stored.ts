import { and, desc, eq, getTableColumns, gte, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { articles } from '../db/tables/articles.ts'
import { type CommentState, commenters, comments } from '../db/tables/comments.ts'

/** A comment as moderators know it; personal details that have expired, or were never given, are null. */
export interface StoredComment extends Row, Personal {
  articlePath: string | null
  headline: string | null
}

type Row = typeof comments.$inferSelect
type Personal = Record<'email' | 'emailHash' | 'address' | 'addressHash' | 'networkHash' | 'userAgent', string | null>

export interface CommentFilter {
  state?: CommentState | undefined
  articleId?: number | undefined
  /** Keyed hashes, as the list tells them. */
  addressHash?: string | undefined
  emailHash?: string | undefined
  /** Looked for in name and text. */
  text?: string | undefined
  since?: Date | undefined
  before?: { at: Date; id: number } | undefined
  limit: number
}

/** A search by text or by sender looks at this many of the newest comments that fit otherwise: its cost has an end. */
export const WINDOW = 2000

export async function findComment(db: Database, id: number): Promise<StoredComment | undefined> {
  const [row] = await select(db).where(eq(comments.id, id))
  return row
}

/** Newest first. */
export const listComments = (db: Database, filter: CommentFilter): Promise<StoredComment[]> =>
  select(db)
    .where(and(filter.text === undefined ? and(...conditions(filter)) : found(db, filter, filter.text), after(filter)))
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(filter.limit)

const select = (db: Database) =>
  db
    .select(storedFields)
    .from(comments)
    .leftJoin(commenters, eq(commenters.commentId, comments.id))
    .leftJoin(articles, eq(articles.id, comments.articleId))
    .$dynamic()

export const storedFields = {
  ...getTableColumns(comments),
  email: commenters.email,
  emailHash: commenters.emailHash,
  address: commenters.address,
  addressHash: commenters.addressHash,
  networkHash: commenters.networkHash,
  userAgent: commenters.userAgent,
  articlePath: articles.path,
  headline: articles.headline,
}

const conditions = ({ state, articleId, addressHash, emailHash, since }: CommentFilter): (SQL | undefined)[] => [
  state && eq(comments.state, state),
  articleId === undefined ? undefined : eq(comments.articleId, articleId),
  addressHash === undefined ? undefined : sentBy(sql`p.address_hash = ${addressHash}`),
  emailHash === undefined ? undefined : sentBy(sql`p.email_hash = ${emailHash}`),
  since && gte(comments.createdAt, since),
]

// By the sender's own index, however many others wrote since.
const sentBy = (isTheirs: SQL) =>
  sql`${comments.id} in (select p.comment_id from ${commenters} p where ${isTheirs}
    order by p.created_at desc limit ${WINDOW})`

const after = ({ before }: CommentFilter) =>
  before && sql`(${comments.createdAt}, ${comments.id}) < (${before.at.getTime()}, ${before.id})`

// LIKE takes 50 bytes at most in D1. SQLite folds ASCII alone, so other letters are looked for as spelt, small and large.
function found(db: Database, filter: CommentFilter, text: string): SQL | undefined {
  const newest = db
    .select({ id: comments.id })
    .from(comments)
    .where(and(...conditions(filter)))
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(WINDOW)
  const spelt = new Set([text, text.toLowerCase(), text.toUpperCase()].map(lowerAscii))
  const here = [...spelt].map(
    (each) => sql`instr(lower(${comments.body}), ${each}) or instr(lower(${comments.author}), ${each})`,
  )
  return and(inArray(comments.id, newest), sql`(${sql.join(here, sql` or `)})`)
}

const lowerAscii = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
