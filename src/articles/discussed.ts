import { sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { articles } from '../db/tables/articles.ts'
import { comments } from '../db/tables/comments.ts'

const DAYS = 7
const SHOWN = 5
/** Fewer articles with so many comments are no list. */
const FEWEST = 3
const COMMENTS = 2
/** The newest comments that are counted. */
const COUNTED = 1000

/** Ids of the articles with most comments in the last days, by the newest thousand; none in quiet times. */
export async function countDiscussed(db: Database, now: Date): Promise<number[]> {
  const since = now.getTime() - DAYS * 86_400_000
  const rows = await db.all<{ id: number }>(sql`select c.article_id id from
    (select article_id from ${comments} where shown = 1 and state = 'approved' and created_at > ${since}
      order by created_at desc, id desc limit ${COUNTED}) c
    join ${articles} a on a.id = c.article_id where a.listed_at <= ${now.getTime()}
    group by c.article_id having count(*) >= ${COMMENTS} order by count(*) desc, c.article_id desc limit ${SHOWN}`)
  return rows.length < FEWEST ? [] : rows.map(({ id }) => id)
}
