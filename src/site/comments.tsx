import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import { AnonymousForm, CommentForm } from '../comments/input.ts'
import { commentQuery } from '../comments/thread.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { Hono } from '../http/hono.ts'
import { wayOn } from '../http/missing.ts'
import { problem } from '../http/problem.ts'
import { hashesOf, refuseCrossSite, visitorOf } from '../http/visitor.ts'
import { commentHtml } from '../text/comment-html.ts'
import { words } from '../text/words/words.ts'
import { type View, viewArticle } from './article-view.ts'
import { acceptComment } from './comment-accept.tsx'
import { formAgain } from './form-again.tsx'
import { changeLater, changeOwn } from './own-comment.tsx'
import { messages, stayTyped, withoutDatabase, withoutNames } from './spool.tsx'

/** Four bytes for each of 65,525 characters, percent-encoded at worst, and the other fields. */
const MAX_BYTES = 1_000_000

const ROUTE = '/:year{[0-9]{4}}/:month{[0-9]{2}}/:slug{[a-z0-9-]+}/comments'

/** `POST /2026/11/the-strike/comments`: a reader's comment, from a plain form. A reload of its answer is a GET. */
export const commentsDoor = new Hono<Env>()
  .get(ROUTE, (c) => c.redirect(`${articleOf(c)}#comments`, 303))
  .post(
    ROUTE,
    bodyLimit({
      maxSize: MAX_BYTES,
      onError: () => {
        throw tooLarge()
      },
    }),
    async (c) => {
      refuseCrossSite(c)
      const path = articleOf(c)
      const values = await typedValues(c)
      const { readOnly } = c.get('switches')
      if (readOnly) return stayTyped(c, path, values, readOnly)
      return takeIn(c, path, values)
        .catch((error) => withoutDatabase(c, path, values, error))
        .catch((error) => withoutNames(c, path, values, error))
    },
  )

async function takeIn(c: Context<Env>, path: string, values: Record<string, string>): Promise<Response> {
  const view = await viewNow(c, path)
  if (await isTooMuch(c)) return comeLater(c, view, values)
  if (values.own) return changeOwn(c, view, values)
  const w = words(view.site.language).refusals
  if (!view.open) return formAgain(c, view, values, { comment: w.closedMeanwhile }, 409)
  const form = v.safeParse(view.site.comments.requireIdentity ? CommentForm : AnonymousForm, values, {
    lang: view.site.language,
  })
  if (!form.success) return formAgain(c, view, values, messages(form.issues))
  if (await isParentGone(c, view.article.path, form.output.comment_parent)) return formAgain(c, view, values, {})
  if (values.act === 'preview') {
    return formAgain(c, view, values, {}, 200, {
      preview: { author: form.output.author, html: commentHtml(form.output.comment) },
    })
  }
  return acceptComment(c, view, form.output, values)
}

// An address that changed while somebody wrote takes the comment all the same.
async function viewNow(c: Context<Env>, path: string): Promise<View> {
  try {
    return await viewArticle(c, path, null)
  } catch (error) {
    const moved = wayOn(error)
    if (moved === undefined) throw error
    return viewArticle(c, moved, null)
  }
}

// Of any form: a preview and an edit cost as much as a comment.
async function isTooMuch(c: Context<Env>): Promise<boolean> {
  const { addressHash: key } = await hashesOf(c, visitorOf(c))
  const { success } = await c.env.LIMIT.limit({ key })
  return !success
}

function comeLater(c: Context<Env>, view: View, values: Record<string, string>) {
  const why = words(view.site.language).refusals.tooMuch
  c.header('Retry-After', '60')
  return values.own ? changeLater(c, view, values, why) : formAgain(c, view, values, { comment: why }, 429)
}

async function isParentGone(c: Context<Env>, path: string, id: number | null): Promise<boolean> {
  if (id === null) return false
  const [parent] = await read(c.var.reader, commentQuery(path, id))
  return parent?.state !== 'approved'
}

async function typedValues(c: Context<Env>): Promise<Record<string, string>> {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) throw notAForm()
  const form = await c.req.parseBody().catch(() => {
    throw problem(400, 'bad-request', { title: (w) => w.form })
  })
  const texts = Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { author: '', email: '', url: '', comment: '', ...Object.fromEntries(texts) }
}

const articleOf = (c: Context<Env>) => c.req.path.slice(0, -'/comments'.length)

const tooLarge = () =>
  problem(413, 'too-large', {
    title: (w) => w.long,
    detail: (w) => w.longDetail(MAX_BYTES / 1_000_000),
  })
const notAForm = () => problem(415, 'unsupported-media-type', { title: (w) => w.notAForm })
