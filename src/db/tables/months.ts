import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { time } from './columns.ts'

/** How many articles are or will be listed in each month (`2026-11`, in UTC). Triggers keep it (migrations 0016, 0018). */
export const listedMonths = sqliteTable('listed_months', {
  month: text().primaryKey(),
  articles: integer().notNull(),
  // When one that readers see or saw was last saved or corrected.
  changed: time(),
})
