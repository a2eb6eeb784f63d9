import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { id, json, time } from './columns.ts'

/** The outbox: tags that a committed change altered, until the edge has dropped what carries them. */
export const purges = sqliteTable(
  'purges',
  {
    id: id(),
    tags: json<string[]>().notNull(),
    // Soft: the edge keeps its copy and asks whether it still holds.
    force: text({ enum: ['hard', 'soft'] })
      .notNull()
      .default('hard'),
    createdAt: time().notNull(),
    doneAt: time(),
    // When it was sent a second time, for what was rendered before the first and stored after it.
    repeatedAt: time(),
    attempts: integer().notNull().default(0),
    // No write tries before; the clock does.
    nextAt: time(),
    error: text(),
    // What the public address answered after it: `live`, or what is wrong.
    live: text(),
    // That address, when it is looked at next (null: no more), and how often it was.
    page: text(),
    lookAt: time(),
    looks: integer().notNull().default(0),
  },
  (t) => [
    index('purges_pending').on(t.createdAt, t.id).where(sql`done_at is null`),
    index('purges_unrepeated').on(t.doneAt).where(sql`done_at is not null and repeated_at is null`),
    index('purges_look').on(t.lookAt).where(sql`look_at is not null`),
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
    // What the write's receipt is read from when it is sent again; null when it changed no page.
    purgeId: integer(),
    createdAt: time().notNull(),
  },
  (t) => [primaryKey({ columns: [t.holder, t.key] }), index('idempotency_created').on(t.createdAt)],
)
