import { and, desc, eq, getTableColumns, gt, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { articles, articleTopics, bylines } from '../db/tables/articles.ts'
import { authors, sections, topics } from '../db/tables/desks.ts'
import { authorsOf, type Named, sectionOf, topicsOf } from './card.ts'
import { chosenOf } from './chosen.ts'
import type { Status } from './input.ts'
import type { Place } from './list.ts'

type Row = typeof articles.$inferSelect

/** An article as an editor knows it: its row, and what it is linked to. */
export interface Stored extends Row {
  section: Named | null
  authors: Named[]
  topics: Named[]
  /** Ids of those that an editor chose to be read next. */
  related: number[]
}

/** Which articles an editor's list shows, newest first. */
export interface Filter {
  status?: Status | undefined
  section?: string | undefined
  author?: string | undefined
  topic?: string | undefined
  before?: Place | undefined
  limit: number
}

/** Derived, never stored: a scheduled article becomes a published one by the passing of time. */
export function statusOf(article: Pick<Row, 'withdrawnAt' | 'publishedAt'>, now: Date): Status {
  if (article.withdrawnAt) return 'withdrawn'
  if (!article.publishedAt) return 'draft'
  return article.publishedAt > now ? 'scheduled' : 'published'
}

export async function findStored(db: Database, id: number): Promise<Stored | undefined> {
  const [row] = await select(db).where(eq(articles.id, id))
  return row
}

export const listStored = (db: Database, filter: Filter, now: Date): Promise<Stored[]> =>
  select(db)
    .where(and(...conditions(filter, now)))
    .orderBy(desc(articles.createdAt), desc(articles.id))
    .limit(filter.limit)

const select = (db: Database) =>
  db
    .select({
      ...getTableColumns(articles),
      section: sectionOf,
      authors: authorsOf,
      topics: topicsOf,
      related: chosenOf,
    })
    .from(articles)
    .$dynamic()

function conditions({ status, section, author, topic, before }: Filter, now: Date): (SQL | undefined)[] {
  return [
    status && inStatus(status, now),
    section ? sql`${articles.sectionId} = (select id from ${sections} where slug = ${section})` : undefined,
    author
      ? sql`exists (select 1 from ${bylines} where ${bylines.articleId} = ${articles.id}
          and ${bylines.authorId} = (select id from ${authors} where slug = ${author}))`
      : undefined,
    topic
      ? sql`exists (select 1 from ${articleTopics} where ${articleTopics.articleId} = ${articles.id}
          and ${articleTopics.topicId} = (select id from ${topics} where slug = ${topic}))`
      : undefined,
    before && sql`(${articles.createdAt}, ${articles.id}) < (${before.at.getTime()}, ${before.id})`,
  ]
}

function inStatus(status: Status, now: Date): SQL | undefined {
  if (status === 'withdrawn') return isNotNull(articles.withdrawnAt)
  const standing = isNull(articles.withdrawnAt)
  if (status === 'draft') return and(standing, isNull(articles.publishedAt))
  return and(standing, status === 'published' ? lte(articles.publishedAt, now) : gt(articles.publishedAt, now))
}
