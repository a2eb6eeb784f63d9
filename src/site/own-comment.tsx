import type { Context } from 'hono'
import * as v from 'valibot'
import { change } from '../cache/change.ts'
import type { Sender } from '../comments/comment.ts'
import { CommentText } from '../comments/input.ts'
import { noticeStatement } from '../comments/notices.ts'
import {
  canChange,
  EDITS,
  MINUTES_TO_EDIT,
  type Rewriting,
  rewrite,
  type Sent,
  sentQuery,
  takeBack,
} from '../comments/own.ts'
import { decideOn, gather } from '../comments/receive.ts'
import { commentQuery, type One } from '../comments/thread.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { isConflict } from '../http/failure.ts'
import { mailOf, moderatorsOf } from '../http/mail.ts'
import { problem } from '../http/problem.ts'
import { signer } from '../http/visitor.ts'
import type { Site } from '../settings/site.ts'
import { words } from '../text/words/words.ts'
import { ArticlePage } from './article-page.tsx'
import { type View, withThread } from './article-view.ts'
import { akismetFor } from './comment-advisers.ts'

/** The signed address is all that its writer has: no cookie, no script, and no other reader can make it up. */
export async function ownToken(c: Context<Env>, id: number): Promise<string> {
  const sign = await signer(c, 'waiting-comment')
  return `${id}.${await sign(String(id))}`
}

/** `?waiting=`: the article with one's own comment, for nobody else and for no cache. */
export async function showOwn(c: Context<Env>, view: View, token: string): Promise<Response> {
  const own = await findOwn(c, view.article.path, token)
  const mine = canChange(own, c.var.now) ? token : null
  if (own.state === 'trash' || (own.state === 'approved' && !mine))
    return c.redirect(`${view.article.path}#comments`, 303)
  const { id, author, bodyHtml, createdAt } = own
  const shown = { id, author, bodyHtml, createdAt, isShown: own.state === 'approved', token: mine }
  return c.html(<ArticlePage view={view} own={shown} />)
}

/** A form about one's own comment: `act` is edit, save or delete. */
export const changeOwn = (c: Context<Env>, view: View, values: Record<string, string>): Promise<Response> =>
  changeAsFound(c, view, values).catch((error) => {
    // A moderator decided on it at the same moment: looked at again, it may still be its writer's to change.
    if (!isConflict(error)) throw error
    return changeAsFound(c, view, values)
  })

async function changeAsFound(c: Context<Env>, view: View, values: Record<string, string>): Promise<Response> {
  const token = values.own ?? ''
  const own = await findOwn(c, view.article.path, token)
  const typed = values.act === 'save' ? (values.comment ?? '') : null
  const why = refusal(own, values.act, c.var.now, view.site)
  if (why && typed !== null) return edit(c, view, '', typed, why, 409)
  if (why) throw problem(409, 'conflict', { title: (w) => w.unchangeable, detail: why })
  if (values.act === 'delete') return remove(c, view, own)
  if (typed === null) return edit(c, view, token, own.body)
  const text = v.safeParse(CommentText, typed, { lang: view.site.language })
  if (!text.success) return edit(c, view, token, typed, text.issues[0].message, 422)
  return save(c, view, own, text.output)
}

function refusal(own: One, act: string | undefined, now: Date, site: Site): string | null {
  const w = words(site.language).refusals
  if (!canChange(own, now)) return w.tooLate(MINUTES_TO_EDIT)
  return own.edits >= EDITS && act !== 'delete' ? w.tooOften(EDITS) : null
}

/** A form about one's own comment came too soon after many others; the words stay typed. */
export function changeLater(c: Context<Env>, view: View, values: Record<string, string>, why: string) {
  if (values.act === 'save') return edit(c, view, values.own ?? '', values.comment ?? '', why, 429)
  throw problem(429, 'too-many-requests', { title: why })
}

async function findOwn(c: Context<Env>, path: string, token: string): Promise<One> {
  const id = Number(token.split('.')[0])
  if (!Number.isSafeInteger(id) || token !== (await ownToken(c, id))) throw nothing()
  const [own] = await read(c.var.reader, commentQuery(path, id))
  if (!own) throw nothing()
  return own
}

// Without a token the words can be read and copied, and not sent again.
async function edit(
  c: Context<Env>,
  view: View,
  token: string,
  comment: string,
  why = '',
  status: 200 | 409 | 422 | 429 = 200,
) {
  const typed = { values: { comment }, errors: why ? { comment: why } : {} }
  return c.html(<ArticlePage view={await withThread(c, view)} typed={typed} editing={token} />, status)
}

// New words are judged as a comment that comes, by all that is known of their sender, but for how often it came.
async function save(c: Context<Env>, view: View, own: One, comment: string): Promise<Response> {
  const { store, now } = c.var
  if (comment !== own.body) {
    const { tags, statements, waits } = rewrite(store.db, own, await judgedAnew(c, view, own, comment), now)
    const isNews = waits && mailOf(c.env) !== null && moderatorsOf(c.env).length > 0
    await change(store, { tags, now }, [...statements, ...(isNews ? [noticeStatement(store.db, own.id, now)] : [])])
  }
  return c.redirect(`${view.article.path}?waiting=${await ownToken(c, own.id)}#own-${own.id}`, 303)
}

async function judgedAnew(c: Context<Env>, view: View, own: One, comment: string): Promise<Rewriting> {
  const { now, reader } = c.var
  const [sent] = await read(reader, sentQuery(own.id))
  const sender = senderOf(sent, view)
  const form = { author: own.author, email: sender.email, url: own.url, comment, comment_parent: own.parentId }
  const received = { form, article: view.article, token: 'valid' as const, trapped: false, ...sender, edited: own.id }
  const facts = await gather(reader, { ...received, settings: view.site.comments, now })
  const akismet = akismetFor(c, view, form, { ...sender, trap: undefined })
  if (akismet) Object.assign(akismet.said, { createdAt: own.createdAt, recheckReason: 'edit' })
  const unhurried = { ...facts, recent: { fromAddress: 0, onArticle: 0 }, sinceLast: null }
  const decided = await decideOn(unhurried, { akismet, human: 'off' })
  return { ...decided, body: comment, spamProbability: facts.spamProbability }
}

function senderOf(sent: Sent | undefined, { site }: View): Sender & { email: string } {
  const { email, emailHash, address, addressHash, networkHash, userAgent, reader } = sent ?? {}
  return {
    ...{ email: email ?? '', emailHash: emailHash ?? '', address: address ?? '', addressHash: addressHash ?? '' },
    ...{ userAgent: userAgent ?? '', reader: reader ?? '', networkHash: networkHash ?? undefined },
    ...{ daysKept: site.comments.daysKept, depth: site.comments.depth },
  }
}

async function remove(c: Context<Env>, view: View, own: One): Promise<Response> {
  const { store, now } = c.var
  const { tags, statements } = takeBack(store.db, own, now)
  await change(store, { tags, now }, statements)
  return c.redirect(`${view.article.path}#comments`, 303)
}

const nothing = () => problem(404, 'not-found', { title: (w) => w.nothing })
