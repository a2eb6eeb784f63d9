import { desc, lt, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { actions } from '../db/tables/moderation.ts'

/** What somebody did to the lists, or to comments that are no more: the ledger of what has no comment to stand by. */
export type Action = typeof actions.$inferSelect

const YEAR = 365 * 86_400_000

/** Goes into the commit of what it tells. */
export const noteAction = (db: Database, action: Action): Statement => db.insert(actions).values(action)

/** Newest first. */
export const listActions = (db: Database, page: { before?: { at: Date; id: number } | undefined; limit: number }) =>
  db
    .select()
    .from(actions)
    .where(page.before && sql`(${actions.at}, ${actions.id}) < (${page.before.at.getTime()}, ${page.before.id})`)
    .orderBy(desc(actions.at), desc(actions.id))
    .limit(page.limit)

/** After a year: a pattern may be somebody's name or address. */
export const forgetActions = (db: Database, now: Date): Statement =>
  db.delete(actions).where(lt(actions.at, new Date(now.getTime() - YEAR)))
