import { and, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { revisions } from '../db/tables/articles.ts'
import type { Place } from './list.ts'

/** Every save of an article, newest first. */
export const listRevisions = (db: Database, articleId: number, page: { before?: Place | undefined; limit: number }) =>
  db
    .select({
      id: revisions.id,
      version: revisions.version,
      actor: revisions.actor,
      createdAt: revisions.at,
      note: revisions.note,
      substantive: revisions.substantive,
      content: revisions.content,
    })
    .from(revisions)
    .where(
      and(
        eq(revisions.articleId, articleId),
        page.before && sql`(${revisions.at}, ${revisions.id}) < (${page.before.at.getTime()}, ${page.before.id})`,
      ),
    )
    .orderBy(desc(revisions.at), desc(revisions.id))
    .limit(page.limit)
