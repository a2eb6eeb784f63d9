import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { id, json, time } from './columns.ts'

/** The outbox: tags that a committed change altered, until the edge has dropped what carries them. */
export const purges = sqliteTable(
  'purges',
  {
    id: id(),
    tags: json<string[]>().notNull(),
    createdAt: time().notNull(),
    doneAt: time(),
    attempts: integer().notNull().default(0),
    error: text(),
  },
  (t) => [
    index('purges_pending').on(t.createdAt, t.id).where(sql`done_at is null`),
    index('purges_created').on(t.createdAt, t.id),
  ],
)

/** The first answer to a POST that carried a key; `holder` is who may ask for it again. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    holder: text().notNull(),
    key: text().notNull(),
    requestHash: text().notNull(),
    status: integer().notNull(),
    headers: json<Record<string, string>>().notNull(),
    body: text().notNull(),
    createdAt: time().notNull(),
  },
  (t) => [primaryKey({ columns: [t.holder, t.key] }), index('idempotency_created').on(t.createdAt)],
)
