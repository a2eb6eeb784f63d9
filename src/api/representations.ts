import * as v from 'valibot'
import { HeroInput, SourceInput, statuses } from '../articles/input.ts'
import type { Redirect } from '../articles/redirect.ts'
import type { listRevisions } from '../articles/revisions.ts'
import { type Stored, statusOf } from '../articles/stored.ts'
import { type corrections, genres } from '../db/tables/articles.ts'
import type { authors, sections, topics } from '../db/tables/desks.ts'

export const whole = v.pipe(v.number(), v.integer())
export const moment = v.pipe(v.string(), v.isoTimestamp())

export const ArticleJson = () =>
  v.object({
    id: whole,
    url: v.nullable(v.string()),
    path: v.nullable(v.string()),
    headline: v.string(),
    slug: v.string(),
    standfirst: v.string(),
    dateline: v.string(),
    body: v.string(),
    genre: v.picklist(genres),
    section: v.nullable(v.string()),
    authors: v.array(v.string()),
    topics: v.array(v.string()),
    related: v.array(whole),
    hero: v.nullable(HeroInput),
    sources: v.array(SourceInput),
    language: v.string(),
    status: v.picklist(statuses),
    publishedAt: v.nullable(moment),
    updatedAt: moment,
    updateNote: v.string(),
    createdAt: moment,
    commentsOpen: v.boolean(),
    commentsCloseAfter: v.nullable(whole),
    commentCount: whole,
    excerpt: v.string(),
    words: whole,
    version: whole,
  })

export function articleJson(article: Stored, address: string, now: Date): v.InferInput<ReturnType<typeof ArticleJson>> {
  const { id, path, headline, slug, standfirst, dateline, body, genre, hero, language } = article
  const { commentsOpen, commentsCloseAfter, commentCount, excerpt, words, version } = article
  return {
    ...{ id, url: path && address + path, path, headline, slug, standfirst, dateline, body, genre },
    section: article.section?.slug ?? null,
    authors: article.authors.map((author) => author.slug),
    topics: article.topics.map((topic) => topic.slug),
    related: article.related,
    ...{ hero, sources: article.sources ?? [], language, status: statusOf(article, now) },
    publishedAt: article.publishedAt?.toISOString() ?? null,
    updatedAt: article.updatedAt.toISOString(),
    updateNote: article.updateNote,
    createdAt: article.createdAt.toISOString(),
    ...{ commentsOpen, commentsCloseAfter, commentCount, excerpt, words, version },
  }
}

export const AuthorJson = () =>
  v.object({
    id: whole,
    slug: v.string(),
    name: v.string(),
    role: v.string(),
    bio: v.string(),
    url: v.string(),
    links: v.array(v.object({ label: v.string(), href: v.string() })),
    createdAt: moment,
    updatedAt: moment,
  })

export const SectionJson = () =>
  v.object({
    id: whole,
    slug: v.string(),
    name: v.string(),
    description: v.string(),
    position: whole,
    createdAt: moment,
    updatedAt: moment,
  })

type Dated = { createdAt: Date; updatedAt: Date }
const dated = ({ createdAt, updatedAt }: Dated) => ({
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

// Field by field, in one order: the ETag is made of the text.
export function authorJson(row: typeof authors.$inferSelect): v.InferInput<ReturnType<typeof AuthorJson>> {
  const { id, slug, name, role, bio, url, links } = row
  return { id, slug, name, role, bio, url, links: links ?? [], ...dated(row) }
}

export function sectionJson(row: typeof sections.$inferSelect): v.InferInput<ReturnType<typeof SectionJson>> {
  const { id, slug, name, description, position } = row
  return { id, slug, name, description, position, ...dated(row) }
}

export const RevisionJson = () =>
  v.object({
    id: whole,
    version: whole,
    actor: v.string(),
    at: moment,
    note: v.string(),
    substantive: v.boolean(),
    content: v.record(v.string(), v.unknown()),
  })

type RevisionRow = Awaited<ReturnType<typeof listRevisions>>[number]
export const revisionJson = ({ createdAt, ...row }: RevisionRow): v.InferInput<ReturnType<typeof RevisionJson>> => ({
  ...row,
  at: createdAt.toISOString(),
})

export const CorrectionJson = () =>
  v.object({
    id: whole,
    articleId: whole,
    text: v.string(),
    actor: v.string(),
    createdAt: moment,
  })
export const TopicJson = () => v.object({ id: whole, slug: v.string(), name: v.string(), createdAt: moment })
export const RedirectJson = () =>
  v.object({
    path: v.string(),
    target: v.nullable(v.string()),
    articleId: v.nullable(whole),
    createdAt: moment,
  })

const made = <T extends { createdAt: Date }>(row: T) => ({ ...row, createdAt: row.createdAt.toISOString() })
export const correctionJson = (row: typeof corrections.$inferSelect): v.InferInput<ReturnType<typeof CorrectionJson>> =>
  made(row)
export const topicJson = (row: typeof topics.$inferSelect): v.InferInput<ReturnType<typeof TopicJson>> => made(row)
export const redirectJson = ({ path, target, articleId, createdAt }: Omit<Redirect, 'id'>) =>
  made({ path, target, articleId, createdAt })
