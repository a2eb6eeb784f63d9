import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database, Statement } from '../db/database.ts'
import { settings } from '../db/tables/settings.ts'

/** The slow pass over every article, oldest first: behind which one it stands, and what is too old for it. */
const Pass = v.object({ at: v.number(), id: v.number(), since: v.number() })
export type Pass = v.InferOutput<typeof Pass>

/** What the keeper of copies remembers from one minute to the next. Times in ms. */
const State = v.object({
  /** How far the outbox and the ledger were read. */
  seen: v.number(),
  /** Written to KV on this day (UTC). */
  day: v.string(),
  writes: v.number(),
  /** When everything changed last. */
  site: v.optional(v.number(), 0),
  /** Of the tokens that KV has. */
  tokens: v.optional(v.string(), ''),
  /** The decisions in the part of the ledger that is read again: their copies were seen to. */
  removed: v.optional(v.array(v.number()), []),
  pass: v.optional(Pass, { at: 0, id: 0, since: 0 }),
})
export type State = v.InferOutput<typeof State>

const NAME = 'copies'

export async function readState(db: Database, now: Date): Promise<State> {
  const [row] = await db.select().from(settings).where(eq(settings.name, NAME))
  const day = now.toISOString().slice(0, 10)
  const stored = v.safeParse(State, row?.value)
  if (!stored.success) return v.parse(State, { seen: 0, day, writes: 0 })
  return stored.output.day === day ? stored.output : { ...stored.output, day, writes: 0 }
}

export function writeState(db: Database, value: State, updatedAt: Date): Statement {
  const set = { value, updatedAt }
  return db
    .insert(settings)
    .values({ name: NAME, ...set })
    .onConflictDoUpdate({ target: settings.name, set })
}
