import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { copies, HIDE } from '../db/tables/copies.ts'
import { hurried, LATE, listOf, type News } from './keep-due.ts'

/** A page that readers do not find there any more. */
export interface Gone {
  path: string
  /** Null for a list. */
  article: number | null
}

/** A decision by which a comment that was shown is so no more, or in other words. */
export interface Removed {
  id: number
  article: number
}

/** Articles that a minute's gone ones are related to, whose copies are made again for that. */
const BESIDE = 20

/** Copies of changed articles at addresses where no article is to be read now, and lists of no section. */
export async function findGone(db: Database, { articles, tags }: News, now: Date): Promise<Gone[]> {
  if (articles.length === 0 && !tags.includes('site')) return []
  return db.all(sql`select c.path, c.article_id article from copies c
    where c.article_id in ${listOf(articles)}
    and not exists (select 1 from articles a where a.path = c.path and a.listed_at <= ${now.getTime()})
    union all select c.path, null from copies c where c.path > '/sections/' and c.path < '/sections0'
    and not exists (select 1 from sections s where s.slug = substr(c.path, ${'/sections/'.length + 1}))`)
}

/** What the ledger tells of comments that were shown: removed, erased or reworded since. */
export const findRemoved = (db: Database, seen: number): Promise<Removed[]> =>
  db.all(sql`select v.id, c.article_id article from verdicts v join comments c on c.id = v.comment_id
    where v.at > ${seen - LATE} and v.from_state = 'approved' and (v.to_state <> 'approved' or v.act in ('edited', 'undone'))`)

/** Marks copies that show what readers must not see any more, and those that lead to what is gone. */
export function markHidden(db: Database, gone: Gone[], removed: Removed[], now: Date): Statement[] {
  const hide = () => db.update(copies).set({ rank: HIDE, dueAt: now })
  // What was never kept, or is deleted already, shows nothing.
  const kept = sql`${copies.etag} <> ''`
  const of = listOf(removed.map(({ article }) => article))
  const marks: Statement[] = []
  if (removed.length > 0) marks.push(hide().where(sql`${copies.articleId} in ${of} and ${kept}`))
  if (gone.length > 0) {
    const again = db.update(copies).set({ dueAt: now, madeAt: null })
    marks.push(hide().where(sql`${copies.path} in ${listOf(gone.map(({ path }) => path))}`))
    marks.push(again.where(sql`${copies.articleId} in ${beside(gone, now)} and ${kept}`))
  }
  return marks
}

// Before and after the moment of each, the first one too (of one put off nothing else is known), and related.
const beside = (gone: Gone[], now: Date) => {
  const ids = listOf(gone.map(({ article }) => article))
  const was = sql`(select id, published_at at from articles where id in ${ids}
    union select id, first_published_at from articles where id in ${ids}) g`
  return sql`(select (select n.id from articles n where (n.listed_at, n.id) < (g.at, g.id)
      order by n.listed_at desc, n.id desc limit 1) from ${was}
    union select (select n.id from articles n where (n.listed_at, n.id) > (g.at, g.id) and n.listed_at <= ${now.getTime()}
      order by n.listed_at, n.id limit 1) from ${was}
    union select article_id from (select article_id from related where related_id in ${ids} limit ${BESIDE}))`
}

/** Some of those copies that still wait, however full the day is; once it is, also those that cannot be made again. */
export const findHidden = (db: Database, isFull: boolean, limit: number): Promise<{ path: string }[]> =>
  db.all(sql`select path from copies where due_at is not null and (rank = ${HIDE} or (${isFull ? 1 : 0} and ${hurried}))
    order by rank >= 0, article_id is not null limit ${limit}`)

/** Their copies are deleted: they are due as soon as their hour is over, unless there is no such article. */
export const noteHidden = (db: Database, paths: string[], now: Date): [Statement, Statement] => [
  db.delete(copies).where(sql`${copies.path} in ${listOf(paths)} and ${copies.articleId} is not null and not exists
    (select 1 from articles a where a.path = ${copies.path} and a.listed_at <= ${now.getTime()})`),
  db
    .update(copies)
    .set({ rank: sql`max(rank, 0)`, etag: '' })
    .where(sql`${copies.path} in ${listOf(paths)}`),
]
