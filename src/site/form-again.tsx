import type { Context } from 'hono'
import { commentQuery, threadQuery } from '../comments/thread.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { words } from '../text/words/words.ts'
import type { Typed } from '../ui/reply-form.tsx'
import { ArticlePage } from './article-page.tsx'
import type { View } from './article-view.ts'

/**
 * The page as it was, with every field as typed and each message at its field. A reply whose comment is gone stands by
 * itself from here on, and its writer is told.
 */
export async function formAgain(
  c: Context<Env>,
  view: View,
  values: Record<string, string>,
  errors: Record<string, string>,
  status: 200 | 409 | 422 | 429 = 422,
  more: Pick<Typed, 'preview' | 'challenge'> = {},
): Promise<Response> {
  const { path } = view.article
  const { comment_parent: answers = '', ...others } = values
  const [thread, found] = await read(c.var.reader, threadQuery(path, ''), commentQuery(path, Number(answers) || 0))
  const parent = found?.state === 'approved' ? found : undefined
  const isLost = Number(answers) !== 0 && !parent && view.open
  const typed = {
    values: isLost ? others : values,
    errors: isLost ? withLoss(errors, words(view.site.language).refusals.lostParent) : errors,
    ...more,
  }
  return c.html(<ArticlePage view={{ ...view, thread }} parent={parent} typed={typed} />, status)
}

const withLoss = ({ comment_parent: _, comment, ...others }: Record<string, string>, lost: string) => ({
  ...others,
  comment: [comment, lost].filter(Boolean).join(' '),
})
