import { eq, sql } from 'drizzle-orm'
import { build, first, prepared, type Query } from '../db/read.ts'
import { articles, type Hero, type Source } from '../db/tables/articles.ts'
import { type Correction, correctionsOf } from './article.ts'
import { cardFields, type Named, topicsOf } from './card.ts'
import type { Card } from './list.ts'

/** An article with its Markdown, as it was written. */
export interface WrittenArticle extends Card {
  body: string
  standfirst: string
  dateline: string
  hero: Hero | null
  sources: Source[] | null
  topics: Named[]
  corrections: Correction[]
  updatedAt: Date
  updateNote: string
}

const byPath = prepared(() =>
  build
    .select({
      ...cardFields,
      body: articles.body,
      standfirst: articles.standfirst,
      dateline: articles.dateline,
      hero: articles.hero,
      sources: articles.sources,
      topics: topicsOf.as('topics'),
      corrections: correctionsOf.as('corrections'),
      updatedAt: articles.updatedAt,
      updateNote: articles.updateNote,
    })
    .from(articles)
    .where(sql`${eq(articles.path, sql.placeholder('path'))} and ${articles.listedAt} <= ${sql.placeholder('now')}`),
)

/** The article at `path` as it was written, if readers may see it at `now`. */
export const writtenQuery = (path: string, now: Date): Query<WrittenArticle | undefined> =>
  first(byPath({ path, now: now.getTime() }))
