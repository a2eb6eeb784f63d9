import { lt, type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { erasures } from '../db/tables/moderation.ts'

/** Longer than any comment waits in the spool. */
const DAYS = 90

/** Writes down what was erased: `hashes` is a SELECT of emails' or of words' keyed hashes, with a WHERE. */
export const noteErased = (db: Database, hashes: SQL, now: Date): Statement =>
  db
    .insert(erasures)
    .select(sql`select h.*, ${now.getTime()} from (${hashes}) h where true`)
    .onConflictDoUpdate({ target: erasures.hash, set: { at: now } })

/** Fails, and with it the commit that it is in, on `erasures.hash`, where one of these was erased at or after `at`. */
export const unlessErased = (db: Database, hashes: readonly string[], at: Date): Statement =>
  db.insert(erasures).select(
    sql`select e.hash, e.at from ${erasures} e
      where e.hash in (select value from json_each(${JSON.stringify(hashes)})) and e.at >= ${at.getTime()}`,
  )

export const forgetErasures = (db: Database, now: Date): Statement =>
  db.delete(erasures).where(lt(erasures.at, new Date(now.getTime() - DAYS * 86_400_000)))
