import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import { type Answer, change } from '../cache/change.ts'
import { submit } from '../comments/comment.ts'
import { CommentForm } from '../comments/input.ts'
import { commentQuery } from '../comments/thread.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { isConflict } from '../http/failure.ts'
import { findAnswer } from '../http/idempotency.ts'
import { problem } from '../http/problem.ts'
import { refuseCrossSite, signer, visitorOf } from '../http/visitor.ts'
import { sha256Hex } from '../text/hash.ts'
import type { Typed } from '../ui/reply-form.tsx'
import { ArticlePage } from './article-page.tsx'
import { type View, viewArticle } from './article-view.ts'

/** Four bytes for each of 65,525 characters, percent-encoded at worst, and the other fields. */
const MAX_BYTES = 1_000_000

/** `POST /2026/11/the-strike/comments`: a reader's comment, from a plain form. */
export const commentsDoor = new Hono<Env>().post(
  '/:year{[0-9]{4}}/:month{[0-9]{2}}/:slug{[a-z0-9-]+}/comments',
  bodyLimit({
    maxSize: MAX_BYTES,
    onError: () => {
      throw tooLarge()
    },
  }),
  async (c) => {
    refuseCrossSite(c)
    const path = c.req.path.slice(0, -'/comments'.length)
    const values = await typedValues(c)
    const view = await viewArticle(c.var.reader, path, '', c.var.now)
    if (!view.open) throw problem(409, 'comments-closed', { title: 'Comments are closed' })
    const form = v.safeParse(CommentForm, values)
    if (!form.success) return again(c, view, { values, errors: messages(form.issues) })
    const parent = form.output.comment_parent
    if (parent !== null && !(await canBeAnswered(c, path, parent))) {
      return again(c, view, { values, errors: { comment: 'The comment you reply to is no longer there.' } })
    }
    return accept(c, view, form.output)
  },
)

async function accept(c: Context<Env>, { article }: View, form: CommentForm): Promise<Response> {
  const { store, now } = c.var
  const visitor = visitorOf(c)
  const fingerprint = await signer(c, 'fingerprint')
  const sender = {
    ...visitor,
    emailHash: await fingerprint(form.email.toLowerCase()),
    addressHash: await fingerprint(visitor.address),
  }
  const { id, statements } = submit(store.db, article.id, form, sender, now)
  const sign = await signer(c, 'waiting-comment')
  const location = `${article.path}?waiting=${id}.${await sign(String(id))}#comment-${id}`
  const answer = await once(article.id, form, location)
  try {
    await change(store, { tags: [], now, answer }, statements)
    return seeOther(location)
  } catch (error) {
    // The same comment a second time, by a double click or a retry: it is there already, once.
    const before = isConflict(error) ? await findAnswer(store.db, answer) : undefined
    if (before) return seeOther(before.headers.Location ?? article.path)
    throw error
  }
}

// The same words by the same person at the same place are one comment, however often they are sent.
async function once(articleId: number, form: CommentForm, location: string): Promise<Answer> {
  const key = await sha256Hex(JSON.stringify([form.author, form.email, form.comment, form.comment_parent]))
  const holder = `comment:${articleId}`
  return { holder, key, requestHash: key, status: 303, headers: { Location: location }, body: '' }
}

async function canBeAnswered(c: Context<Env>, path: string, id: number): Promise<boolean> {
  const [parent] = await read(c.var.reader, commentQuery(path, id))
  return parent?.state === 'approved'
}

async function typedValues(c: Context<Env>): Promise<Record<string, string>> {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) throw notAForm()
  const form = await c.req.parseBody().catch(() => {
    throw problem(400, 'bad-request', { title: 'This form cannot be read' })
  })
  const texts = Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { author: '', email: '', url: '', comment: '', ...Object.fromEntries(texts) }
}

// The page as it was, with every field as typed and each message at its field.
const again = (c: Context<Env>, view: View, typed: Typed) => c.html(<ArticlePage view={view} typed={typed} />, 422)

function messages(issues: readonly v.BaseIssue<unknown>[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const issue of issues) found[v.getDotPath(issue) ?? 'comment'] ??= issue.message
  return found
}

const seeOther = (location: string) => new Response(null, { status: 303, headers: { Location: location } })
const tooLarge = () => problem(413, 'too-large', { title: 'Your comment is too long' })
const notAForm = () => problem(415, 'unsupported-media-type', { title: 'A comment is sent as a form' })
