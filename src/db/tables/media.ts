import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { time } from './columns.ts'

/** A file, named by the hash of its bytes. The bytes are in R2 when bound, else in KV, under the same name. */
export const media = sqliteTable(
  'media',
  {
    name: text().primaryKey(),
    type: text().notNull(),
    bytes: integer().notNull(),
    width: integer(),
    height: integer(),
    alt: text().notNull().default(''),
    createdAt: time().notNull(),
  },
  (t) => [index('media_created').on(t.createdAt, t.name)],
)
