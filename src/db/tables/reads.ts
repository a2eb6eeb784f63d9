import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { articles } from './articles.ts'

/** Who read an article on a day, in no way that says who: one mark of 4,096 for each network address. */
export const reads = sqliteTable(
  'reads',
  {
    // Days since 1970, in UTC.
    day: integer().notNull(),
    articleId: integer()
      .notNull()
      .references(() => articles.id),
    // Three characters each; what a mark is made of is in `articles/reads.ts`.
    marks: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.articleId] })],
)
