import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { time } from './columns.ts'

/** One row a group: `identity`, `comments` … each a JSON object that `settings/site.ts` fills up with defaults. */
export const settings = sqliteTable('settings', {
  name: text().primaryKey(),
  value: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  updatedAt: time().notNull(),
})
