import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** How many articles are or will be listed in each month (`2026-11`, in UTC). Triggers keep it (migration 0016). */
export const listedMonths = sqliteTable('listed_months', {
  month: text().primaryKey(),
  articles: integer().notNull(),
})
