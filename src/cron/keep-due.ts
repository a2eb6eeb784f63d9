import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { copies } from '../db/tables/copies.ts'

/** A page whose copy no longer shows what it should. */
export interface Due {
  path: string
  etag: string
}

/** What changed since the outbox was last read. */
export interface News {
  tags: string[]
  articles: number[]
}

/** A commit is seen later than the moment it says it is of, but no request waits longer than this for one. */
const LATE = 10_000
const HOUR = 3_600_000

const FEEDS = ['/feed.xml', '/atom.xml', '/feed.json']
/** The newest articles are kept on the first run, and after a change of everything. */
const NEWEST = 100

/** The tags of the changes since then, and of the articles whose moment came. A comment is no reason. */
export async function findNews(db: Database, seen: number, now: Date): Promise<News> {
  if (seen === 0) return { tags: ['site'], articles: [] }
  const changed = await db.all<{ tag: string }>(sql`select distinct t.value tag from purges p, json_each(p.tags) t
    where p.created_at > ${seen - LATE} limit 2000`)
  const appeared = await db.all<{ id: number; section: number | null }>(sql`select id, section_id section from articles
    where listed_at > ${seen - LATE} and listed_at <= ${now.getTime()} and published_at > created_at limit 100`)
  const tags = new Set(changed.map(({ tag }) => tag).filter((tag) => !tag.startsWith('comment')))
  for (const { id, section } of appeared) {
    for (const tag of [`article:${id}`, 'front', 'feeds', `in-section:${section}`]) tags.add(tag)
  }
  return { tags: [...tags], articles: idsOf([...tags], 'article') }
}

/** Copies of changed articles at addresses where there is no article any more. */
export async function findGone(db: Database, { articles }: News): Promise<string[]> {
  if (articles.length === 0) return []
  const rows = await db.all<{ path: string }>(sql`select c.path from copies c
    where c.article_id in (select value from json_each(${JSON.stringify(articles)}))
    and not exists (select 1 from articles a where a.path = c.path and a.listed_at is not null)`)
  return rows.map(({ path }) => path)
}

/** Marks what the news alters. Lists that may show what was withdrawn do not wait for their hour. */
export function mark(db: Database, { tags, articles }: News, hurry: boolean, now: Date): Statement[] {
  const all = tags.includes('site')
  const sections = [...idsOf(tags, 'section'), ...idsOf(tags, 'in-section')]
  const pages = [
    // A changed headline names its article alone, and is on these as well.
    ...(all || articles.length > 0 || tags.includes('front') ? [{ path: '/', rank: 0 }] : []),
    ...(all || articles.length > 0 || tags.includes('feeds') ? FEEDS.map((path) => ({ path, rank: 2 })) : []),
  ]
  const ids = (list: number[]) => sql`(select value from json_each(${JSON.stringify(list)}))`
  const at = now.getTime()
  const again = { target: copies.path, set: { dueAt: now, ...(hurry ? { madeAt: null } : {}) } }
  const limit = all ? NEWEST : articles.length
  // All columns in the table's order. `where true` keeps the parser from taking "on conflict" for a join.
  const rows = [
    sql`select value ->> 'path', null, value ->> 'rank', ${at}, null, '' from json_each(${JSON.stringify(pages)}) where true`,
    sql`select '/sections/' || slug, null, 1, ${at}, null, '' from sections
      where ${all ? sql`position >= 0` : sql`id in ${ids(sections)} or id in (select section_id from articles where id in ${ids(articles)})`} order by position limit 40`,
    sql`select path, id, 0, ${at}, null, '' from articles where listed_at <= ${at}
      and ${all ? sql`true` : sql`id in ${ids(articles)}`} order by listed_at desc limit ${limit}`,
  ]
  return rows.map((row) => db.insert(copies).select(row).onConflictDoUpdate(again))
}

/** The pages to keep next: those that were never kept first, and none that was kept within the hour. */
export const findDue = (db: Database, now: Date, limit: number): Promise<Due[]> =>
  db.all<Due>(sql`select path, etag from copies
    where due_at is not null and (made_at is null or made_at <= ${now.getTime() - HOUR})
    order by made_at is not null, rank, due_at desc limit ${limit}`)

const idsOf = (tags: string[], kind: string): number[] =>
  tags
    .flatMap((tag) => (tag.startsWith(`${kind}:`) ? [Number(tag.slice(kind.length + 1))] : []))
    .filter(Number.isSafeInteger)
