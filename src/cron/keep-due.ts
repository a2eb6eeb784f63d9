import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { copies, HIDE } from '../db/tables/copies.ts'

/** A page whose copy no longer shows what it should. */
export interface Due {
  path: string
  etag: string
  /** In ms; null when it was never kept. */
  madeAt: number | null
  rank: number
}

/** What changed since the outbox was last read. */
export interface News {
  tags: string[]
  articles: number[]
}

/** A commit is seen later than the moment it says it is of: a call given up may still be done within half a minute. */
export const LATE = 60_000
/** A page is kept once in this time at most. */
export const HOUR = 3_600_000

const FEEDS = ['/feed.xml', '/atom.xml', '/feed.json']
/** The newest articles are kept on the first run, and after a change of everything. */
const NEWEST = 100

/** The tags of the changes since then, and of the articles whose moment came. A new comment is no reason. */
export async function findNews(db: Database, seen: number, now: Date): Promise<News> {
  if (seen === 0) return { tags: ['site'], articles: [] }
  const changed = await db.all<{ tag: string }>(sql`select distinct t.value tag from purges p, json_each(p.tags) t
    where p.created_at > ${seen - LATE} and t.value not like 'comment%' limit 2000`)
  const appeared = await db.all<{ id: number; section: number | null }>(sql`select id, section_id section from articles
    where listed_at > ${seen - LATE} and listed_at <= ${now.getTime()} and published_at > created_at limit 100`)
  const tags = new Set(changed.map(({ tag }) => tag))
  for (const { id, section } of appeared) {
    for (const tag of [`article:${id}`, 'front', 'feeds', `in-section:${section}`]) tags.add(tag)
  }
  return { tags: [...tags], articles: idsOf([...tags], 'article') }
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
  const at = now.getTime()
  const again = { target: copies.path, set: { dueAt: now } }
  const atOnce = hurry ? { target: copies.path, set: { dueAt: now, madeAt: null } } : again
  const limit = all ? NEWEST : articles.length
  // All columns in the table's order. `where true` keeps the parser from taking "on conflict" for a join.
  const lists = [
    sql`select value ->> 'path', null, value ->> 'rank', ${at}, null, '' from json_each(${JSON.stringify(pages)}) where true`,
    sql`select '/sections/' || slug, null, 1, ${at}, null, '' from sections
      where ${all ? sql`position >= 0` : sql`id in ${listOf(sections)} or id in (select section_id from articles where id in ${listOf(articles)})`} order by position limit 40`,
  ]
  const changed = sql`select path, id, 0, ${at}, null, '' from articles where listed_at <= ${at}
      and ${all ? sql`true` : sql`id in ${listOf(articles)}`} order by listed_at desc limit ${limit}`
  return [
    ...lists.map((row) => db.insert(copies).select(row).onConflictDoUpdate(atOnce)),
    db.insert(copies).select(changed).onConflictDoUpdate(again),
  ]
}

/** A copy that shows what was withdrawn, on a list or beside it: not held to its hour. */
export const hurried = sql`(made_at is null and etag <> '')`

/** The pages to keep next: those to hide first, then the hurried, lists first, then those that were never kept. */
export const findDue = (db: Database, now: Date, limit: number): Promise<Due[]> =>
  db.all<Due>(sql`select path, etag, made_at madeAt, rank from copies
    where due_at is not null and (rank = ${HIDE} or made_at is null or made_at <= ${now.getTime() - HOUR})
    order by rank >= 0, not ${hurried}, ${hurried} and article_id is not null, made_at is not null, rank, due_at desc
    limit ${limit}`)

export const listOf = (values: unknown[]) => sql`(select value from json_each(${JSON.stringify(values)}))`

const idsOf = (tags: string[], kind: string): number[] =>
  tags
    .flatMap((tag) => (tag.startsWith(`${kind}:`) ? [Number(tag.slice(kind.length + 1))] : []))
    .filter(Number.isSafeInteger)
