import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { learned } from '../db/tables/moderation.ts'
import type { Counts } from './learning-odds.ts'

/** What a moderator decided a comment to be. */
export type Lesson = 'ham' | 'spam'

/** Counted under these names: once more in the one class, once less in the other. */
export interface Move {
  names: readonly string[]
  as: Lesson | null
  was: Lesson | null
}

/** Counts any number of moves in one statement, or in none where they cancel. No count falls below nothing. */
export function count(db: Database, moves: readonly Move[]): Statement[] {
  const sums = summed(moves)
  if (sums.length === 0) return []
  const [ham, spam] = [sql`(value ->> 1)`, sql`(value ->> 2)`]
  // What was never counted cannot become less; what is there may, and is held at nothing below.
  const atLeast = (by: typeof ham) => sql`case when l.token is null then max(0, ${by}) else ${by} end`
  const rows = sql`select value ->> 0, ${atLeast(ham)}, ${atLeast(spam)}
    from json_each(${JSON.stringify(sums)}) left join ${learned} l on l.token = value ->> 0 where true`
  return [
    db
      .insert(learned)
      .select(rows)
      .onConflictDoUpdate({
        target: learned.token,
        set: {
          ham: sql`max(0, ${learned.ham} + excluded.ham)`,
          spam: sql`max(0, ${learned.spam} + excluded.spam)`,
        },
      }),
  ]
}

function summed(moves: readonly Move[]): [string, number, number][] {
  const sums = new Map<string, Counts>()
  for (const { names, as, was } of moves) {
    const ham = Number(as === 'ham') - Number(was === 'ham')
    const spam = Number(as === 'spam') - Number(was === 'spam')
    for (const name of names) {
      const sum = sums.get(name) ?? { ham: 0, spam: 0 }
      sums.set(name, { ham: sum.ham + ham, spam: sum.spam + spam })
    }
  }
  return [...sums].flatMap(([name, { ham, spam }]) => (ham === 0 && spam === 0 ? [] : [row(name, ham, spam)]))
}

const row = (...counts: [name: string, ham: number, spam: number]) => counts
