import type { Tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { CommentState } from '../db/tables/comments.ts'
import { isSeen, type Move, move } from './bulk.ts'
import { type Entry, type Witnessed, witness } from './ledger.ts'
import { answerLetters } from './subscription.ts'
import { threadTags } from './thread.ts'

/** What a decision needs to know of a comment; its commit fails where that is no longer so. */
export interface Subject extends Omit<Witnessed['saw'], 'state'> {
  id: number
  articleId: number
  path: string
  state: CommentState
}

export interface Deciding {
  actor: string
  now: Date
  reasons?: string[]
  act?: Entry['act']
  /** What the entry keeps of what was. */
  before?: Entry['before']
}

export interface Decision {
  decision: { state: CommentState; decidedAt: Date; decidedBy: string }
  tags: Tag[]
  statements: Statement[]
}

/**
 * A decision on a comment, by whoever may make it; a moderator's teaches as well, and goes through `alter`.
 * Its commit fails as a conflict when the comment is no longer what was read.
 */
export function decide(db: Database, comment: Subject, state: CommentState, by: Deciding): Decision {
  const { id, articleId, path, state: from } = comment
  const moved: Move = { id, articleId, path, from, to: state }
  const entry = {
    ...{ commentId: id, at: by.now, actor: by.actor, act: by.act ?? ('decided' as const) },
    ...{ fromState: from, toState: state, reasons: by.reasons ?? [] },
    ...(by.before && { before: by.before }),
  }
  return {
    decision: { state, decidedAt: by.now, decidedBy: by.actor },
    tags: isSeen(moved) ? threadTags(articleId) : [],
    statements: [
      ...(state === 'approved' ? [answerLetters(db, [id], by.now)] : []),
      witness(db, [{ id: newId(), entry, saw: comment }]),
      ...move(db, [moved], by),
    ],
  }
}
