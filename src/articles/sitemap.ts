import { desc, sql } from 'drizzle-orm'
import { asDate, build, nested, prepared, type Query } from '../db/read.ts'
import { articles, corrections } from '../db/tables/articles.ts'
import type { Place } from './list.ts'

/** Addresses in one sitemap; the protocol has 50,000 at most (https://www.sitemaps.org/protocol.html). */
const SIZE = 10_000
/** And one of news (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap). */
const MAX_NEWS = 1_000
/** What is older is no news. In ms. */
export const NEWS = 48 * 3_600_000

export interface SitemapFile {
  name: string
  /** When an article in it was last saved or corrected, appeared or left, where that is known. */
  changed?: Date | null
}

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

// Only a month of more than one sitemap is walked through, from the first article of each to that of the next;
// which of them changed nobody knows.
const files = prepared(() => {
  const size = value('size')
  const walk = sql`(with recursive f(month, changed, at, id, large) as (
    select month, changed, (select min(listed_at) from articles where listed_at >= unixepoch(month || '-01') * 1000), 0, articles > ${size}
    from listed_months l where articles > 0
    union all
    select month, null, n.listed_at, n.id, 1 from f join articles n on n.id = (select id from articles
      where (listed_at, id) >= (f.at, f.id) and listed_at < unixepoch(month || '-01', '+1 month') * 1000
      order by listed_at, id limit 1 offset ${size}) where large)
    select month || '.xml' || iif(id, '?from=' || at || '-' || id, '') as name,
      iif(large, null, max(changed, (select max(listed_at) from articles where listed_at >= at
        and listed_at <= min(${value('now')}, unixepoch(month || '-01', '+1 month') * 1000 - 1)))) as changed
    from f where at <= ${value('now')})`
  const name = sql<string>`name`
  return build
    .select({ name, changed: asDate(sql`changed`).as('changed') })
    .from(walk)
    .orderBy(name)
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
      sql`(${articles.listedAt}, ${articles.id}) >= (${value('at')}, ${value('id')}) and ${articles.listedAt} < ${value('end')}`,
    )
    .orderBy(articles.listedAt, articles.id)
    .limit(value('size')),
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
    .orderBy(desc(articles.listedAt), desc(articles.id))
    .limit(MAX_NEWS),
)

/** The sitemaps with articles, the oldest first: `2026-11.xml` (in UTC), and what did not fit, `2026-11.xml?from=PLACE`. */
export const sitemapFilesQuery = (now: Date, size = SIZE): Query<SitemapFile[]> => files({ now: now.getTime(), size })

/**
 * What was published in a month (from 1, in UTC), from a place on. The oldest first, so that a sitemap that is full
 * stays as it is.
 */
export const sitemapQuery = (
  year: number,
  month: number,
  now: Date,
  from?: Place,
  size = SIZE,
): Query<SitemapEntry[]> =>
  ofMonth({
    at: Math.max(Date.UTC(year, month - 1), from?.at.getTime() ?? 0),
    id: from?.id ?? 0,
    end: Math.min(Date.UTC(year, month), now.getTime() + 1),
    size,
  })

/** The news of the last two days, newest first. */
export const newsQuery = (now: Date): Query<NewsEntry[]> => news({ from: now.getTime() - NEWS, now: now.getTime() })
