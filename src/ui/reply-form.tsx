import { html, raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { TRAP } from '../comments/input.ts'
import type { Shown } from '../comments/thread.ts'
import { allowedInComments } from '../text/comment-html.ts'

/** What a reader typed, what is wrong with it field by field, and how it would look. */
export interface Typed {
  values: Record<string, string>
  errors: Record<string, string>
  preview?: { author: string; html: string } | undefined
  /** Turnstile's site key, where a check for people is asked for. */
  challenge?: string | undefined
}

interface FormProps {
  /** The article's path. */
  path: string
  /** Says that the form came from this page; '' where nothing can be signed. */
  token: string
  /** Name and email have to be given. */
  asksWho: boolean
  /** Answers can be told of by mail. */
  mail: boolean
  parent?: Pick<Shown, 'id' | 'author'> | undefined
  typed?: Typed | undefined
}

/** "Leave a reply": a plain form, the same for everybody, so that it can be kept at the edge. */
export const ReplyForm: FC<FormProps> = ({ path, token, asksWho, mail, parent, typed }) => (
  <section class="reply" id="reply" aria-labelledby="reply-heading">
    <h2 id="reply-heading">{parent ? `Leave a reply to ${parent.author}` : 'Leave a reply'}</h2>
    {parent && (
      <p class="hint">
        <a href={`${path}#reply`}>Cancel reply</a>
      </p>
    )}
    {typed && Object.keys(typed.errors).length > 0 && <Summary errors={typed.errors} />}
    {typed?.preview && <Preview {...typed.preview} />}
    <form method="post" action={`${path}/comments#reply`}>
      {typed ? <Fields asksWho={asksWho} typed={typed} /> : asksWho ? blankFields : blankFieldsOfAnyone}
      {mail && (
        <p>
          <label>
            <input type="checkbox" name="subscribe" value="yes" checked={Boolean(typed?.values.subscribe)} /> Email me
            when somebody answers
          </label>
        </p>
      )}
      <Hidden token={token} parent={parent} typed={typed} />
      {typed?.challenge && <Challenge siteKey={typed.challenge} />}
      {ending}
    </form>
    <script src="/reply.js" defer />
  </section>
)

const Fields: FC<Pick<FormProps, 'asksWho' | 'typed'>> = ({ asksWho, typed }) => (
  <>
    <div class="pair">
      <Field name="author" label="Name" typed={typed} required={asksWho}>
        {(more) => <input {...more} type="text" autocomplete="name" dir="auto" value={typed?.values.author} />}
      </Field>
      <Field
        name="email"
        label="Email"
        hint="Your email address will not be published."
        typed={typed}
        required={asksWho}
      >
        {(more) => <input {...more} type="email" autocomplete="email" value={typed?.values.email} />}
      </Field>
    </div>
    <Field name="url" label="Website (optional)" typed={typed}>
      {(more) => <input {...more} type="text" inputmode="url" autocomplete="url" value={typed?.values.url} />}
    </Field>
    <Field name="comment" label="Comment" hint={<Allowed />} typed={typed} required>
      {(more) => (
        <textarea {...more} dir="auto" rows={8}>
          {typed?.values.comment ?? ''}
        </textarea>
      )}
    </Field>
  </>
)

// The trap is offered to programs only: out of sight, out of the tab order, and not to be filled in.
const Hidden: FC<Pick<FormProps, 'token' | 'parent' | 'typed'>> = ({ token, parent, typed }) => (
  <>
    {trap}
    {token && <input type="hidden" name="token" value={token} />}
    {(parent || typed?.values.comment_parent) && (
      <input type="hidden" name="comment_parent" value={String(parent?.id ?? typed?.values.comment_parent)} />
    )}
  </>
)

const Preview: FC<{ author: string; html: string }> = ({ author, html }) => {
  const preview = { bodyHtml: html }
  return (
    <div class="comment preview" id="preview">
      <p class="notice">This is how your comment will look. It has not been sent yet.</p>
      <p class="by">
        <strong>
          <bdi>{author}</bdi>
        </strong>
      </p>
      <div class="body">{raw(preview.bodyHtml)}</div>
    </div>
  )
}

const Challenge: FC<{ siteKey: string }> = ({ siteKey }) => (
  <div class="notice">
    <p>One more thing: something about this comment looked like a program’s work.</p>
    <div class="cf-turnstile" data-sitekey={siteKey} data-action="comment" />
    <noscript>
      <p>Without scripts there is another way:</p>
    </noscript>
    <p>
      <button class="button quiet" type="submit" name="act" value="hold">
        Send it to a moderator instead
      </button>
    </p>
    <script src="https://challenges.cloudflare.com/turnstile/v0/api.js" async defer />
  </div>
)

const Allowed: FC = () => (
  <>
    You may use these HTML tags and attributes: <code>{allowedInComments}</code>
  </>
)

interface FieldProps {
  name: string
  label: string
  hint?: Child
  typed: Typed | undefined
  required?: boolean
  children: (more: Record<string, string | boolean | undefined>) => unknown
}

// No maxlength: browsers count other than people do, and cut what is pasted without a word.
// Each hint and message is tied to its field: by sight, and by aria-describedby.
const Field = ({ name, label, hint, typed, required, children }: FieldProps) => {
  const error = typed?.errors[name]
  const id = `reply-${name}`
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined
  return (
    <div>
      <label for={id}>{label}</label>
      {children({
        id,
        name,
        required,
        'aria-invalid': error ? 'true' : undefined,
        'aria-describedby': described,
      })}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

const Summary: FC<{ errors: Record<string, string> }> = ({ errors }) => (
  <div class="notice" role="alert">
    <p>Your comment has not been sent. Nothing you typed is lost:</p>
    <ul>
      {Object.entries(errors).map(([name, error]) => (
        <li>
          <a href={`#reply-${name}`}>{error}</a>
        </li>
      ))}
    </ul>
  </div>
)

const Ending: FC = () => (
  <>
    <p class="buttons">
      <button class="button" type="submit">
        Post comment
      </button>{' '}
      <button class="button quiet" type="submit" name="act" value="preview">
        Preview
      </button>
    </p>
    <p class="hint">
      To keep out spam, comments pass a filter, and some wait for a moderator.{' '}
      <a href="/privacy#comments">What is kept of your comment, and what is sent where</a>.
    </p>
  </>
)

const Trap: FC = () => (
  <div class="trap" aria-hidden="true">
    <label for="reply-c7q">Leave this empty</label>
    <input id="reply-c7q" name={TRAP} type="text" tabindex={-1} autocomplete="off" />
  </div>
)

// What is the same in every article's form is rendered once.
const blankFields = html`${<Fields asksWho />}`
const blankFieldsOfAnyone = html`${<Fields asksWho={false} />}`
const ending = html`${<Ending />}`
const trap = html`${<Trap />}`
