import { and, eq, ne, sql } from 'drizzle-orm'
import type { Tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { build, first, prepared, type Query } from '../db/read.ts'
import { commenters, comments } from '../db/tables/comments.ts'
import { rechecks } from '../db/tables/moderation.ts'
import { commentHtml } from '../text/comment-html.ts'
import { noteAlert, rememberGuid } from './akismet-alert.ts'
import { type Judgement, stateAt, thresholds } from './judge.ts'
import { lesson, storedTokens } from './learning.ts'
import { outcome } from './learning-outcome.ts'
import { witness } from './ledger.ts'
import { count } from './lessons.ts'
import { decide } from './moderation.ts'
import { forgetWords } from './once.ts'
import type { Decided } from './receive.ts'
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

/** Who sent it, as it was told then; null where nothing is known any more. */
export type Sent = ReturnType<ReturnType<typeof sent>['take']>[number]

export const sentQuery = (id: number): Query<Sent | undefined> => first(sent({ id }))

const sent = prepared(() =>
  build
    .select({
      email: commenters.email,
      emailHash: commenters.emailHash,
      address: commenters.address,
      addressHash: commenters.addressHash,
      userAgent: commenters.userAgent,
      networkHash: commenters.networkHash,
      reader: commenters.reader,
    })
    .from(commenters)
    .where(eq(commenters.commentId, sql.placeholder('id'))),
)

/** New words, and what was made of them, as of a comment that comes. */
export interface Rewriting extends Decided {
  body: string
  spamProbability: number | null
}

/** The verdict on new words for a comment in this state: what waited waits on, and what was spam stays it. */
export function verdictOn(state: One['state'], { score, reasons }: Judgement): Judgement {
  const least = { approved: 0, held: thresholds.hold, spam: thresholds.spam, trash: thresholds.spam }[state]
  const sum = Math.max(score, 0) + least
  const why = least === 0 ? [] : [`its writer changed it ${state === 'held' ? 'while it waited' : 'when it was spam'}`]
  return { state: stateAt(sum), score: sum, reasons: [...reasons, ...why] }
}

/**
 * New words for one's own comment. What the filter was taught of the old ones is taken back; nobody has decided on the
 * new ones yet. Fails as a conflict when somebody decided meanwhile, and so does `takeBack`.
 */
export function rewrite(
  db: Database,
  own: One,
  rewriting: Rewriting,
  now: Date,
): Written & {
  /** What readers saw waits for a moderator now. */
  waits: boolean
} {
  const { body, judgement, spamProbability } = rewriting
  const { state, score, reasons } = verdictOn(own.state, judgement)
  const toState = state === 'refused' ? 'spam' : state
  const moved =
    toState === own.state
      ? none(own)
      : decide(db, own, toState, { actor: 'reader', now, reasons, before: taughtOf(own) })
  const { body: oldBody, bodyHtml, author, url } = own
  const entry = {
    ...{ commentId: own.id, at: now, actor: 'reader', act: 'edited' as const, fromState: own.state, toState },
    ...{ score, reasons: ['its writer edited it', ...reasons] },
    before: { body: oldBody, bodyHtml, author, url },
  }
  const open = { decidedBy: '', decidedAt: null }
  const change = { body, bodyHtml: commentHtml(body), editedAt: now, spamProbability, score, reasons, ...open }
  const update = db.update(comments).set(change).where(eq(comments.id, own.id))
  const edited = witness(db, [{ id: newId(), entry, saw: own }])
  const statements = [edited, ...moved.statements, update, ...unteach(db, own), ...answered(db, own.id, rewriting, now)]
  return { tags: moved.tags, statements, waits: own.state === 'approved' && toState === 'held' }
}

// What Akismet said of the words, by what name it knows the question, and of our account.
const answered = (db: Database, id: number, { recheckAt, alert, asked }: Decided, now: Date): Statement[] => [
  askAgain(db, id, recheckAt),
  ...(asked?.guid ? [rememberGuid(db, id, asked.guid)] : []),
  ...(alert ? [noteAlert(db, alert, now)] : []),
]

// What was to be asked of the old words is asked of no others.
function askAgain(db: Database, commentId: number, dueAt: Date | null): Statement {
  if (!dueAt) return db.delete(rechecks).where(and(eq(rechecks.commentId, commentId), eq(rechecks.call, 'check')))
  const row = { call: 'check' as const, dueAt, attempts: 0 }
  return db
    .insert(rechecks)
    .values({ commentId, ...row })
    .onConflictDoUpdate({ target: rechecks.commentId, set: row })
}

/** Takes one's own comment back, and with it the lesson that was made of it. */
export function takeBack(db: Database, own: One, now: Date): Written {
  const by = { actor: 'reader', now, reasons: ['its writer removed it'], before: taughtOf(own) }
  const { tags, statements } = decide(db, own, 'trash', by)
  return { tags, statements: [...statements, ...unteach(db, own), ...forgetWords(db, sql`(${own.id})`, now)] }
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
