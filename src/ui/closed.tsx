import type { FC } from 'hono/jsx'
import type { Typed } from './reply-form.tsx'

/** Stands where the form was. What was typed before comments closed cannot be sent; it is not lost either. */
export const Closed: FC<{ typed: Typed | undefined }> = ({ typed }) =>
  typed ? (
    <Unsent title="Comments are closed" typed={typed} />
  ) : (
    <section class="reply">
      <p>Comments are closed.</p>
    </section>
  )

/** What was typed and cannot be taken, and why. */
export const Unsent: FC<{ title: string; typed: Typed }> = ({ title, typed }) => (
  <section class="reply" id="reply" aria-labelledby="reply-heading">
    <h2 id="reply-heading">{title}</h2>
    <p class="notice" role="alert">
      {typed.errors.comment} What you wrote has not been sent. Here it is, for you to copy:
    </p>
    <label for="reply-comment">Your comment</label>
    <textarea id="reply-comment" dir="auto" rows={8} readonly>
      {typed.values.comment}
    </textarea>
  </section>
)
