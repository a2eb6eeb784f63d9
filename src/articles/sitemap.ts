import { desc, sql } from 'drizzle-orm'
import { build, nested, prepared, type Query } from '../db/read.ts'
import { articles, corrections } from '../db/tables/articles.ts'

/** Addresses that one sitemap may hold (https://www.sitemaps.org/protocol.html). */
const MAX = 50_000
/** And one of news (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap). */
const MAX_NEWS = 1_000
/** What is older is no news. In ms. */
export const NEWS = 48 * 3_600_000

export interface SitemapEntry {
  path: string
  picture: string | null
  /** Or corrected. */
  updatedAt: Date
}

export interface NewsEntry {
  path: string
  headline: string
  language: string
  listedAt: Date
}

const value = sql.placeholder
const path = sql<string>`${articles.path}`.as('path')
const newest = [desc(articles.listedAt), desc(articles.id)]

// From an article to the first one of a later month: one look into the index for each month that has any.
const months = prepared(() => {
  const nextMonth = sql`unixepoch(m.at / 1000, 'unixepoch', 'start of month', '+1 month') * 1000`
  const walk = sql`(with recursive m(at) as (
      select min(n.listed_at) from ${articles} n where n.listed_at <= ${value('now')}
      union all
      select (select min(n.listed_at) from ${articles} n where n.listed_at >= ${nextMonth} and n.listed_at <= ${value('now')})
      from m where m.at is not null)
    select strftime('%Y-%m', at / 1000, 'unixepoch') as month from m where at is not null)`
  return build.select({ month: sql<string>`month`.as('month') }).from(walk)
})

// A correction changes what readers see, and is no new version.
const changed = nested(sql<Date>`max(${articles.updatedAt}, coalesce((select max(${corrections.createdAt})
    from ${corrections} where ${corrections.articleId} = ${articles.id}), 0))`)

const ofMonth = prepared(() =>
  build
    .select({
      path,
      picture: sql<string | null>`${articles.hero} ->> 'src'`.as('picture'),
      updatedAt: changed.mapWith(articles.updatedAt).as('changed'),
    })
    .from(articles)
    .where(
      sql`${articles.listedAt} >= ${value('from')} and ${articles.listedAt} < ${value('end')} and ${articles.listedAt} <= ${value('now')}`,
    )
    .orderBy(...newest)
    .limit(MAX),
)

// A paid-for article is no news.
const news = prepared(() =>
  build
    .select({
      path,
      headline: articles.headline,
      language: articles.language,
      listedAt: sql<Date>`${articles.listedAt}`.mapWith(articles.listedAt).as('listed_at'),
    })
    .from(articles)
    .where(
      sql`${articles.listedAt} > ${value('from')} and ${articles.listedAt} <= ${value('now')} and ${articles.genre} <> 'sponsored'`,
    )
    .orderBy(...newest)
    .limit(MAX_NEWS),
)

/** The months (`2026-11`, in UTC) in which something was published, the oldest first. */
export function sitemapMonthsQuery(now: Date): Query<string[]> {
  const query = months({ now: now.getTime() })
  return { ...query, take: (rows) => query.take(rows).map(({ month }) => month) }
}

/** What was published in a month (from 1, in UTC), so that an old month's sitemap stays as it is. */
export const sitemapQuery = (year: number, month: number, now: Date): Query<SitemapEntry[]> =>
  ofMonth({ from: Date.UTC(year, month - 1), end: Date.UTC(year, month), now: now.getTime() })

/** The news of the last two days, newest first. */
export const newsQuery = (now: Date): Query<NewsEntry[]> => news({ from: now.getTime() - NEWS, now: now.getTime() })
