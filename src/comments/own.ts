import { and, eq, ne, sql } from 'drizzle-orm'
import type { Tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { comments } from '../db/tables/comments.ts'
import { rechecks } from '../db/tables/moderation.ts'
import { commentHtml } from '../text/comment-html.ts'
import { lesson, storedTokens } from './learning.ts'
import { outcome } from './learning-outcome.ts'
import { witness } from './ledger.ts'
import { count } from './lessons.ts'
import { decide } from './moderation.ts'
import { forgetWords } from './once.ts'
import { type One, threadTags } from './thread.ts'

/** So long may its writer change a comment. */
export const MINUTES_TO_EDIT = 15
/** So often may its writer give it new words: the ledger keeps the old ones, up to 65,525 characters each time. */
export const EDITS = 10

/**
 * Its writer may edit or remove a comment for a while, until somebody answers or a moderator puts it away: who was
 * called a spammer could otherwise take back what the filter learned of it.
 */
export const canChange = ({ createdAt, isAnswered, state, taught }: One, now: Date): boolean =>
  !isAnswered &&
  state !== 'trash' &&
  taught !== 'spam' &&
  now.getTime() - createdAt.getTime() < MINUTES_TO_EDIT * 60_000

interface Written {
  tags: Tag[]
  statements: Statement[]
}

/** New words, and what the checks say of them. */
export interface Rewriting {
  body: string
  /** The checks would not let them through as the old ones were. */
  waits: boolean
  spamProbability: number | null
}

/**
 * New words for one's own comment. What the filter was taught of the old ones is taken back; nobody has decided on the
 * new ones yet. Fails as a conflict when somebody decided meanwhile, and so does `takeBack`.
 */
export function rewrite(db: Database, own: One, { body, waits, spamProbability }: Rewriting, now: Date): Written {
  const toState = waits && own.state === 'approved' ? 'held' : own.state
  const moved =
    toState === own.state ? none(own) : decide(db, own, toState, { actor: 'reader', now, before: taughtOf(own) })
  const { body: oldBody, bodyHtml, author, url } = own
  const entry = {
    ...{ commentId: own.id, at: now, actor: 'reader', act: 'edited' as const, fromState: own.state, toState },
    reasons: ['its writer edited it'],
    before: { body: oldBody, bodyHtml, author, url },
  }
  const change = { body, bodyHtml: commentHtml(body), editedAt: now, spamProbability }
  const update = db.update(comments).set(change).where(eq(comments.id, own.id))
  const edited = witness(db, [{ id: newId(), entry, saw: own }])
  return { tags: moved.tags, statements: [edited, ...moved.statements, update, ...unteach(db, own)] }
}

/** Takes one's own comment back, and with it the lesson that was made of it. */
export function takeBack(db: Database, own: One, now: Date): Written {
  const by = { actor: 'reader', now, reasons: ['its writer removed it'], before: taughtOf(own) }
  const { tags, statements } = decide(db, own, 'trash', by)
  return { tags, statements: [...statements, ...unteach(db, own), forgetWords(db, sql`(${own.id})`)] }
}

const taughtOf = ({ taught }: One) => ({ taught })

// Akismet is told no more either: what waits to be sent would be sent with the words as they are by then.
function unteach(db: Database, own: One): Statement[] {
  const { id, taught, spamProbability } = own
  if (taught === null) return []
  return [
    db.update(comments).set({ taught: null }).where(eq(comments.id, id)),
    ...count(db, [lesson(storedTokens(own), null, taught), outcome(spamProbability, null, taught)]),
    db.delete(rechecks).where(and(eq(rechecks.commentId, id), ne(rechecks.call, 'check'))),
  ]
}

const none = (own: One): Written => ({
  tags: own.state === 'approved' ? threadTags(own.articleId) : [],
  statements: [],
})
