import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { time } from './columns.ts'

/** The rank of a copy that shows what readers must not see any more. */
export const HIDE = -1

/**
 * Which pages have a last-known-good copy in KV, for the day the database is away, and which are due for a new one.
 * The lower the rank, the sooner: 0 the front page and articles, 1 sections, 2 feeds.
 */
export const copies = sqliteTable(
  'copies',
  {
    path: text().primaryKey(),
    articleId: integer(),
    rank: integer().notNull(),
    // Something it shows was changed at this moment; null when the copy shows it.
    dueAt: time(),
    madeAt: time(),
    etag: text().notNull().default(''),
  },
  (t) => [
    index('copies_due').on(t.rank, t.dueAt).where(sql`due_at is not null`),
    index('copies_of').on(t.articleId).where(sql`article_id is not null`),
  ],
)
