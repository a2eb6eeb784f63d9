import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { copies } from '../db/tables/copies.ts'
import type { Pass, State } from './keep-state.ts'

/** Articles a minute, when nothing else is due. */
const AT_ONCE = 3

/** The rest of the day's writes is for what changed. */
const WRITES_A_DAY = 300

/** One step of the slow pass: marks the next articles that have no copy, or one from before everything changed. */
export async function step(db: Database, state: State, now: Date): Promise<{ pass: Pass; statements: Statement[] }> {
  const { pass, site, writes } = state
  if (writes >= WRITES_A_DAY) return { pass, statements: [] }
  const next = await db.all<{ path: string; id: number; at: number }>(sql`select path, id, listed_at at from articles
    where (listed_at, id) > (${pass.at}, ${pass.id}) and listed_at <= ${now.getTime()} order by listed_at, id limit ${AT_ONCE}`)
  const last = next.at(-1)
  // At the end it waits for newer ones, or begins again.
  if (!last) return { pass: site > pass.since ? { at: 0, id: 0, since: site } : pass, statements: [] }
  const rows = sql`select value ->> 'path', value ->> 'id', 0, ${now.getTime()}, null, ''
    from json_each(${JSON.stringify(next)}) where true`
  const old = sql`${copies.madeAt} < ${pass.since}`
  const again = { target: copies.path, set: { dueAt: now }, setWhere: old }
  return {
    pass: { ...pass, at: last.at, id: last.id },
    statements: [db.insert(copies).select(rows).onConflictDoUpdate(again)],
  }
}
