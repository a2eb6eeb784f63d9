import { eq, sql } from 'drizzle-orm'
import type { Tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { articles } from '../db/tables/articles.ts'
import { type Asked, type CommentState, commenters, comments } from '../db/tables/comments.ts'
import { rechecks } from '../db/tables/moderation.ts'
import { commentHtml } from '../text/comment-html.ts'
import { noteAlert } from './akismet-alert.ts'
import type { Alert } from './akismet-ask.ts'
import type { CommentForm } from './input.ts'
import { note } from './ledger.ts'
import { answerLetters } from './subscription.ts'
import { DEPTH, SEGMENT, threadTags } from './thread.ts'

/** Who sent it: kept apart from what they said, and not for ever. */
export interface Sender {
  address: string
  addressHash: string
  networkHash?: string | undefined
  emailHash: string
  userAgent: string
  /** The name in the reader's signed cookie. */
  reader: string
  /** How long the email, the address and the browser's name are kept. */
  daysKept: number
  /** Levels that a thread may have. */
  depth: number
}

const DAY = 86_400_000

/** A verdict on a comment as it comes, and who gave it. */
export interface Verdict {
  state: Exclude<CommentState, 'trash'>
  score: number
  reasons: string[]
  spamProbability: number | null
  /** A service outside could not be asked, and is asked again from this moment on. */
  recheckAt: Date | null
  /** What Akismet said of our account. */
  alert?: Alert | null
  /** What it was told, for as long as personal details are kept. */
  asked?: Asked | null
  /** The words as HTML, where the checks have made it already. */
  html?: string
}

export interface Submission {
  id: number
  tags: Tag[]
  statements: Statement[]
}

/** A reader's comment on an article. One that is not approved alters no page. */
export function submit(
  db: Database,
  articleId: number,
  form: CommentForm,
  sender: Sender,
  verdict: Verdict,
  now: Date,
): Submission {
  const id = newId()
  const { state, score, reasons, spamProbability } = verdict
  const shown = state === 'approved'
  const comment = {
    ...{ id, articleId, parentId: form.comment_parent, path: nextPath(articleId, form.comment_parent, sender.depth) },
    ...{ author: form.author, url: form.url, body: form.comment, bodyHtml: verdict.html ?? commentHtml(form.comment) },
    ...{ state, shown, score, reasons, spamProbability, createdAt: now },
  }
  const { daysKept, depth: _, ...details } = sender
  const kept = { asked: verdict.asked, createdAt: now, expiresAt: new Date(now.getTime() + daysKept * DAY) }
  const statements = [
    takeNumber(db, articleId, shown ? 1 : 0),
    db.insert(comments).values(comment),
    db.insert(commenters).values({ commentId: id, email: form.email, ...details, ...kept }),
    ...(shown ? [answerLetters(db, [id], now)] : []),
    note(db, {
      commentId: id,
      at: now,
      actor: 'rules',
      act: 'submitted',
      fromState: null,
      toState: state,
      score,
      reasons,
    }),
    ...(verdict.alert ? [noteAlert(db, verdict.alert, now)] : []),
    ...(verdict.recheckAt
      ? [db.insert(rechecks).values({ commentId: id, call: 'check', dueAt: verdict.recheckAt })]
      : []),
  ]
  return { id, tags: shown ? threadTags(articleId) : [], statements }
}

/** Counts a comment, and takes its number for `nextPath` in the same transaction: no two comments have one. */
export const takeNumber = (db: Database, articleId: number, shown: 0 | 1) =>
  db
    .update(articles)
    .set({ commentSeq: sql`${articles.commentSeq} + 1`, commentCount: sql`${articles.commentCount} + ${shown}` })
    .where(eq(articles.id, articleId))

/** A comment's place. A reply stands below its parent; from the deepest level on, beside it. */
export function nextPath(articleId: number, parentId: number | null, depth: number) {
  const above = sql`coalesce((select substr(p.path, 1, ${(Math.min(depth, DEPTH) - 1) * SEGMENT}) from ${comments} p
    where p.id = ${parentId} and p.article_id = ${articleId}), '')`
  return sql<string>`${above} || printf('%06d', (select a.comment_seq from ${articles} a where a.id = ${articleId}))`
}
