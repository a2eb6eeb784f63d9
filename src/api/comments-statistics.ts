import * as v from 'valibot'
import { filterStatistics } from '../comments/learning-outcome.ts'
import { type Counted, countedQuery, MOST_COUNTED } from '../comments/statistics.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { describe } from './describe.ts'
import { whole } from './representations.ts'

const READ = ['comments:read', 'comments:moderate'] as const
const Count = v.union([whole, v.literal(`${MOST_COUNTED}+`)])

const StatisticsJson = () =>
  v.object({
    comments: v.object({ held: Count, approved: Count, spam: Count, trash: Count }),
    rules: whole,
    filter: v.object({
      /** Comments that the filter was taught, each once. */
      lessons: v.object({ ham: whole, spam: whole }),
      /** Decisions on comments that it had an opinion of, and how often it was wrong. */
      judged: whole,
      falsePositives: whole,
      falseNegatives: whole,
      falsePositiveRate: v.nullable(v.number()),
    }),
  })

/** How much waits, and how right the filter was. */
export const statisticsRoutes = new Hono<Env>().get(
  '/comments/statistics',
  describe(
    import.meta.worker || {
      summary: 'Count comments and lessons',
      tag: 'Comments',
      scopes: READ,
      returns: StatisticsJson(),
    },
  ),
  guard(...READ),
  async (c) => {
    const [counts, { ham, spam, ...filter }] = await read(c.var.reader, countedQuery(), filterStatistics())
    const { rules = 0, ...comments }: Partial<Counted> = counts ?? {}
    const count = (state: keyof typeof comments) => capped(comments[state] ?? 0)
    const states = { held: count('held'), approved: count('approved'), spam: count('spam'), trash: count('trash') }
    return c.json({ comments: states, rules, filter: { lessons: { ham, spam }, ...filter } })
  },
)

const capped = (count: number) => (count >= MOST_COUNTED ? `${MOST_COUNTED}+` : count)
