import { asc, eq, lte } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { purges } from '../db/tables/edge.ts'
import { messageOf } from './ask.ts'
import { commit } from './change.ts'
import { type Ask, seeLive } from './live.ts'

/** A receipt whose page is to be looked at. */
type Awaited = Pick<typeof purges.$inferSelect, 'id' | 'page' | 'looks'>

/** Each run costs the clock two requests, and the Worker twice a page that is not rendered. */
const AT_ONCE = 2
const MINUTE = 60_000
/** After 1, 2, 4, 8, 16 and 32 minutes more, the last answer stands. */
const LOOKS = 7

/** Looks at a change's public page and notes on its receipt what was seen. Never throws. */
export async function look(db: Database, ask: Ask, { id, page, looks }: Awaited): Promise<void> {
  if (!page) return
  try {
    const live = await seeLive(ask, page)
    const isOver = live === 'live' || looks + 1 >= LOOKS
    const lookAt = isOver ? null : new Date(Date.now() + MINUTE * 2 ** looks)
    await commit(db, [
      db
        .update(purges)
        .set({ live, lookAt, looks: looks + 1 })
        .where(eq(purges.id, id)),
    ])
  } catch (error) {
    console.error(JSON.stringify({ event: 'look-failed', message: messageOf(error) }))
  }
}

/** The clock looks at what nobody saw live yet: again and again, each time after a longer while. */
export async function lookAtDue(db: Database, ask: Ask, now: Date): Promise<void> {
  const due = await db
    .select({ id: purges.id, page: purges.page, looks: purges.looks })
    .from(purges)
    .where(lte(purges.lookAt, now))
    .orderBy(asc(purges.lookAt))
    .limit(AT_ONCE)
  await Promise.all(due.map((row) => look(db, ask, row)))
}
