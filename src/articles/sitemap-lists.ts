import { sql } from 'drizzle-orm'
import { asDate, build, prepared, type Query } from '../db/read.ts'
import { authorPath, sectionPath, topicPath } from './address.ts'
import type { SitemapFile } from './sitemap.ts'

/** Lists in one sitemap, which has room for a few other pages. */
const SIZE = 9_990

/** A section, a topic or an author with articles that readers see. */
export interface ListEntry {
  path: string
  /** When its newest article appeared, or when it was made or described, whichever was later. */
  changed: Date
}

const now = sql.placeholder('now')
const size = sql.placeholder('size')

// In the order of their ids, which no two share: three indexes are merged, and nothing is sorted.
const lists = sql`(select id, ${sectionPath('')} || slug as path, max(updated_at,
    (select max(listed_at) from articles where section_id = d.id and listed_at <= ${now})) as changed from sections d
  union all select id, ${topicPath('')} || slug, max(created_at,
    (select max(listed_at) from article_topics where topic_id = d.id and listed_at <= ${now})) from topics d
  union all select id, ${authorPath('')} || slug, max(updated_at,
    (select max(listed_at) from bylines where author_id = d.id and listed_at <= ${now})) from authors d) l
  where changed is not null and id >=`

const entries = prepared(() => {
  const fields = { id: sql<number>`id`, path: sql<string>`path`, changed: asDate(sql`changed`).as('changed') }
  return build.select(fields).from(sql`${lists} ${sql.placeholder('from')} order by id limit ${size}`)
})

const files = prepared(() => {
  const next = sql`select id from ${lists} f.start order by id limit 1 offset ${size}`
  const walk = sql`(with recursive f(start) as (select 0 union all select (${next}) from f where start is not null)
    select 'pages.xml' || iif(start, '?from=' || start, '') as name from f where start is not null)`
  return build.select({ name: sql<string>`name` }).from(walk)
})

/** The sections, topics and authors with articles that readers see, from an id on. */
export const sitemapListsQuery = (now: Date, from = 0, size = SIZE): Query<ListEntry[]> =>
  entries({ now: now.getTime(), from, size })

/** The sitemaps of these: `pages.xml`, and what did not fit, `pages.xml?from=ID`. */
export const sitemapPagesQuery = (now: Date, size = SIZE): Query<SitemapFile[]> => files({ now: now.getTime(), size })
