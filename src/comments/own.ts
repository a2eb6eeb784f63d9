import { eq } from 'drizzle-orm'
import type { Tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { comments } from '../db/tables/comments.ts'
import { commentHtml } from '../text/comment-html.ts'
import { note } from './ledger.ts'
import { decide } from './moderation.ts'
import { type One, threadTags } from './thread.ts'

/** So long may its writer change a comment. */
export const MINUTES_TO_EDIT = 15

/** Its writer may edit or remove a comment for a while, until somebody answers. */
export const canChange = ({ createdAt, isAnswered, state }: One, now: Date): boolean =>
  !isAnswered && state !== 'trash' && now.getTime() - createdAt.getTime() < MINUTES_TO_EDIT * 60_000

interface Written {
  tags: Tag[]
  statements: Statement[]
}

/** New words for one's own comment; `waits` when the checks would not let them through as the old ones were. */
export function rewrite(db: Database, own: One, body: string, waits: boolean, now: Date): Written {
  const change = { body, bodyHtml: commentHtml(body), editedAt: now }
  const { body: oldBody, bodyHtml, author, url } = own
  const toState = waits && own.state === 'approved' ? 'held' : own.state
  const moved = toState === own.state ? none(own) : decide(db, own, toState, { actor: 'reader', now })
  const entry = {
    ...{ commentId: own.id, at: now, actor: 'reader', act: 'edited' as const, fromState: own.state, toState },
    reasons: ['its writer edited it'],
    before: { body: oldBody, bodyHtml, author, url },
  }
  const update = db.update(comments).set(change).where(eq(comments.id, own.id))
  return { tags: moved.tags, statements: [...moved.statements, update, note(db, entry)] }
}

/** Takes one's own comment back. */
export function takeBack(db: Database, own: One, now: Date): Written {
  return decide(db, own, 'trash', { actor: 'reader', now, reasons: ['its writer removed it'] })
}

const none = (own: One): Written => ({
  tags: own.state === 'approved' ? threadTags(own.articleId) : [],
  statements: [],
})
