import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { asDate, build, prepared, type Query, unseen } from '../db/read.ts'
import { articles, articleTopics, bylines, type Genre } from '../db/tables/articles.ts'
import { authors, sections, topics } from '../db/tables/desks.ts'
import { cardFields, type Named, type Picture } from './card.ts'

/** Cards a page shows; one more is read, to know whether there is a next page. */
export const PAGE = 20

export interface Card {
  id: number
  path: string
  headline: string
  summary: string
  genre: Genre
  picture: Picture | null
  language: string
  listedAt: Date
  section: Named | null
  authors: Named[]
}

/** Which cards: up to `limit`, listed by `now`, after `from`, older than the card at `before`. */
export interface Range {
  now: Date
  limit?: number
  from?: Date | undefined
  before?: Place | undefined
}

/** The last card of a page; the next page begins behind it. */
export interface Place {
  at: Date
  id: number
}

/** The newest articles, or those of a period. */
export const latestQuery = (range: Range): Query<Card[]> => latest(valuesOf(range))
export const sectionListQuery = (slug: string, range: Range): Query<Card[]> => inSection({ slug, ...valuesOf(range) })
export const authorListQuery = (slug: string, range: Range): Query<Card[]> => byAuthor({ slug, ...valuesOf(range) })
export const topicListQuery = (slug: string, range: Range): Query<Card[]> => onTopic({ slug, ...valuesOf(range) })

/** When the next scheduled article appears, and with it every list changes. No page shows it, so no ETag knows it. */
export function nextListedQuery(now: Date): Query<Date | null> {
  const query = nextListed({ now: now.getTime() })
  return unseen({ ...query, take: (rows) => query.take(rows)[0]?.at ?? null })
}

const value = sql.placeholder
const ofArticles = { listedAt: articles.listedAt, id: articles.id }

const latest = prepared(() =>
  build
    .select(cardFields)
    .from(articles)
    .where(listed(ofArticles))
    .orderBy(...newest(ofArticles))
    .limit(value('limit')),
)

const inSection = prepared(() => {
  const section = sql`${articles.sectionId} = (select ${sections.id} from ${sections} where ${sections.slug} = ${value('slug')})`
  return build
    .select(cardFields)
    .from(articles)
    .where(listed(ofArticles, sql`${section}`))
    .orderBy(...newest(ofArticles))
    .limit(value('limit'))
})

const byAuthor = prepared(() => {
  const at = { listedAt: bylines.listedAt, id: bylines.articleId }
  const author = sql`${bylines.authorId} = (select ${authors.id} from ${authors} where ${authors.slug} = ${value('slug')})`
  return build
    .select(cardFields)
    .from(bylines)
    .innerJoin(articles, eq(articles.id, bylines.articleId))
    .where(listed(at, author))
    .orderBy(...newest(at))
    .limit(value('limit'))
})

const onTopic = prepared(() => {
  const at = { listedAt: articleTopics.listedAt, id: articleTopics.articleId }
  const topic = sql`${articleTopics.topicId} = (select ${topics.id} from ${topics} where ${topics.slug} = ${value('slug')})`
  return build
    .select(cardFields)
    .from(articleTopics)
    .innerJoin(articles, eq(articles.id, articleTopics.articleId))
    .where(listed(at, topic))
    .orderBy(...newest(at))
    .limit(value('limit'))
})

const nextListed = prepared(() =>
  build
    .select({ at: asDate(sql`min(${articles.listedAt})`).as('at') })
    .from(articles)
    .where(sql`${articles.listedAt} > ${value('now')}`),
)

interface Listed {
  listedAt: SQLiteColumn
  id: SQLiteColumn
}

// One upper bound: given two, SQLite would walk the index down from the other one.
function listed({ listedAt, id }: Listed, of?: SQL): SQL | undefined {
  const from = sql`${listedAt} >= ${value('from')}`
  return and(of, from, sql`(${listedAt}, ${id}) < (${value('at')}, ${value('id')})`)
}

const newest = ({ listedAt, id }: Listed) => [desc(listedAt), desc(id)]

// `listed_at <= :now` is the rule; a page further on begins earlier still.
function valuesOf({ now, limit = PAGE + 1, from, before }: Range) {
  const place = before && before.at <= now ? before : { at: now, id: Number.MAX_SAFE_INTEGER }
  return { limit, from: from?.getTime() ?? 0, at: place.at.getTime(), id: place.id }
}
