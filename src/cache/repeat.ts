import { and, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { purges } from '../db/tables/edge.ts'
import { ask, type Sent } from './purge.ts'
import type { Store } from './store.ts'
import { merge } from './tags.ts'

/** A page is kept only when it was rendered in this time; what took longer is shown once and forgotten. */
export const SECONDS_TO_RENDER = 10

/** From rendered to stored: the way from the Worker to the edge, and the clocks of two machines. */
const SECONDS_TO_STORE = 5

const AT_ONCE = 2000

const NOTHING: Sent = { pending: [], doneAt: null, statements: [] }

/**
 * Asks the edge once more about what was purged. A render that had read the old rows when a purge went out, and was
 * stored after it, would stay: nothing on the platform ties the two together. Once every such render has either been
 * stored or been given up, one soft call for all of them makes the edge compare: what is right costs a 304, the rest
 * is rendered anew.
 */
export async function sendRepeats(store: Store, now: Date): Promise<Sent> {
  const before = new Date(now.getTime() - (SECONDS_TO_RENDER + SECONDS_TO_STORE) * 1000)
  const rows = await findUnrepeated(store, before)
  if (rows.length === 0) return NOTHING
  const error = await ask(store.edge, { force: 'soft', tags: merge(rows.flatMap((row) => row.tags)) })
  if (error !== null) return NOTHING
  const ids = rows.map((row) => row.id)
  return { pending: rows, doneAt: now, statements: [markRepeated(store, ids, now)] }
}

const findUnrepeated = ({ db }: Store, before: Date) =>
  db
    .select({ id: purges.id, tags: purges.tags })
    .from(purges)
    .where(and(isNotNull(purges.doneAt), isNull(purges.repeatedAt), lte(purges.doneAt, before)))
    .limit(AT_ONCE)

const markRepeated = ({ db }: Store, ids: number[], now: Date) =>
  db
    .update(purges)
    .set({ repeatedAt: now })
    .where(sql`${purges.id} in (select value from json_each(${JSON.stringify(ids)}))`)
