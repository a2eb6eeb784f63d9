import { and, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Statement } from '../db/database.ts'
import { purges } from '../db/tables/edge.ts'
import { AT_ONCE, ask, type Call, type Force } from './ask.ts'
import type { Store } from './store.ts'
import { merge } from './tags.ts'

/** A page is kept only when it was rendered in this time; what took longer is shown once and forgotten. */
export const SECONDS_TO_RENDER = 10

/** From rendered to stored: the way from the Worker to the edge, and the clocks of two machines. */
const SECONDS_TO_STORE = 5

/** What the clock has asked for in vain by now, as the edge refused, goes with any call. */
const REFUSED_AFTER = 75_000

/** A purge that went out, and has to go out once more. */
export interface Raced {
  id: number
  tags: string[]
  force: Force
  doneAt: Date | null
}

/**
 * Which purges have to go out once more. A render that had read the old rows when a purge went out, and was stored
 * after it, would stay: nothing on the platform ties the two together. By this age every such render has either been
 * stored or been given up.
 */
export const raced = (now: Date): SQL | undefined => {
  const before = new Date(now.getTime() - (SECONDS_TO_RENDER + SECONDS_TO_STORE) * 1000)
  return and(isNotNull(purges.doneAt), isNull(purges.repeatedAt), lte(purges.doneAt, before))
}

/**
 * What goes along with a call, and the tags of both: what is as hard as the call, since a soft purge of the whole site
 * would do harm as a hard one, and has room in it. What was refused meanwhile goes with any call.
 */
export function takeAlong(rows: readonly Raced[], { force, tags }: Call, now: Date): { ids: number[]; tags: string[] } {
  const wasRefused = ({ doneAt }: Raced) => doneAt !== null && now.getTime() - doneAt.getTime() > REFUSED_AFTER
  const taken: { ids: number[]; tags: string[] } = { ids: [], tags: [...tags] }
  for (const row of rows) {
    const all = merge([...taken.tags, ...row.tags])
    const fits = row.force === force && (taken.tags.includes('site') || !all.includes('site'))
    if (!fits && !wasRefused(row)) continue
    taken.ids.push(row.id)
    taken.tags = all
  }
  return taken
}

/** Asks the edge once more for what no write's call took along: one call for the hard ones, and one for the soft. */
export async function sendRepeats(store: Store, now: Date): Promise<{ statements: Statement[] }> {
  const rows = await findRaced(store, now)
  const sent: number[] = []
  for (const force of ['hard', 'soft'] as const) {
    const some = rows.filter((row) => row.force === force)
    if (some.length === 0) continue
    const error = await ask(store.edge, { force, tags: merge(some.flatMap(({ tags }) => tags)) })
    if (error === null) sent.push(...some.map(({ id }) => id))
  }
  return { statements: markRepeated(store, sent, now) }
}

const findRaced = ({ db }: Store, now: Date): Promise<Raced[]> =>
  db
    .select({ id: purges.id, tags: purges.tags, force: purges.force, doneAt: purges.doneAt })
    .from(purges)
    .where(raced(now))
    .limit(AT_ONCE)

export function markRepeated({ db }: Store, ids: readonly number[], now: Date): Statement[] {
  if (ids.length === 0) return []
  const these = sql`${purges.id} in (select value from json_each(${JSON.stringify(ids)}))`
  return [db.update(purges).set({ repeatedAt: now }).where(these)]
}
