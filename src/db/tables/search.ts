import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { articles } from './articles.ts'

// What can be found, as plain text; the index over it, and the view that makes its rows, are in migration 0008.
export const searchTexts = sqliteTable(
  'search_texts',
  {
    /** The time of listing × 2^17 and a number within its millisecond: more than a number holds, so never read here. */
    id: integer().primaryKey(),
    articleId: integer()
      .notNull()
      .references(() => articles.id),
    headline: text().notNull(),
    standfirst: text().notNull(),
    body: text().notNull(),
    about: text().notNull(),
    filed: text().notNull(),
    unspaced: integer({ mode: 'boolean' }).notNull(),
  },
  (t) => [uniqueIndex('search_texts_of').on(t.articleId)],
)
