import { and, desc, eq, sql } from 'drizzle-orm'
import { build, prepared, type Query } from '../db/read.ts'
import { articles, corrections } from '../db/tables/articles.ts'
import { PAGE, type Place } from './list.ts'

/** A correction, and the article that it corrects. */
export interface ListedCorrection {
  id: number
  text: string
  at: Date
  articleId: number
  path: string
  headline: string
  language: string
}

/** The newest corrections of articles that readers can see, one more than a page shows. */
export const correctionsQuery = (now: Date, before?: Place): Query<ListedCorrection[]> =>
  newest({ now: now.getTime(), at: before?.at.getTime() ?? now.getTime(), id: before?.id ?? Number.MAX_SAFE_INTEGER })

const value = sql.placeholder

const newest = prepared(() =>
  build
    .select({
      id: corrections.id,
      text: corrections.text,
      at: sql<Date>`${corrections.createdAt}`.mapWith(corrections.createdAt).as('at'),
      articleId: corrections.articleId,
      path: sql<string>`${articles.path}`.as('path'),
      headline: articles.headline,
      language: articles.language,
    })
    .from(corrections)
    .innerJoin(articles, eq(articles.id, corrections.articleId))
    .where(
      and(
        sql`(${corrections.createdAt}, ${corrections.id}) < (${value('at')}, ${value('id')})`,
        sql`${articles.listedAt} <= ${value('now')}`,
      ),
    )
    .orderBy(desc(corrections.createdAt), desc(corrections.id))
    .limit(PAGE + 1),
)
