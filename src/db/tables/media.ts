import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { json, time } from './columns.ts'

/** Where to look in a picture: shares of its width from the left and of its height from the top, 0 to 1. */
export interface Focus {
  x: number
  y: number
}

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
    focus: json<Focus>(),
    createdAt: time().notNull(),
  },
  (t) => [index('media_created').on(t.createdAt, t.name)],
)
