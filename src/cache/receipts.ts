import { desc, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { purges } from '../db/tables/edge.ts'

/** What the outbox holds and held, newest first. */
export const listPurges = (db: Database, page: { before?: { at: Date; id: number } | undefined; limit: number }) =>
  db
    .select()
    .from(purges)
    .where(page.before && sql`(${purges.createdAt}, ${purges.id}) < (${page.before.at.getTime()}, ${page.before.id})`)
    .orderBy(desc(purges.createdAt), desc(purges.id))
    .limit(page.limit)
