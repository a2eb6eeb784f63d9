import type { Context } from 'hono'
import * as v from 'valibot'
import { change } from '../cache/change.ts'
import { CommentText } from '../comments/input.ts'
import { judge } from '../comments/judge.ts'
import { canChange, rewrite, takeBack } from '../comments/own.ts'
import { gather } from '../comments/receive.ts'
import { commentQuery, type One } from '../comments/thread.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { isConflict } from '../http/failure.ts'
import { problem } from '../http/problem.ts'
import { signer } from '../http/visitor.ts'
import { ArticlePage } from './article-page.tsx'
import { type View, withThread } from './article-view.ts'

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
  if (!canChange(own, c.var.now)) throw tooLate()
  if (values.act === 'delete') return remove(c, view, own)
  if (values.act !== 'save') return edit(c, view, token, own.body, {})
  const text = v.safeParse(CommentText, values.comment)
  if (!text.success) return edit(c, view, token, values.comment ?? '', { comment: text.issues[0].message })
  return save(c, view, own, text.output)
}

async function findOwn(c: Context<Env>, path: string, token: string): Promise<One> {
  const id = Number(token.split('.')[0])
  if (!Number.isSafeInteger(id) || token !== (await ownToken(c, id))) throw nothing()
  const [own] = await read(c.var.reader, commentQuery(path, id))
  if (!own) throw nothing()
  return own
}

const edit = async (c: Context<Env>, view: View, token: string, comment: string, errors: Record<string, string>) =>
  c.html(
    <ArticlePage view={await withThread(c, view)} typed={{ values: { comment }, errors }} editing={token} />,
    errors.comment ? 422 : 200,
  )

// New words pass the same checks, but for those of how the first ones came.
async function save(c: Context<Env>, view: View, own: One, comment: string): Promise<Response> {
  const { store, now, reader } = c.var
  const form = { author: own.author, email: own.email ?? '', url: own.url, comment, comment_parent: own.parentId }
  const settings = { ...view.site.comments, holdUnknown: false }
  const sender = { token: 'valid' as const, trapped: false, addressHash: '', reader: '' }
  const facts = await gather(reader, { form, article: view.article, ...sender, settings, now })
  const { state } = judge({ ...facts, likeness: 0, sinceLast: null })
  const words = { body: comment, waits: state !== 'approved', spamProbability: facts.spamProbability }
  const { tags, statements } = rewrite(store.db, own, words, now)
  await change(store, { tags, now }, statements)
  return c.redirect(`${view.article.path}?waiting=${await ownToken(c, own.id)}#own-${own.id}`, 303)
}

async function remove(c: Context<Env>, view: View, own: One): Promise<Response> {
  const { store, now } = c.var
  const { tags, statements } = takeBack(store.db, own, now)
  await change(store, { tags, now }, statements)
  return c.redirect(`${view.article.path}#comments`, 303)
}

const nothing = () => problem(404, 'not-found', { title: 'There is nothing at this address' })
const tooLate = () =>
  problem(409, 'conflict', {
    title: 'This comment can no longer be changed',
    detail: 'It can be for a quarter of an hour, until somebody answers or a moderator puts it away.',
  })
