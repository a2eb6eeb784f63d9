import type { Context } from 'hono'
import type { Sender, Submission, Verdict } from '../comments/comment.ts'
import type { CommentForm } from '../comments/input.ts'
import { noticeStatement } from '../comments/notices.ts'
import { subscribe } from '../comments/subscription.ts'
import type { Statement } from '../db/database.ts'
import type { Env } from '../env.ts'
import { mailOf, moderatorsOf } from '../http/mail.ts'
import type { View } from './article-view.ts'

interface Said {
  form: CommentForm
  sender: Sender
  verdict: Verdict
}

/** What a new comment writes into the outbox: a note to moderators, a question to its writer. Nothing without mail. */
export function lettersAbout(c: Context<Env>, { article, site }: View, { id }: Submission, said: Said): Statement[] {
  if (!mailOf(c.env)) return []
  const { store, now } = c.var
  const { form, sender, verdict } = said
  const isNews = verdict.state === 'held' || (verdict.state === 'approved' && site.comments.noticeApproved)
  const asking = { article, commentId: id, language: site.language, email: form.email, emailHash: sender.emailHash }
  return [
    ...(isNews && moderatorsOf(c.env).length > 0 ? [noticeStatement(store.db, id, now)] : []),
    ...(form.subscribe && form.email && verdict.state !== 'spam' ? subscribe(store.db, asking, now) : []),
  ]
}
