import type { FC } from 'hono/jsx'
import type { Typed } from './reply-form.tsx'

/** Stands where the form was. What was typed before comments closed cannot be sent; it is not lost either. */
export const Closed: FC<{ typed: Typed | undefined }> = ({ typed }) =>
  typed ? (
    <section class="reply" id="reply">
      <h2>Comments are closed</h2>
      <p class="notice" role="alert">
        {typed.errors.comment} Your comment has not been sent. Here it is, for you to copy:
      </p>
      <label for="reply-comment">Your comment</label>
      <textarea id="reply-comment" dir="auto" rows={8} readonly>
        {typed.values.comment}
      </textarea>
    </section>
  ) : (
    <section class="reply">
      <p>Comments are closed.</p>
    </section>
  )
