import { asc, eq, lte, sql } from 'drizzle-orm'
import type { Tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { asJson, build, prepared, type Query } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'
import { type CommentState, commenters, comments } from '../db/tables/comments.ts'
import { type Before, rechecks, verdicts } from '../db/tables/moderation.ts'
import { type Akismet, checkComment, submitHam, submitSpam, type Verdict } from './akismet.ts'
import { noteAlert, rememberGuid } from './akismet-alert.ts'
import type { Alert, Failed } from './akismet-ask.ts'
import { findingOf, isPending, nextAttempt, PENDING } from './akismet-finding.ts'
import type { Said } from './akismet-said.ts'
import { thresholds } from './judge.ts'
import { note } from './ledger.ts'
import { decide } from './moderation.ts'
import { isUndecided, onlyWhileUndecided } from './undecided.ts'

/** A comment that Akismet has still to be asked, or told, about. */
export type Due = ReturnType<typeof due> extends Query<(infer Row)[]> ? Row : never

/** Those whose time has come, the longest waiting first. */
export const dueQuery = (now: Date, limit: number): Query<Due[]> => due({ now: now.getTime(), limit })

interface Written {
  tags: Tag[]
  statements: Statement[]
}

/** Asks, or tells, once more about one comment, and says what has to be committed for it. */
export async function recheck(
  db: Database,
  akismet: Akismet,
  paper: { address: string; language: string },
  comment: Due,
  now: Date,
): Promise<Written> {
  const said = saidOf(comment, paper)
  if (comment.call !== 'check') {
    const submit = comment.call === 'submit-ham' ? submitHam : submitSpam
    // Its own words: what a moderator made of them since says nothing of who sent them.
    const told = await submit(akismet, { ...said, ...wordsOf(comment) }, comment.asked?.guid)
    return told === 'thanked' ? settled(db, comment) : again(db, comment, told, now)
  }
  if (comment.state !== 'held' || !isUndecided(comment)) return settled(db, comment)
  const opinion = await checkComment(akismet, { ...said, recheckReason: 'recheck' })
  return 'failed' in opinion ? again(db, comment, opinion, now) : accept(db, comment, opinion, now)
}

const saidOf = (comment: Due, paper: { address: string; language: string }): Said => ({
  ...{ author: comment.author, url: comment.url, content: comment.body, parentId: comment.parentId },
  ...{ email: comment.email, address: comment.address, userAgent: comment.userAgent },
  ...comment.asked,
  permalink: paper.address + (comment.articlePath ?? ''),
  publishedAt: comment.publishedAt ?? comment.createdAt,
  ...{ createdAt: comment.createdAt, language: paper.language },
})

function wordsOf({ before }: Due): Partial<Said> {
  if (!before?.body) return {}
  const { body: content, author, url } = before
  return { content, ...(author !== undefined && { author }), ...(url !== undefined && { url }) }
}

// Akismet's no answer is taken out of the sum, and its answer put in. "Still looking" counts once: this is the end.
function accept(db: Database, comment: Due, opinion: Verdict, now: Date): Written {
  const finding = findingOf({ ...opinion, recheckAfter: null })
  const others = comment.reasons.filter((reason) => !isPending(reason))
  const score = (comment.score ?? thresholds.hold) - PENDING + (finding?.score ?? 0)
  const reasons = [finding?.reason ?? 'Akismet says it is no spam']
  const state: CommentState = finding ? 'spam' : isFree(comment, score) ? 'approved' : 'held'
  const by = { actor: 'akismet', now, reasons, act: 'rechecked' as const }
  const entry = { commentId: comment.id, at: now, ...by, fromState: comment.state, toState: state, score }
  const made = state === 'held' ? { tags: [], statements: [note(db, entry)] } : decide(db, comment, state, by)
  const verdict = db.update(comments).set({ score, reasons: [...others, ...reasons] })
  const statements = [onlyWhileUndecided(db, comment), verdict.where(eq(comments.id, comment.id))]
  const told = [...remember(db, comment, opinion), ...alerted(db, opinion.alert, now)]
  return { tags: made.tags, statements: [...statements, ...made.statements, ...told, forget(db, comment)] }
}

const remember = (db: Database, { id }: Due, { guid }: Verdict): Statement[] =>
  guid === null ? [] : [rememberGuid(db, id, guid)]

const alerted = (db: Database, alert: Alert | null | undefined, now: Date): Statement[] =>
  alert ? [noteAlert(db, alert, now)] : []

// Held for nothing else.
const isFree = ({ reasons }: Due, score: number): boolean => score < thresholds.hold && reasons.some(isPending)

function again(db: Database, comment: Due, failure: Failed, now: Date): Written {
  const attempts = comment.attempts + 1
  const dueAt = nextAttempt(attempts, now, failure)
  const alert = alerted(db, failure.alert, now)
  if (dueAt) return { tags: [], statements: [postpone(db, comment, attempts, dueAt), ...alert] }
  const reasons = [`Akismet could not be asked for three days: ${failure.failed}`]
  const states = { fromState: comment.state, toState: comment.state }
  const entry = { commentId: comment.id, at: now, actor: 'akismet', act: 'rechecked' as const, ...states, reasons }
  return { tags: [], statements: [note(db, entry), ...alert, forget(db, comment)] }
}

const postpone = (db: Database, { id }: Due, attempts: number, dueAt: Date) =>
  db.update(rechecks).set({ attempts, dueAt }).where(eq(rechecks.commentId, id))

const settled = (db: Database, comment: Due): Written => ({ tags: [], statements: [forget(db, comment)] })

// Only the call that was made: a moderator's disagreement may have taken its place meanwhile.
const forget = (db: Database, { id, call }: Due): Statement =>
  db.delete(rechecks).where(sql`${rechecks.commentId} = ${id} and ${rechecks.call} = ${call}`)

// As Akismet last knew them: before the first edit since it answered.
const before = asJson<Before | null>(
  sql`(select v.before from ${verdicts} v where v.comment_id = ${comments.id} and v.before ->> '$.body' is not null
    and v.at > coalesce((select max(r.at) from ${verdicts} r where r.comment_id = v.comment_id
      and (r.act = 'rechecked' or r.act = 'edited' and r.actor = 'reader')), 0)
    order by v.at, v.id limit 1)`,
)

const due = prepared(() =>
  build
    .select({
      ...{ call: rechecks.call, attempts: rechecks.attempts, id: comments.id, articleId: comments.articleId },
      ...{ path: comments.path, parentId: comments.parentId, author: comments.author, url: comments.url },
      ...{ body: comments.body, state: comments.state, score: comments.score, reasons: comments.reasons },
      ...{ createdAt: comments.createdAt, editedAt: comments.editedAt, decidedBy: comments.decidedBy },
      ...{ email: commenters.email, address: commenters.address, userAgent: commenters.userAgent },
      ...{ asked: commenters.asked, before: before.as('checked_words') },
      articlePath: sql<string | null>`${articles.path}`.as('article_path'),
      publishedAt: articles.publishedAt,
    })
    .from(rechecks)
    .innerJoin(comments, eq(comments.id, rechecks.commentId))
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .leftJoin(commenters, eq(commenters.commentId, comments.id))
    .where(lte(rechecks.dueAt, sql.placeholder('now')))
    .orderBy(asc(rechecks.dueAt), asc(rechecks.commentId))
    .limit(sql.placeholder('limit')),
)
