import { desc, eq, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { purges } from '../db/tables/edge.ts'

export type PurgeRow = typeof purges.$inferSelect

/** What the outbox holds and held, newest first. */
export const listPurges = (db: Database, page: { before?: { at: Date; id: number } | undefined; limit: number }) =>
  db
    .select()
    .from(purges)
    .where(page.before && sql`(${purges.createdAt}, ${purges.id}) < (${page.before.at.getTime()}, ${page.before.id})`)
    .orderBy(desc(purges.createdAt), desc(purges.id))
    .limit(page.limit)

/** One of them, while it is remembered. */
export async function findPurge(db: Database, id: number): Promise<PurgeRow | undefined> {
  const [row] = await db.select().from(purges).where(eq(purges.id, id))
  return row
}
