import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { comments } from '../db/tables/comments.ts'
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

/** What was counted of one comment; taken back only while that is still what it was taught. */
export interface Taught {
  id: number
  taught: Lesson
  names: readonly string[]
}

/** In one value of 2 MB at most, and each comment has 80 tokens of some 20 bytes. */
const AT_ONCE = 500

/** Takes back all that was counted of some comments, and leaves no name behind that nothing else is known of. */
export function uncount(db: Database, lessons: readonly Taught[]): Statement[] {
  const parts = Array.from({ length: Math.ceil(lessons.length / AT_ONCE) }, (_, i) =>
    JSON.stringify(lessons.slice(i * AT_ONCE, (i + 1) * AT_ONCE)),
  )
  return parts.flatMap((part) => {
    const names = sql`json_each(${part}) e join ${comments} c on c.id = e.value ->> 'id' and c.taught = e.value ->> 'taught',
      json_each(e.value -> 'names') n`
    const by = sql`(select n.value name, sum(c.taught = 'ham') ham, sum(c.taught = 'spam') spam from ${names} group by 1)`
    return [
      db
        .update(learned)
        .set({ ham: sql`max(0, ${learned.ham} - b.ham)`, spam: sql`max(0, ${learned.spam} - b.spam)` })
        .from(sql`${by} b`)
        .where(sql`${learned.token} = b.name`),
      db.delete(learned).where(sql`${learned.token} in (select n.value from ${names}) and ham = 0 and spam = 0`),
    ]
  })
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
