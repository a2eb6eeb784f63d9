import { sql } from 'drizzle-orm'
import { asJson, build, prepared, type Query } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'

/** Which months (from 1) of a year have articles: one look into the index for each. `starts` are 13 moments. */
export function monthsQuery(starts: Date[], now: Date): Query<number[]> {
  const query = filled({ now: now.getTime(), starts: JSON.stringify(starts.map((start) => start.getTime())) })
  return { ...query, take: (rows) => query.take(rows)[0]?.months ?? [] }
}

const starts = sql`${sql.placeholder('starts')}`
const months = asJson<number[]>(
  sql`(select json_group_array(e.key + 1) from json_each(${starts}) e where e.key < 12 and exists (
    select 1 from ${articles} where ${articles.listedAt} >= e.value
      and ${articles.listedAt} < json_extract(${starts}, '$[' || (e.key + 1) || ']')
      and ${articles.listedAt} <= ${sql.placeholder('now')}))`,
)

const filled = prepared(() => build.select({ months: months.as('months') }).from(sql`(select 1)`))
