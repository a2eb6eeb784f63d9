import { eq, or, type SQL, sql } from 'drizzle-orm'
import type { Tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { build, prepared, type Query } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'
import { commenters, comments } from '../db/tables/comments.ts'
import { copies } from '../db/tables/copies.ts'
import { letters, rechecks, subscriptions, verdicts } from '../db/tables/moderation.ts'
import { noteErased } from './erased.ts'
import { LESSONS, storedTokens } from './learning.ts'
import { outcome } from './learning-outcome.ts'
import { type Taught, uncount } from './lessons.ts'
import { forgetWords } from './once.ts'
import { SEGMENT, threadTags } from './thread.ts'

interface Erasing {
  emailHash: string
  /** Who does it: `reader`, or the name of a token. */
  actor: string
  now: Date
}

/**
 * Takes all that the holder of an address wrote out of the paper: name, website and text, the letters, and the details
 * that were kept apart. A comment that was answered leaves its place; so many statements whatever they wrote.
 */
export function erase(db: Database, written: readonly Written[], { emailHash, actor, now }: Erasing): Erased {
  const theirs = sql`(select e.comment_id from ${commenters} e where e.email_hash = ${emailHash})`
  const gone = {
    author: '',
    url: '',
    body: '',
    bodyHtml: '',
    state: 'trash' as const,
    spamProbability: null,
    taught: null,
  }
  const decision = { reasons: [], decidedAt: now, decidedBy: actor, editedAt: null }
  const statements = [
    ...uncount(db, written.flatMap(lessonOf)),
    noteErased(db, sql`select ${emailHash}`, now),
    ...forgetWords(db, theirs, now),
    fewer(db, theirs),
    db.insert(verdicts).select(ledgerEntries(theirs, actor, now)),
    db.update(verdicts).set({ before: null }).where(sql`${verdicts.commentId} in ${theirs}`),
    db
      .update(comments)
      .set({ ...gone, ...decision })
      .where(sql`${comments.id} in ${theirs}`),
    showOrHide(db, theirs),
    renewCopies(db, theirs, now),
    ...forget(db, theirs, emailHash),
  ]
  const ids = new Set(written.map(({ articleId }) => articleId))
  return { tags: [...ids].flatMap(threadTags), statements }
}

export interface Erased {
  tags: Tag[]
  statements: Statement[]
}

// The text is still there to tell what the filter had learned from it.
function lessonOf(comment: Written): Taught[] {
  const { id, taught, spamProbability } = comment
  if (taught === null) return []
  const { names } = outcome(spamProbability, taught, null)
  return [{ id, taught, names: [LESSONS, ...storedTokens(comment), ...names] }]
}

const fewer = (db: Database, theirs: SQL) =>
  db
    .update(articles)
    .set({
      commentCount: sql`${articles.commentCount} - (select count(*) from ${comments} c
        where c.article_id = ${articles.id} and c.state = 'approved' and c.id in ${theirs})`,
    })
    .where(sql`${articles.id} in (select c.article_id from ${comments} c where c.id in ${theirs})`)

const ledgerEntries = (theirs: SQL, actor: string, now: Date) =>
  sql`select random() & 4503599627370495, c.id, ${now.getTime()}, ${actor}, 'erased', c.state, 'trash', null,
    '["at the request of its writer"]', null, null from ${comments} c where c.id in ${theirs}`

// They and those above them: a removed comment stands as long as something approved stands below.
function showOrHide(db: Database, theirs: SQL): Statement {
  const above = [1, 2, 3, 4, 5].map((level) => sql`substr(c.path, 1, ${level * SEGMENT})`)
  const lineage = sql`(select a.id from ${comments} c join ${comments} a on a.article_id = c.article_id
    and a.path in (${sql.join(above, sql`, `)}) where c.id in ${theirs})`
  const below = sql`exists (select 1 from ${comments} r where r.article_id = ${comments.articleId} and r.state = 'approved'
    and r.path > ${comments.path} and r.path < ${comments.path} || '~')`
  return db
    .update(comments)
    .set({ shown: sql`(${comments.state} = 'approved' or ${below})` })
    .where(sql`${comments.id} in ${lineage}`)
}

// The copies for the day the database is away show comments too; those of these articles are made anew at once.
const renewCopies = (db: Database, theirs: SQL, now: Date): Statement =>
  db
    .update(copies)
    .set({ dueAt: now, madeAt: null })
    .where(sql`${copies.articleId} in (select c.article_id from ${comments} c where c.id in ${theirs})`)

// The row that says whose they are goes last: the others ask it.
function forget(db: Database, theirs: SQL, emailHash: string): Statement[] {
  const known = sql`(select e.email from ${commenters} e where e.email_hash = ${emailHash} and e.email is not null
    union select s.email from ${subscriptions} s where s.email_hash = ${emailHash})`
  return [
    db.delete(letters).where(sql`${letters.recipient} in ${known}`),
    db
      .delete(subscriptions)
      .where(or(eq(subscriptions.emailHash, emailHash), sql`${subscriptions.commentId} in ${theirs}`)),
    db.delete(rechecks).where(sql`${rechecks.commentId} in ${theirs}`),
    db.delete(commenters).where(eq(commenters.emailHash, emailHash)),
  ]
}

/** A comment in the copy that its writer asked for: what they gave us, and what became of it. */
export type Written = ReturnType<typeof written> extends Query<(infer Row)[]> ? Row : never

/** What was written with an address, the newest first. */
export const writtenQuery = (emailHash: string): Query<Written[]> => written({ emailHash })

const written = prepared(() =>
  build
    .select({
      ...{ id: comments.id, articleId: comments.articleId, path: comments.path, state: comments.state },
      ...{ author: comments.author, url: comments.url, body: comments.body, createdAt: comments.createdAt },
      ...{ bodyHtml: comments.bodyHtml, taught: comments.taught, spamProbability: comments.spamProbability },
      ...{ email: commenters.email, expiresAt: commenters.expiresAt, headline: articles.headline },
      articlePath: sql<string | null>`${articles.path}`.as('article_path'),
    })
    .from(commenters)
    .innerJoin(comments, eq(comments.id, commenters.commentId))
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .where(eq(commenters.emailHash, sql.placeholder('emailHash')))
    .orderBy(sql`${commenters.createdAt} desc`, sql`${comments.id} desc`),
)
