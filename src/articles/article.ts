import { and, eq, sql } from 'drizzle-orm'
import { asDate, asJson, build, first, nested, prepared, type Query, unseen } from '../db/read.ts'
import {
  articles,
  bylines,
  corrections,
  type Genre,
  type Hero,
  type OwnFile,
  related,
  type Source,
} from '../db/tables/articles.ts'
import { authors } from '../db/tables/desks.ts'
import { type Named, sectionOf, summaryOf, topicsOf } from './card.ts'

export interface AuthorBox extends Named {
  role: string
  bio: string
}

export interface Link {
  id: number
  path: string
  headline: string
  genre: Genre
}

export interface Correction {
  id: number
  text: string
  at: Date
}

/** Everything the article page shows of an article, in one row. */
export interface Article {
  id: number
  path: string
  headline: string
  standfirst: string
  dateline: string
  bodyHtml: string
  summary: string
  words: number
  minutes: number
  genre: Genre
  hero: Hero | null
  share: string | null
  heroFile: OwnFile | null
  sources: Source[] | null
  language: string
  commentsOpen: boolean
  commentsCloseAfter: number | null
  commentCount: number
  publishedAt: Date
  updatedAt: Date
  /** What the last update changed, or ''. */
  updateNote: string
  section: Named | null
  authors: AuthorBox[]
  topics: Named[]
  corrections: Correction[]
  previous: Link | null
  next: Link | null
  related: Link[]
  /** When a related one that readers cannot see now appears. */
  relatedReturnsAt: Date | null
  /** When the next scheduled article appears: the newest article's page will then show it as its next. */
  nextListedAt: Date | null
}

/** The article at `path`, if readers may see it at `now`. */
export const articleQuery = (path: string, now: Date): Query<Article | undefined> =>
  unseen(first(byPath({ path, now: now.getTime() })), [
    'comments_open',
    'comments_close_after',
    'next_listed',
    'related_returns',
  ])

const now = sql.placeholder('now')

const authorBoxes = asJson<AuthorBox[]>(
  sql`(select json_group_array(json_object('id', w.id, 'slug', w.slug, 'name', w.name,
      'role', w.role, 'bio', w.bio)) from
    (select ${authors.id}, ${authors.slug}, ${authors.name}, ${authors.role}, ${authors.bio}
      from ${bylines} join ${authors} on ${authors.id} = ${bylines.authorId}
      where ${bylines.articleId} = ${articles.id} order by ${bylines.position}) w)`,
)

/** What was put right, the oldest first. */
export const correctionsOf = nested(
  sql`(select json_group_array(json_object('id', w.id, 'text', w.text, 'at', w.created_at)) from
    (select ${corrections.id}, ${corrections.text}, ${corrections.createdAt} from ${corrections}
      where ${corrections.articleId} = ${articles.id} order by ${corrections.createdAt}) w)`,
).mapWith((text: string): Correction[] =>
  JSON.parse(text).map((each: { id: number; text: string; at: number }) => ({ ...each, at: new Date(each.at) })),
)

// Neighbours in time. The same table again under another name: `n`.
const link = sql`json_object('id', n.id, 'path', n.path, 'headline', n.headline, 'genre', n.genre)`
const previousOf = asJson<Link | null>(
  sql`(select ${link} from ${articles} n where n.listed_at <= ${articles.listedAt}
    and (n.listed_at, n.id) < (${articles.listedAt}, ${articles.id}) order by n.listed_at desc, n.id desc limit 1)`,
)
const nextOf = asJson<Link | null>(
  sql`(select ${link} from ${articles} n where n.listed_at >= ${articles.listedAt} and n.listed_at <= ${now}
    and (n.listed_at, n.id) > (${articles.listedAt}, ${articles.id}) order by n.listed_at, n.id limit 1)`,
)
const relatedOf = asJson<Link[]>(
  sql`(select json_group_array(json_object('id', w.id, 'path', w.path, 'headline', w.headline, 'genre', w.genre)) from
    (select n.id, n.path, n.headline, n.genre from ${related} join ${articles} n on n.id = ${related.relatedId}
      where ${related.articleId} = ${articles.id} and n.listed_at <= ${now}
      order by ${related.score} desc, ${related.position} limit 4) w)`,
)

// One that is withdrawn comes back by a write of its own, which purges this page (`relate`).
const relatedReturnsAt = asDate(
  sql`(select min(n.listed_at) from ${related} join ${articles} n on n.id = ${related.relatedId}
    where ${related.articleId} = ${articles.id} and n.listed_at > ${now})`,
)

const nextListedAt = asDate(sql`(select min(n.listed_at) from ${articles} n where n.listed_at > ${now})`)

const byPath = prepared(() =>
  build
    .select({
      id: articles.id,
      path: sql<string>`${articles.path}`.as('path'),
      headline: articles.headline,
      standfirst: articles.standfirst,
      dateline: articles.dateline,
      bodyHtml: articles.bodyHtml,
      summary: summaryOf.as('summary'),
      words: articles.words,
      minutes: articles.minutes,
      genre: articles.genre,
      hero: articles.hero,
      share: articles.share,
      heroFile: articles.heroFile,
      sources: articles.sources,
      language: articles.language,
      commentsOpen: articles.commentsOpen,
      commentsCloseAfter: articles.commentsCloseAfter,
      commentCount: articles.commentCount,
      publishedAt: asDate(sql`${articles.publishedAt}`).as('published'),
      updatedAt: articles.updatedAt,
      updateNote: articles.updateNote,
      section: sectionOf.as('section'),
      authors: authorBoxes.as('authors'),
      topics: topicsOf.as('topics'),
      corrections: correctionsOf.as('corrections'),
      previous: previousOf.as('previous'),
      next: nextOf.as('next'),
      related: relatedOf.as('related'),
      relatedReturnsAt: relatedReturnsAt.as('related_returns'),
      nextListedAt: nextListedAt.as('next_listed'),
    })
    .from(articles)
    .where(and(eq(articles.path, sql.placeholder('path')), sql`${articles.listedAt} <= ${now}`)),
)
