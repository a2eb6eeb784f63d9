import type { Answer } from '../cache/change.ts'
import { sha256Hex } from '../text/hash.ts'
import type { CommentForm } from './input.ts'

/** The same words by the same person at the same place are one comment, however often they are sent. */
export const wordsKey = (form: CommentForm): Promise<string> =>
  sha256Hex(JSON.stringify([form.author, form.email, form.comment, form.comment_parent]))

/** Remembered in the commit of the comment, so that a second one of it fails. */
export async function once(articleId: number, form: CommentForm, location: string): Promise<Answer> {
  const key = await wordsKey(form)
  const holder = `comment:${articleId}`
  return { holder, key, requestHash: key, status: 303, headers: { Location: location }, body: '' }
}
