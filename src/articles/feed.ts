import { desc, sql } from 'drizzle-orm'
import { build, prepared, type Query } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'
import { cardFields } from './card.ts'
import type { Card } from './list.ts'

/** Articles in a feed. */
const ITEMS = 20

export interface FeedItem extends Card {
  bodyHtml: string
  dateline: string
}

/** The newest articles, whole. */
export const feedQuery = (now: Date): Query<FeedItem[]> => newest({ now: now.getTime() })

const newest = prepared(() =>
  build
    .select({ ...cardFields, bodyHtml: articles.bodyHtml, dateline: articles.dateline })
    .from(articles)
    .where(sql`${articles.listedAt} <= ${sql.placeholder('now')}`)
    .orderBy(desc(articles.listedAt), desc(articles.id))
    .limit(ITEMS),
)
