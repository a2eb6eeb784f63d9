import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { id, json, time } from './columns.ts'
import { authors } from './desks.ts'

export const accounts = sqliteTable('accounts', {
  id: id(),
  name: text().notNull(),
  email: text().unique(),
  role: text().notNull(),
  authorId: integer().references(() => authors.id),
  createdAt: time().notNull(),
  disabledAt: time(),
})

/** Only the SHA-256 of a token is kept: it is found by that hash, and shown once. */
export const tokens = sqliteTable(
  'tokens',
  {
    id: id(),
    name: text().notNull(),
    hash: text().notNull().unique(),
    scopes: json<string[]>().notNull(),
    accountId: integer().references(() => accounts.id),
    createdAt: time().notNull(),
    expiresAt: time(),
    revokedAt: time(),
    lastUsedAt: time(),
  },
  (t) => [index('tokens_created').on(t.createdAt)],
)
