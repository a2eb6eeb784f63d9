import { sql } from 'drizzle-orm'
import { build, prepared, type Query } from '../db/read.ts'
import { learned } from '../db/tables/moderation.ts'
import { LESSONS } from './learning.ts'
import type { Lesson, Move } from './lessons.ts'

/** From these probabilities on the filter has a comment held, or takes it for spam (see `checks.ts`). */
export const certainty = { hold: 0.8, spam: 0.99 } as const

/** How right the filter was, where a moderator decided after it. */
export interface FilterStatistics {
  /** Lessons so far. */
  ham: number
  spam: number
  /** Comments that it had an opinion on before a moderator decided. */
  judged: number
  /** Ham that it took for spam; and spam that it would have let pass. */
  falsePositives: number
  falseNegatives: number
  /** Of the ham it judged, how much it took for spam, 0 to 1; null when it has judged none. */
  falsePositiveRate: number | null
}

const rows = { passed: '#passed', held: '#held', flagged: '#flagged' } as const

/**
 * Told to `count`: what the filter had said of a comment (the stored probability, null when it abstained) against
 * what a moderator decided; `was` is the decision before, which no longer counts. One row is written, or none.
 */
export const outcome = (probability: number | null, as: Lesson | null, was: Lesson | null): Move => ({
  ...{ as, was },
  names: probability === null ? [] : [rowOf(probability)],
})

function rowOf(probability: number): string {
  if (probability >= certainty.spam) return rows.flagged
  return probability >= certainty.hold ? rows.held : rows.passed
}

/** The filter's lessons and how right it was. */
export function filterStatistics(): Query<FilterStatistics> {
  const query = counted({})
  return { ...query, take: (found) => summary(query.take(found)) }
}

const counted = prepared(() =>
  build
    .select()
    .from(learned)
    .where(sql`${learned.token} in (${LESSONS}, ${rows.passed}, ${rows.held}, ${rows.flagged})`),
)

function summary(found: (typeof learned.$inferSelect)[]): FilterStatistics {
  const of = (name: string) => found.find((row) => row.token === name) ?? { ham: 0, spam: 0 }
  const [passed, held, flagged] = [of(rows.passed), of(rows.held), of(rows.flagged)]
  const ham = passed.ham + held.ham + flagged.ham
  return {
    ham: of(LESSONS).ham,
    spam: of(LESSONS).spam,
    judged: ham + passed.spam + held.spam + flagged.spam,
    falsePositives: flagged.ham,
    falseNegatives: passed.spam,
    falsePositiveRate: ham === 0 ? null : flagged.ham / ham,
  }
}
