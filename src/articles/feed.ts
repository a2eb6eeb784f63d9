import { desc, type SQL, sql } from 'drizzle-orm'
import { build, nested, prepared, type Query } from '../db/read.ts'
import { articles, articleTopics, bylines, type Hero, type Source } from '../db/tables/articles.ts'
import { authors, sections, topics } from '../db/tables/desks.ts'
import { type Correction, correctionsOf } from './article.ts'
import { cardFields, type Named, topicsOf } from './card.ts'
import type { Card } from './list.ts'

/** Articles in a feed. */
const ITEMS = 20

/** An article as a feed tells it: whole. Every format shows all of this, so that their ETags change with it. */
export interface FeedItem extends Card {
  bodyHtml: string
  dateline: string
  hero: Hero | null
  sources: Source[] | null
  topics: Named[]
  corrections: Correction[]
  updatedAt: Date
}

const now = sql.placeholder('now')
const slug = sql.placeholder('slug')

// Which ones first, out of one index; then these, whole.
const newest = (ids: SQL) =>
  prepared(() =>
    build
      .select({
        ...cardFields,
        bodyHtml: articles.bodyHtml,
        dateline: articles.dateline,
        hero: articles.hero,
        sources: articles.sources,
        topics: topicsOf.as('topics'),
        corrections: correctionsOf.as('corrections'),
        updatedAt: articles.updatedAt,
      })
      .from(articles)
      .where(nested(sql`${articles.id} in (${ids})`))
      .orderBy(desc(articles.listedAt), desc(articles.id)),
  )

const ofAll = newest(sql`select n.id from ${articles} n where n.listed_at <= ${now}
  order by n.listed_at desc, n.id desc limit ${ITEMS}`)

const ofSection = newest(sql`select n.id from ${articles} n
  where n.section_id = (select s.id from ${sections} s where s.slug = ${slug}) and n.listed_at <= ${now}
  order by n.listed_at desc, n.id desc limit ${ITEMS}`)

const ofTopic = newest(sql`select n.article_id from ${articleTopics} n
  where n.topic_id = (select t.id from ${topics} t where t.slug = ${slug}) and n.listed_at <= ${now}
  order by n.listed_at desc, n.article_id desc limit ${ITEMS}`)

const ofAuthor = newest(sql`select n.article_id from ${bylines} n
  where n.author_id = (select a.id from ${authors} a where a.slug = ${slug}) and n.listed_at <= ${now}
  order by n.listed_at desc, n.article_id desc limit ${ITEMS}`)

/** The newest articles: of the paper, or of one section, topic or author. */
export const feedQuery = (now: Date): Query<FeedItem[]> => ofAll({ now: now.getTime() })
export const sectionFeedQuery = (slug: string, now: Date): Query<FeedItem[]> => ofSection({ slug, now: now.getTime() })
export const topicFeedQuery = (slug: string, now: Date): Query<FeedItem[]> => ofTopic({ slug, now: now.getTime() })
export const authorFeedQuery = (slug: string, now: Date): Query<FeedItem[]> => ofAuthor({ slug, now: now.getTime() })
