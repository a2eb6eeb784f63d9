import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { time } from './columns.ts'

/** Who is told of changes: a WebSub hub, of feeds; search engines (IndexNow), of articles. */
export const channels = ['hub', 'index'] as const
export type Channel = (typeof channels)[number]

/** What others have still to be told of. One row for each address, however often it changes before they are. */
export const announcements = sqliteTable(
  'announcements',
  {
    channel: text({ enum: channels }).notNull(),
    path: text().notNull(),
    changedAt: time().notNull(),
    dueAt: time().notNull(),
    attempts: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.channel, t.path] }), index('announcements_due').on(t.channel, t.dueAt)],
)
