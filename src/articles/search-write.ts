import { eq, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { searchTexts } from '../db/tables/search.ts'
import type { Stored } from './stored.ts'

/**
 * Keeps the index in step with a save, in the save's own commit and after its links. The text itself is made by the
 * view `search_source`, and the index kept by triggers, in SQL (migration 0008): so whatever does not change what can
 * be found writes nothing here, and a comment never does.
 */
export function indexStatements(db: Database, before: Stored | null, after: Stored): Statement[] {
  if (!isSoughtAnew(before, after)) return []
  const forget = db.delete(searchTexts).where(eq(searchTexts.articleId, after.id))
  const remember = db.insert(searchTexts).select(sql`
    select coalesce((select max(id) + 1 from search_texts where id between s.key and s.key + 131071), s.key),
      article_id, headline, standfirst, body, about, filed, unspaced from search_source s where article_id = ${after.id}`)
  return [...(before ? [forget] : []), ...(after.listedAt ? [remember] : [])]
}

/** Whether an article can be found where it could not be before, or by other words. */
export const isSoughtAnew = (before: Stored | null, after: Stored): boolean =>
  !before || JSON.stringify(sought(before)) !== JSON.stringify(sought(after))

const sought = ({ listedAt, headline, standfirst, bodyHtml, section, authors, topics }: Stored) =>
  listedAt && [listedAt, headline, standfirst, bodyHtml, section?.id, authors.map(idOf), topics.map(idOf)]

const idOf = ({ id }: { id: number }) => id
