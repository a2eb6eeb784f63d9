import { desc, sql } from 'drizzle-orm'
import { build, prepared, type Query } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'

/** Of the 50,000 addresses that a sitemap may hold (https://www.sitemaps.org/protocol.html). */
const MAX = 10_000

export interface SitemapEntry {
  path: string
  updatedAt: Date
}

export const sitemapQuery = (now: Date): Query<SitemapEntry[]> => newest({ now: now.getTime() })

const newest = prepared(() =>
  build
    .select({ path: sql<string>`${articles.path}`.as('path'), updatedAt: articles.updatedAt })
    .from(articles)
    .where(sql`${articles.listedAt} <= ${sql.placeholder('now')}`)
    .orderBy(desc(articles.listedAt), desc(articles.id))
    .limit(MAX),
)
