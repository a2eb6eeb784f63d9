import { and, desc, eq, sql } from 'drizzle-orm'
import { build, prepared, type Query } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'
import { comments } from '../db/tables/comments.ts'

const ITEMS = 50

/** A comment as a feed tells it. */
export interface FeedComment {
  id: number
  path: string
  author: string
  bodyHtml: string
  createdAt: Date
  articleId: number
  articlePath: string
  headline: string
}

const value = sql.placeholder
const fields = {
  id: comments.id,
  path: comments.path,
  author: comments.author,
  bodyHtml: comments.bodyHtml,
  createdAt: comments.createdAt,
  articleId: comments.articleId,
  articlePath: sql<string>`${articles.path}`.as('article_path'),
  headline: articles.headline,
}
const visible = and(
  sql`${comments.shown} = 1`,
  sql`${comments.state} = 'approved'`,
  sql`${articles.listedAt} <= ${value('now')}`,
)

const latest = prepared(() =>
  build
    .select(fields)
    .from(comments)
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .where(and(visible, sql`${comments.createdAt} <= ${value('now')}`))
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(ITEMS),
)

const ofArticle = prepared(() =>
  build
    .select(fields)
    .from(comments)
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .where(
      and(sql`${comments.articleId} = (select a.id from ${articles} a where a.path = ${value('article')})`, visible),
    )
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(ITEMS),
)

/** The newest comments of the paper. */
export const latestCommentsQuery = (now: Date): Query<FeedComment[]> => latest({ now: now.getTime() })

/** The newest comments on one article. */
export const articleCommentsQuery = (articlePath: string, now: Date): Query<FeedComment[]> =>
  ofArticle({ article: articlePath, now: now.getTime() })
