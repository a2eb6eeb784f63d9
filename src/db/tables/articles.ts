import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { id, json, time } from './columns.ts'
import { authors, sections, topics } from './desks.ts'
import type { Focus } from './media.ts'

export const genres = ['report', 'analysis', 'opinion', 'review', 'satire', 'sponsored'] as const
export type Genre = (typeof genres)[number]

/** The picture above an article; width and height in pixels, when known, keep the page from jumping. */
export interface Hero {
  src: string
  alt: string
  caption?: string | undefined
  credit?: string | undefined
  width?: number | undefined
  height?: number | undefined
}

/** What is known of a file of ours that an article shows, as it was when the article was saved. */
export interface OwnFile {
  width: number | null
  height: number | null
  focus: Focus | null
  /** Not of articles that were saved before it was kept. */
  bytes?: number
}

/** What an article rests on: a document, a data set, another's report. */
export interface Source {
  title: string
  url?: string | undefined
  publisher?: string | undefined
  note?: string | undefined
}

interface NamedRow {
  id: number
  name: string
}

/** Section (one or none), byline and topics (by name), as they were called when the article was saved. */
export interface NamedLinks {
  section: NamedRow[]
  authors: NamedRow[]
  topics: NamedRow[]
}

// `listed_at` is the one rule of visibility: null for draft and withdrawn, else `published_at`. Public
// queries ask `listed_at <= :now`. It is copied to bylines and article_topics so that each list is one SEARCH.
export const articles = sqliteTable(
  'articles',
  {
    id: id(),
    path: text().unique(),
    slug: text().notNull(),
    headline: text().notNull(),
    standfirst: text().notNull().default(''),
    dateline: text().notNull().default(''),
    body: text().notNull().default(''),
    bodyHtml: text().notNull().default(''),
    excerpt: text().notNull().default(''),
    words: integer().notNull().default(0),
    minutes: integer().notNull().default(1),
    genre: text({ enum: genres }).notNull().default('report'),
    sectionId: integer().references(() => sections.id),
    hero: json<Hero>(),
    // Null when the hero is no file of ours.
    heroFile: json<OwnFile>(),
    sources: json<Source[]>(),
    language: text().notNull().default('en'),
    commentsOpen: integer({ mode: 'boolean' }).notNull().default(true),
    // Days from publication; null is the site's setting, 0 never.
    commentsCloseAfter: integer(),
    commentCount: integer().notNull().default(0),
    // The last number given to a comment here: thread paths are made of them.
    commentSeq: integer().notNull().default(0),
    version: integer().notNull().default(1),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
    // What the last update changed, in its editor's words; '' when none were given.
    updateNote: text().notNull().default(''),
    publishedAt: time(),
    firstPublishedAt: time(),
    withdrawnAt: time(),
    listedAt: time(),
    // The file of the picture that a shared link shows, where there is no hero.
    share: text(),
  },
  (t) => [
    index('articles_listed').on(t.listedAt, t.id),
    index('articles_in_section').on(t.sectionId, t.listedAt, t.id),
    index('articles_created').on(t.createdAt, t.id),
  ],
)

export const bylines = sqliteTable(
  'bylines',
  {
    articleId: integer()
      .notNull()
      .references(() => articles.id),
    position: integer().notNull(),
    authorId: integer()
      .notNull()
      .references(() => authors.id),
    listedAt: time(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.position] }),
    index('bylines_listed').on(t.authorId, t.listedAt, t.articleId),
  ],
)

export const articleTopics = sqliteTable(
  'article_topics',
  {
    articleId: integer()
      .notNull()
      .references(() => articles.id),
    position: integer().notNull(),
    topicId: integer()
      .notNull()
      .references(() => topics.id),
    listedAt: time(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.position] }),
    index('article_topics_listed').on(t.topicId, t.listedAt, t.articleId),
  ],
)

/**
 * What to read next: found when an article is written, so that a read only looks them up. The best have the highest
 * score, and what an editor chose has a higher one than anything that was found (`articles/related.ts`).
 */
export const related = sqliteTable(
  'related',
  {
    articleId: integer()
      .notNull()
      .references(() => articles.id),
    // The related article's id again, so that each is there once.
    position: integer().notNull(),
    relatedId: integer()
      .notNull()
      .references(() => articles.id),
    score: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.position] }), index('related_to').on(t.relatedId)],
)

/** Every save. `(article_id, version)` is unique, so that of two savers of one version the second is refused. */
export const revisions = sqliteTable(
  'revisions',
  {
    id: id(),
    articleId: integer()
      .notNull()
      .references(() => articles.id),
    version: integer().notNull(),
    actor: text().notNull(),
    at: time().notNull(),
    // Readers could see it from this moment; null while the article was a draft.
    publicAt: time(),
    substantive: integer({ mode: 'boolean' }).notNull().default(true),
    note: text().notNull().default(''),
    // Null in those that were saved before it was kept: of them nobody knows.
    named: json<NamedLinks>(),
    content: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  },
  (t) => [uniqueIndex('revisions_version').on(t.articleId, t.version)],
)

export const corrections = sqliteTable(
  'corrections',
  {
    id: id(),
    articleId: integer()
      .notNull()
      .references(() => articles.id),
    text: text().notNull(),
    actor: text().notNull(),
    createdAt: time().notNull(),
  },
  (t) => [index('corrections_of').on(t.articleId, t.createdAt), index('corrections_created').on(t.createdAt, t.id)],
)

/** An old address: of an article (which is followed to wherever it is now), or to a fixed target. */
export const redirects = sqliteTable(
  'redirects',
  {
    path: text().primaryKey(),
    articleId: integer().references(() => articles.id),
    target: text(),
    createdAt: time().notNull(),
  },
  (t) => [index('redirects_of').on(t.articleId).where(sql`article_id is not null`)],
)
