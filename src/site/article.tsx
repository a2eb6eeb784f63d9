import { type Context, Hono } from 'hono'
import { commentQuery } from '../comments/thread.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { problem } from '../http/problem.ts'
import { knows } from '../http/query.ts'
import { signer } from '../http/visitor.ts'
import { ArticlePage } from './article-page.tsx'
import { articleTags, viewArticle } from './article-view.ts'

/** `/2026/11/the-strike`; `?comments=` a page of its thread, `?reply-to=` a form for an answer, `?waiting=` one's own. */
export const articlePage = new Hono<Env>().get(
  '/:year{[0-9]{4}}/:month{[0-9]{2}}/:slug{[a-z0-9-]+}',
  knows('comments', 'reply-to', 'waiting'),
  async (c) => {
    const [waiting, replyTo, from] = [c.req.query('waiting'), c.req.query('reply-to'), c.req.query('comments')]
    if (waiting) return ownComment(c, waiting)
    if (replyTo) return replying(c, replyTo)
    const view = await viewArticle(c.var.reader, c.req.path, from ?? '', c.var.now)
    return keepAtEdge(c, articleTags(view.article), view.keeping, () => c.html(<ArticlePage view={view} />))
  },
)

// A form for one comment's answer is not worth keeping at the edge for each of them.
async function replying(c: Context<Env>, id: string): Promise<Response> {
  const view = await viewArticle(c.var.reader, c.req.path, '', c.var.now)
  const [parent] = await read(c.var.reader, commentQuery(c.req.path, Number(id)))
  if (!view.open || parent?.state !== 'approved') return c.redirect(`${c.req.path}#comments`, 303)
  return c.html(<ArticlePage view={view} parent={parent} />)
}

// The signed address is all that its writer has: no cookie, no script, and no other reader can make it up.
async function ownComment(c: Context<Env>, token: string): Promise<Response> {
  const [id = '', signature = ''] = token.split('.')
  const sign = await signer(c, 'waiting-comment')
  if (signature !== (await sign(id))) throw problem(404, 'not-found', { title: 'There is nothing at this address' })
  const view = await viewArticle(c.var.reader, c.req.path, '', c.var.now)
  const [own] = await read(c.var.reader, commentQuery(c.req.path, Number(id)))
  if (own?.state !== 'held') return c.redirect(`${c.req.path}#comments`, 303)
  return c.html(<ArticlePage view={view} own={own} />)
}
