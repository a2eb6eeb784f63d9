import type { FC } from 'hono/jsx'
import type { Site } from '../settings/site.ts'
import { words } from '../text/words/words.ts'
import type { Typed } from './reply-form.tsx'

/** Stands where the form was. What was typed before comments closed cannot be sent; it is not lost either. */
export const Closed: FC<{ typed: Typed | undefined; site: Site }> = ({ typed, site }) =>
  typed ? (
    <Unsent title={words(site.language).comments.closed} typed={typed} site={site} />
  ) : (
    <section class="reply">
      <p>{words(site.language).comments.closed}.</p>
    </section>
  )

/** What was typed and cannot be taken, and why. */
export const Unsent: FC<{ title: string; typed: Typed; site: Site }> = ({ title, typed, site }) => (
  <section class="reply" id="reply" aria-labelledby="reply-heading">
    <h2 id="reply-heading">{title}</h2>
    <p class="notice" role="alert">
      {typed.errors.comment} {words(site.language).comments.copyIt}
    </p>
    <label for="reply-comment">{words(site.language).comments.yours}</label>
    <textarea id="reply-comment" dir="auto" rows={8} readonly>
      {typed.values.comment}
    </textarea>
  </section>
)
