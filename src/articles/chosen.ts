import { type SQL, sql } from 'drizzle-orm'
import { asJson } from '../db/read.ts'
import { articles, related } from '../db/tables/articles.ts'

/** The score of what an editor chose to be read next: above all that is found. */
export const BY_HAND = 1_000_000

/** Ids of the related articles that an editor chose, in that order. */
export const chosenOf: SQL<number[]> = asJson(
  sql`(select json_group_array(w.id) from (select ${related.relatedId} id from ${related}
    where ${related.articleId} = ${articles.id} and ${related.score} >= ${BY_HAND}
    order by ${related.score} desc) w)`,
)
