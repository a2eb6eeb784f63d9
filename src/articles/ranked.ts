import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { build, prepared, type Query } from '../db/read.ts'
import { articles, type Genre } from '../db/tables/articles.ts'
import { settings } from '../db/tables/settings.ts'
import type { Link } from './article.ts'

/** Articles that are in one of the lists that the clock counts. */
export interface Ranked extends Link {
  list: List
  language: string
}

export type List = 'discussed' | 'read'

/** The ids that the front page shows. */
export async function storedRank(db: Database, list: List): Promise<number[]> {
  const [row] = await db.all<{ ids: string }>(sql`select value ->> '$.ids' ids from ${settings} where name = ${list}`)
  return row ? JSON.parse(row.ids) : []
}

export const writeRank = (db: Database, list: List, ids: number[], now: Date): Statement =>
  db
    .insert(settings)
    .values({ name: list, value: { ids }, updatedAt: now })
    .onConflictDoUpdate({ target: settings.name, set: { value: { ids }, updatedAt: now } })

// json_each has columns of these names too.
const stored = prepared(() =>
  build
    .select({
      list: sql<List>`s.name`.as('list'),
      id: sql<number>`a.id`.as('id'),
      path: sql<string>`a.path`.as('path'),
      headline: sql<string>`a.headline`.as('headline'),
      genre: sql<Genre>`a.genre`.as('genre'),
      language: sql<string>`a.language`.as('language'),
    })
    .from(sql`${settings} s cross join json_each(s.value, '$.ids') e cross join ${articles} a on a.id = e.value`)
    .where(
      sql`s.name in ('discussed', 'read') and a.listed_at <= ${sql.placeholder('now')}
        and coalesce((select value ->> ('$.' || s.name) from ${settings} where name = 'lists'), s.name = 'discussed')`,
    )
    .orderBy(sql`s.name`, sql`e.key`),
)

/** The most discussed and the most read articles as last counted; none of a list that the paper's settings do not want. */
export const rankedQuery = (now: Date): Query<Ranked[]> => stored({ now: now.getTime() })
