import { eq } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { articles, articleTopics, bylines, type NamedLinks, redirects, revisions } from '../db/tables/articles.ts'
import type { Named } from './card.ts'
import { insertTopics, type Links } from './links.ts'
import { wasPublic } from './schedule.ts'
import { indexStatements } from './search-write.ts'
import type { Stored } from './stored.ts'

interface Revision {
  actor: string
  now: Date
  note: string
  substantive: boolean
}

/** Everything one save writes, in an order that foreign keys allow. */
export function saveStatements(
  db: Database,
  before: Stored | null,
  article: Stored,
  links: Links,
  revision: Revision,
): Statement[] {
  return [
    ...insertTopics(db, links, revision.now),
    articleStatement(db, before, article),
    revisionStatement(db, article, revision),
    ...linkStatements(db, before, article),
    ...redirectStatements(db, before, article, revision.now),
    ...indexStatements(db, before, article),
  ]
}

function articleStatement(db: Database, before: Stored | null, article: Stored): Statement {
  // The counts belong to the comments: a save must not put back what it read before a comment came.
  const { section, authors, topics, related, commentCount, commentSeq, ...row } = article
  if (!before) return db.insert(articles).values(row)
  return db.update(articles).set(row).where(eq(articles.id, article.id))
}

function revisionStatement(db: Database, article: Stored, { actor, now, note, substantive }: Revision): Statement {
  const { headline, slug, standfirst, dateline, body, genre, hero, sources, language } = article
  const { commentsOpen, commentsCloseAfter } = article
  const content = {
    ...{ headline, slug, standfirst, dateline, body, genre, hero, sources, language, commentsOpen, commentsCloseAfter },
    section: article.section?.slug ?? null,
    authors: article.authors.map((author) => author.slug),
    topics: article.topics.map((topic) => topic.slug),
    related: article.related,
    publishedAt: article.publishedAt,
    withdrawnAt: article.withdrawnAt,
  }
  const publicAt = article.listedAt && (article.listedAt > now ? article.listedAt : now)
  const row = { id: newId(), articleId: article.id, version: article.version, actor, at: now, publicAt }
  return db.insert(revisions).values({ ...row, substantive, note, content, named: named(article) })
}

// Section, authors and topics may be renamed: this is what readers saw.
const named = ({ section, authors, topics }: Stored): NamedLinks => ({
  section: names(section ? [section] : []),
  authors: names(authors),
  topics: names(topics).sort((a, b) => (a.name < b.name ? -1 : 1)),
})
const names = (all: Named[]) => all.map(({ id, name }) => ({ id, name }))

function linkStatements(db: Database, before: Stored | null, article: Stored): Statement[] {
  const { id: articleId, listedAt } = article
  const by = article.authors.map(({ id: authorId }, position) => ({ articleId, position, authorId, listedAt }))
  const about = article.topics.map(({ id: topicId }, position) => ({ articleId, position, topicId, listedAt }))
  return [
    ...(before ? [db.delete(bylines).where(eq(bylines.articleId, articleId))] : []),
    ...(by.length > 0 ? [db.insert(bylines).values(by)] : []),
    ...(before ? [db.delete(articleTopics).where(eq(articleTopics.articleId, articleId))] : []),
    ...(about.length > 0 ? [db.insert(articleTopics).values(about)] : []),
  ]
}

// An address that readers had goes on leading to the article; one that it returns to is no old address any more.
function redirectStatements(db: Database, before: Stored | null, article: Stored, now: Date): Statement[] {
  if (!article.path || before?.path === article.path) return []
  const back = db.delete(redirects).where(eq(redirects.path, article.path))
  if (!before?.path || !wasPublic(before, now)) return [back]
  const row = { articleId: article.id, target: null, createdAt: now }
  const old = db.insert(redirects).values({ path: before.path, ...row })
  return [back, old.onConflictDoUpdate({ target: redirects.path, set: row })]
}
