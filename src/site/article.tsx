import type { Context } from 'hono'
import { commentQuery } from '../comments/thread.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { knows } from '../http/query.ts'
import { ArticlePage } from './article-page.tsx'
import { articleTags, type View, viewArticle } from './article-view.ts'
import { showOwn } from './own-comment.tsx'

/** Search engines may show an article's picture whole (https://developers.google.com/search/docs/appearance/google-discover). */
const LARGE = 'max-image-preview:large'

/** `/2026/11/the-strike`; `?comments=` a page of its thread, `?reply-to=` a form for an answer, `?waiting=` one's own. */
export const articlePage = new Hono<Env>().get(
  '/:year{[0-9]{4}}/:month{[0-9]{2}}/:slug{[a-z0-9-]+}',
  knows('comments', 'reply-to', 'waiting'),
  async (c) => {
    const [waiting, replyTo, from] = [c.req.query('waiting'), c.req.query('reply-to'), c.req.query('comments')]
    const view = await viewArticle(c, c.req.path, from ?? '')
    if (waiting) return showOwn(c, view, waiting)
    if (replyTo) return replying(c, view, replyTo)
    // Who asks for Markdown finds the way without reading the page.
    const Link = `<${c.req.path}.md>; rel="alternate"; type="text/markdown"`
    return keepAtEdge(c, articleTags(view.article), view.keeping, () =>
      c.html(<ArticlePage view={view} />, 200, { Link, 'X-Robots-Tag': LARGE }),
    )
  },
)

// A form for one comment's answer is not worth keeping at the edge for each of them.
async function replying(c: Context<Env>, view: View, id: string): Promise<Response> {
  const [parent] = await read(c.var.reader, commentQuery(c.req.path, Number(id)))
  if (!view.open || parent?.state !== 'approved') return c.redirect(`${c.req.path}#comments`, 303)
  return c.html(<ArticlePage view={view} parent={parent} />)
}
