import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { build, prepared, type Query } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'
import { comments } from '../db/tables/comments.ts'
import { settings } from '../db/tables/settings.ts'
import type { Link } from './article.ts'

/** Articles that are talked about now. */
export interface Discussed extends Link {
  language: string
}

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

/** The ids that the front page shows. */
export async function storedDiscussed(db: Database): Promise<number[]> {
  const [row] = await db.all<{ ids: string }>(
    sql`select value ->> '$.ids' ids from ${settings} where name = 'discussed'`,
  )
  return row ? JSON.parse(row.ids) : []
}

export const writeDiscussed = (db: Database, ids: number[], now: Date): Statement =>
  db
    .insert(settings)
    .values({ name: 'discussed', value: { ids }, updatedAt: now })
    .onConflictDoUpdate({ target: settings.name, set: { value: { ids }, updatedAt: now } })

// json_each has columns of these names too.
const stored = prepared(() =>
  build
    .select({
      id: sql<number>`a.id`.as('id'),
      path: sql<string>`a.path`.as('path'),
      headline: sql<string>`a.headline`.as('headline'),
      language: sql<string>`a.language`.as('language'),
    })
    .from(
      sql`json_each((select value ->> '$.ids' from ${settings} where name = 'discussed'
        and coalesce((select value ->> '$.discussed' from ${settings} where name = 'lists'), 1))) e
        cross join ${articles} a on a.id = e.value`,
    )
    .where(sql`a.listed_at <= ${sql.placeholder('now')}`)
    .orderBy(sql`e.key`),
)

/** The most discussed articles as last counted; none where the paper's settings want no such list. */
export const discussedQuery = (now: Date): Query<Discussed[]> => stored({ now: now.getTime() })
