import type { Context } from 'hono'
import * as v from 'valibot'
import { isOurs } from '../comments/form-token.ts'
import { AnonymousForm, CommentForm, TRAP } from '../comments/input.ts'
import { type Sending, wordsKey } from '../comments/once.ts'
import type { Spooled } from '../comments/spooled.ts'
import type { Env } from '../env.ts'
import { isOutage } from '../http/failure.ts'
import { putAway } from '../http/spool.ts'
import { siteAway } from '../http/survive.ts'
import { hashesOf, readerOf, rememberReader, signer, visitorOf } from '../http/visitor.ts'
import type { Site } from '../settings/site.ts'
import { stopsComments } from '../settings/switches.ts'
import { NamesAway } from '../text/entity-names.ts'
import type { Words } from '../text/words/en.ts'
import { words } from '../text/words/words.ts'
import { EditForm } from '../ui/own-comment.tsx'
import { Page } from '../ui/page.tsx'
import { ReplyForm } from '../ui/reply-form.tsx'

/** What to do with a comment's form when the database failed: a new comment is kept safe, and all else stays typed. */
export async function withoutDatabase(
  c: Context<Env>,
  path: string,
  values: Record<string, string>,
  error: unknown,
): Promise<Response> {
  if (!isOutage(error)) throw error
  c.header('Retry-After', '5')
  if (stopsComments(c.get('switches'), path)) return stayTyped(c, path, values, (w) => w.closed)
  const page = { site: await siteAway(c), path, values }
  if (values.own || values.act === 'preview') return sorry(c, page, {}, 503)
  const form = v.safeParse(page.site.comments.requireIdentity ? CommentForm : AnonymousForm, values, {
    lang: page.site.language,
  })
  if (!form.success) return sorry(c, page, messages(form.issues), 422)
  // Who never had a page of ours, as most programs that fill in forms, cannot fill what little room there is.
  if (!(await isOurs(await signer(c, 'form'), values.token ?? ''))) return sorry(c, page, {}, 503)
  return keepSafe(c, page, await spooledOf(c, path, form.output, values))
}

async function keepSafe(c: Context<Env>, page: Typed, spooled: Spooled): Promise<Response> {
  const { success } = await c.env.LIMIT.limit({ key: spooled.sender.addressHash })
  if (!success) return sorry(c, page, { comment: words(page.site.language).away.tooMuch }, 429)
  try {
    await putAway(c.env, await wordsKeyAt(c, page.path, spooled), spooled)
  } catch {
    console.error(JSON.stringify({ event: 'spool-failed' }))
    return sorry(c, page, {}, 503)
  }
  await rememberReader(c, spooled.sender.reader)
  return received(c, page)
}

async function wordsKeyAt(c: Context<Env>, path: string, sending: Sending): Promise<string> {
  const sign = await signer(c, 'words')
  return sign(`${path}\n${await wordsKey(sign, sending)}`)
}

interface Typed {
  site: Site
  path: string
  values: Record<string, string>
}

async function spooledOf(
  c: Context<Env>,
  path: string,
  form: CommentForm,
  values: Record<string, string>,
): Promise<Spooled> {
  const visitor = visitorOf(c)
  const fingerprint = await signer(c, 'fingerprint')
  const [emailHash, hashes] = await Promise.all([fingerprint(form.email.toLowerCase()), hashesOf(c, visitor)])
  const sender = { ...visitor, emailHash, ...hashes, reader: await readerOf(c) }
  return { path, at: c.var.now.getTime(), form, token: values.token ?? '', trapped: Boolean(values[TRAP]), sender }
}

function received(c: Context<Env>, { site, path }: Typed) {
  const w = words(site.language).away
  c.header('Retry-After', undefined)
  return c.html(
    <Page site={site} title={w.received}>
      <div class="narrow" role="status">
        <h1>{w.safe}</h1>
        <p>{w.safely}</p>
        <p>
          <a href={path}>{w.back}</a>
        </p>
      </div>
    </Page>,
  )
}

type Why = string | ((w: Words['away']) => string)

/** The form as typed, and why it cannot be sent now. */
export async function stayTyped(c: Context<Env>, path: string, values: Record<string, string>, why: Why) {
  c.header('Retry-After', '300')
  return sorry(c, { site: await siteAway(c), path, values }, {}, 503, why)
}

/** What to do where the comment holds a character reference of which nothing is known just now: it stays typed. */
export function withoutNames(c: Context<Env>, path: string, values: Record<string, string>, error: unknown) {
  if (!(error instanceof NamesAway)) throw error
  return stayTyped(c, path, values, '')
}

/** A form with everything as typed: the article's page cannot be had. */
function sorry(
  c: Context<Env>,
  { site, path, values }: Typed,
  errors: Record<string, string>,
  status: 422 | 429 | 503,
  why: Why = (w) => w.unreachable,
) {
  const { away: w, comments } = words(site.language)
  return c.html(
    <Page site={site} title={comments.notSent}>
      <div class="narrow">
        <h1>{w.notSent}</h1>
        <p class="notice">
          {typeof why === 'string' ? why : why(w)} {w.stays}
        </p>
        {values.own ? (
          <EditForm path={path} token={values.own} typed={{ values, errors }} site={site} />
        ) : (
          <ReplyForm path={path} token={values.token ?? ''} site={site} mail={false} typed={{ values, errors }} />
        )}
      </div>
    </Page>,
    status,
  )
}

/** The first thing wrong with each field. */
export function messages(issues: readonly v.BaseIssue<unknown>[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const issue of issues) found[v.getDotPath(issue) ?? 'comment'] ??= issue.message
  return found
}
