import { sql } from 'drizzle-orm'
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { articles } from './articles.ts'
import { id, json, time } from './columns.ts'

export const commentStates = ['held', 'approved', 'spam', 'trash'] as const
export type CommentState = (typeof commentStates)[number]

// `path` is the place in the thread: six digits a level, at most five levels. `shown` is 1 for what readers
// see, and only that is in the thread's index: a page of it reads its own rows, however many wait or are spam.
export const comments = sqliteTable(
  'comments',
  {
    id: id(),
    articleId: integer()
      .notNull()
      .references(() => articles.id),
    parentId: integer(),
    path: text().notNull(),
    author: text().notNull(),
    url: text().notNull().default(''),
    body: text().notNull(),
    bodyHtml: text().notNull(),
    state: text({ enum: commentStates }).notNull(),
    shown: integer({ mode: 'boolean' }).notNull().default(false),
    reasons: json<string[]>().notNull(),
    // Of an article's author or a member of staff, writing as such.
    authorId: integer(),
    createdAt: time().notNull(),
    editedAt: time(),
    decidedAt: time(),
    decidedBy: text().notNull().default(''),
    score: real(),
    // What the learning filter thought when it came, and what it was taught since.
    spamProbability: real(),
    taught: text({ enum: ['ham', 'spam'] }),
  },
  (t) => [
    uniqueIndex('comments_path').on(t.articleId, t.path),
    index('comments_thread').on(t.articleId, t.path).where(sql`shown = 1`),
    index('comments_recent').on(t.createdAt, t.id).where(sql`shown = 1`),
    index('comments_latest').on(t.articleId, t.createdAt, t.id).where(sql`shown = 1`),
    index('comments_of').on(t.articleId, t.createdAt, t.id),
    index('comments_in_state').on(t.state, t.createdAt, t.id),
    index('comments_created').on(t.createdAt, t.id),
    index('comments_replies').on(t.parentId).where(sql`parent_id is not null`),
    index('comments_put_away')
      .on(t.state, sql`case when decided_at is null then created_at else decided_at end`)
      .where(sql`(state = 'spam' or state = 'trash') and body <> ''`),
  ],
)

/** What Akismet was told of a comment besides, and what it called the question: a correction names the same. */
export interface Asked {
  referrer?: string | null | undefined
  context?: readonly string[] | undefined
  trap?: { name: string; value: string } | undefined
  guid?: string | null | undefined
}

/** What a stranger told us of themselves, apart from what they said, and for a limited time. */
export const commenters = sqliteTable(
  'commenters',
  {
    commentId: integer()
      .primaryKey()
      .references(() => comments.id),
    email: text(),
    emailHash: text(),
    address: text(),
    // Of an IPv4 address, or the /64 of an IPv6 one; and of the network around it, /24 or /48.
    addressHash: text(),
    networkHash: text(),
    userAgent: text(),
    // Whoever holds the signed cookie of this name: the same browser, whatever email was typed.
    reader: text(),
    asked: json<Asked>(),
    createdAt: time().notNull(),
    expiresAt: time().notNull(),
  },
  (t) => [
    index('commenters_email').on(t.emailHash, t.createdAt),
    index('commenters_address').on(t.addressHash, t.createdAt),
    index('commenters_reader').on(t.reader).where(sql`reader is not null`),
    index('commenters_expiry').on(t.expiresAt),
  ],
)
