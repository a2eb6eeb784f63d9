import { html, raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { TRAP } from '../comments/input.ts'
import type { Shown } from '../comments/thread.ts'
import type { Site } from '../settings/site.ts'
import { allowedInComments } from '../text/comment-html.ts'
import { en, type Words } from '../text/words/en.ts'
import { words } from '../text/words/words.ts'
import { linked } from './linked.tsx'
import { ours } from './tongue.ts'

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
  site: Site
  /** Answers can be told of by mail. */
  mail: boolean
  parent?: Pick<Shown, 'id' | 'author'> | undefined
  typed?: Typed | undefined
}

/** "Leave a reply": a plain form, the same for everybody, so that it can be kept at the edge. */
export const ReplyForm: FC<FormProps> = ({ path, token, site, mail, parent, typed }) => {
  const w = words(site.language).form
  const asksWho = site.comments.requireIdentity
  return (
    <section class="reply" id="reply" aria-labelledby="reply-heading" {...ours(site)}>
      <h2 id="reply-heading">{parent ? w.leaveTo(parent.author) : w.leave}</h2>
      {parent && (
        <p class="hint">
          <a href={`${path}#reply`}>{w.cancel}</a>
        </p>
      )}
      {typed && Object.keys(typed.errors).length > 0 && <Summary errors={typed.errors} w={w} />}
      {typed?.preview && <Preview {...typed.preview} w={w} />}
      <form method="post" action={`${path}/comments#reply`} data-remember={w === en.form ? undefined : w.remember}>
        {typed ? <Fields w={w} asksWho={asksWho} typed={typed} /> : still(w)[asksWho ? 'fields' : 'fieldsOfAnyone']}
        {mail && (
          <p>
            <label>
              <input type="checkbox" name="subscribe" value="yes" checked={Boolean(typed?.values.subscribe)} /> {w.mail}
            </label>
          </p>
        )}
        {still(w).trap}
        <Hidden token={token} parent={parent} typed={typed} />
        {typed?.challenge && <Challenge siteKey={typed.challenge} w={w} />}
        {still(w).ending}
      </form>
    </section>
  )
}

const Fields: FC<{ w: Words['form']; asksWho: boolean; typed?: Typed }> = ({ w, asksWho, typed }) => (
  <>
    <div class="pair">
      <Field name="author" label={w.name} typed={typed} required={asksWho}>
        {(more) => <input {...more} type="text" autocomplete="name" dir="auto" value={typed?.values.author} />}
      </Field>
      <Field name="email" label={w.email} hint={w.emailHint} typed={typed} required={asksWho}>
        {(more) => <input {...more} type="email" autocomplete="email" value={typed?.values.email} />}
      </Field>
    </div>
    <Field name="url" label={w.website} typed={typed}>
      {(more) => <input {...more} type="text" inputmode="url" autocomplete="url" value={typed?.values.url} />}
    </Field>
    <Field name="comment" label={w.comment} hint={<Allowed w={w} />} typed={typed} required>
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
    {token && <input type="hidden" name="token" value={token} />}
    {(parent || typed?.values.comment_parent) && (
      <input type="hidden" name="comment_parent" value={String(parent?.id ?? typed?.values.comment_parent)} />
    )}
  </>
)

const Preview: FC<{ author: string; html: string; w: Words['form'] }> = ({ author, html, w }) => {
  const preview = { bodyHtml: html }
  return (
    <div class="comment preview" id="preview">
      <p class="notice">{w.wouldBe}</p>
      <p class="by">
        <strong>
          <bdi>{author}</bdi>
        </strong>
      </p>
      <div class="body">{raw(preview.bodyHtml)}</div>
    </div>
  )
}

const Challenge: FC<{ siteKey: string; w: Words['form'] }> = ({ siteKey, w }) => (
  <div class="notice">
    <p>{w.odd}</p>
    <div class="cf-turnstile" data-sitekey={siteKey} data-action="comment" />
    <noscript>
      <p>{w.noScript}</p>
    </noscript>
    <p>
      <button class="button quiet" type="submit" name="act" value="hold">
        {w.hold}
      </button>
    </p>
    <script src="https://challenges.cloudflare.com/turnstile/v0/api.js" async defer />
  </div>
)

const Allowed: FC<{ w: Words['form'] }> = ({ w }) => (
  <>
    {w.allowed} <code>{allowedInComments}</code>
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

const Summary: FC<{ errors: Record<string, string>; w: Words['form'] }> = ({ errors, w }) => (
  <div class="notice" role="alert">
    <p>{w.refused}</p>
    <ul>
      {Object.entries(errors).map(([name, error]) => (
        <li>
          <a href={`#reply-${name}`}>{error}</a>
        </li>
      ))}
    </ul>
  </div>
)

const Ending: FC<{ w: Words['form'] }> = ({ w }) => (
  <>
    <p class="buttons">
      <button class="button" type="submit">
        {w.post}
      </button>{' '}
      <button class="button quiet" type="submit" name="act" value="preview">
        {w.preview}
      </button>
    </p>
    <p class="hint">{linked(w.spam, '/privacy#comments')}</p>
  </>
)

const Trap: FC<{ w: Words['form'] }> = ({ w }) => (
  <div class="trap" aria-hidden="true">
    <label for="reply-c7q">{w.trap}</label>
    <input id="reply-c7q" name={TRAP} type="text" tabindex={-1} autocomplete="off" />
  </div>
)

const rendered = (w: Words['form']) => ({
  fields: html`${<Fields w={w} asksWho />}`,
  fieldsOfAnyone: html`${<Fields w={w} asksWho={false} />}`,
  ending: html`${<Ending w={w} />}`,
  trap: html`${<Trap w={w} />}`,
})
const stills = new Map<Words['form'], ReturnType<typeof rendered>>()

// What is the same in every article's form is rendered once.
function still(w: Words['form']) {
  const known = stills.get(w)
  if (known) return known
  const made = rendered(w)
  stills.set(w, made)
  return made
}
