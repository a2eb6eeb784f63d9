import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { Site } from '../settings/site.ts'
import { words } from '../text/words/words.ts'
import { Unsent } from './closed.tsx'
import { Moment } from './moment.tsx'
import type { Typed } from './reply-form.tsx'

/** A comment as its writer sees it at its signed address. */
export interface Own {
  id: number
  author: string
  bodyHtml: string
  createdAt: Date
  /** Readers see it too. */
  isShown: boolean
  /** Proves whose it is; absent once it can no longer be changed. */
  token: string | null
}

/** One's own comment, with what can still be done about it. */
export const OwnComment: FC<{ own: Own; path: string; site: Site }> = ({ own, path, site }) => {
  const w = words(site.language).own
  return (
    <div class="comment own" id={`own-${own.id}`}>
      <p class="notice" role="status">
        {own.isShown ? w.published : w.waiting}
        {own.token && ` ${w.changeable}`}
      </p>
      <p class="by">
        <strong>
          <bdi>{own.author}</bdi>
        </strong>{' '}
        <span class="meta">
          <Moment at={own.createdAt} site={site} />
        </span>
      </p>
      <div class="body">{raw(own.bodyHtml)}</div>
      {own.token && (
        <form method="post" action={`${path}/comments#reply`}>
          <input type="hidden" name="own" value={own.token} />
          <p class="buttons">
            <button class="button quiet" type="submit" name="act" value="edit">
              {w.edit}
            </button>{' '}
            <button class="button quiet" type="submit" name="act" value="delete">
              {w.delete}
            </button>
          </p>
        </form>
      )}
    </div>
  )
}

/** New words for one's own comment; without a token, words that came too late. */
export const EditForm: FC<EditProps> = ({ path, token, typed, site }) =>
  token === '' ? (
    <Unsent title={words(site.language).own.stays} typed={typed} site={site} />
  ) : (
    <Rewriting {...{ path, token, typed, site }} />
  )

interface EditProps {
  path: string
  token: string
  typed: Typed
  site: Site
}

const Rewriting: FC<EditProps> = ({ path, token, typed, site }) => (
  <section class="reply" id="reply" aria-labelledby="reply-heading">
    <h2 id="reply-heading">{words(site.language).own.editing}</h2>
    <form method="post" action={`${path}/comments#reply`}>
      <input type="hidden" name="own" value={token} />
      <div>
        <label for="reply-comment">{words(site.language).form.comment}</label>
        <textarea
          id="reply-comment"
          name="comment"
          dir="auto"
          rows={8}
          required
          aria-invalid={typed.errors.comment ? 'true' : undefined}
          aria-describedby={typed.errors.comment ? 'reply-comment-error' : undefined}
        >
          {typed.values.comment}
        </textarea>
        {typed.errors.comment && (
          <p class="error" id="reply-comment-error">
            {typed.errors.comment}
          </p>
        )}
      </div>
      <p>
        <button class="button" type="submit" name="act" value="save">
          {words(site.language).own.save}
        </button>
      </p>
    </form>
  </section>
)
