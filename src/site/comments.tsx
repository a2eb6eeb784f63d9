import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import { AnonymousForm, CommentForm } from '../comments/input.ts'
import { commentQuery } from '../comments/thread.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { problem } from '../http/problem.ts'
import { refuseCrossSite } from '../http/visitor.ts'
import { commentHtml } from '../text/comment-html.ts'
import { viewArticle } from './article-view.ts'
import { acceptComment, formAgain } from './comment-accept.tsx'
import { changeOwn } from './own-comment.tsx'
import { stayTyped, withoutDatabase } from './spool.tsx'

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
    const { readOnly } = c.get('switches')
    if (readOnly) return stayTyped(c, path, values, readOnly)
    return takeIn(c, path, values).catch((error) => withoutDatabase(c, path, values, error))
  },
)

async function takeIn(c: Context<Env>, path: string, values: Record<string, string>): Promise<Response> {
  const view = await viewArticle(c, path, null)
  if (values.own) return changeOwn(c, view, values)
  if (!view.open) return formAgain(c, view, values, { comment: 'Comments were closed while you wrote.' }, 409)
  const form = v.safeParse(view.site.comments.requireIdentity ? CommentForm : AnonymousForm, values)
  if (!form.success) return formAgain(c, view, values, messages(form.issues))
  const parent = await parentOf(c, path, form.output.comment_parent)
  if (parent === 'gone') return formAgain(c, view, values, { comment: 'The comment you reply to is no longer there.' })
  if (values.act === 'preview') {
    return formAgain(c, view, values, {}, 200, {
      preview: { author: form.output.author, html: commentHtml(form.output.comment) },
    })
  }
  return acceptComment(c, view, form.output, values)
}

async function parentOf(c: Context<Env>, path: string, id: number | null): Promise<'none' | 'there' | 'gone'> {
  if (id === null) return 'none'
  const [parent] = await read(c.var.reader, commentQuery(path, id))
  return parent?.state === 'approved' ? 'there' : 'gone'
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

/** The first thing wrong with each field. */
function messages(issues: readonly v.BaseIssue<unknown>[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const issue of issues) found[v.getDotPath(issue) ?? 'comment'] ??= issue.message
  return found
}

const tooLarge = () => problem(413, 'too-large', { title: 'Your comment is too long' })
const notAForm = () => problem(415, 'unsupported-media-type', { title: 'A comment is sent as a form' })
