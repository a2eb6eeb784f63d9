import { articleQuery } from '../articles/article.ts'
import { traceQuery } from '../articles/gone.ts'
import { nextListedQuery } from '../articles/list.ts'
import { tag } from '../cache/tags.ts'
import { articleCommentsQuery, type FeedComment, latestCommentsQuery } from '../comments/feed.ts'
import { commentPath } from '../comments/thread.ts'
import { read, unseen } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { missingAt } from '../http/missing.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { excerptOf } from '../text/excerpt.ts'
import { words } from '../text/words/words.ts'
import { rfc822, xml } from '../text/xml.ts'
import { anchor, browsable, PROLOG } from './browser.ts'

/** What is said, as RSS 2.0: of the whole paper, and under one article. */
export const commentFeeds = new Hono<Env>()
  .get('/comments.xml', knows(), async (c) => {
    const { now, reader } = c.var
    const [site, items, next] = await read(reader, unseen(siteQuery()), latestCommentsQuery(now), nextListedQuery(now))
    const channel = { title: words(site.language).feed.comments(site.name), path: '/comments.xml', of: '/' }
    const shown = items.map((item) => tag.article(item.articleId))
    // One that was put off brings what was said about it.
    return browsable(
      c,
      keepAtEdge(c, ['comment-feed', ...shown], { until: next, state: state(site) }, () =>
        answer(site, channel, items),
      ),
    )
  })
  .get('/:year{[0-9]{4}}/:month{[0-9]{2}}/:slug{[a-z0-9-]+}/comments.xml', knows(), async (c) => {
    const { now, reader } = c.var
    const path = c.req.path.slice(0, -'/comments.xml'.length)
    const [site, article, items] = await read(
      reader,
      unseen(siteQuery()),
      unseen(articleQuery(path, now)),
      articleCommentsQuery(path, now),
    )
    if (!article) {
      const [trace] = await read(reader, traceQuery(path, now))
      throw missingAt(trace, (moved) => `${moved}/comments.xml`)
    }
    const channel = { title: words(site.language).feed.commentsOn(article.headline), path: c.req.path, of: path }
    const tags = [tag.article(article.id), tag.comments(article.id)]
    const keeping = { until: null, state: [...state(site), article.headline] }
    return browsable(
      c,
      keepAtEdge(c, tags, keeping, () => answer(site, channel, items)),
    )
  })

const state = (site: Site) => [site.name, site.address, site.language]

interface Channel {
  title: string
  path: string
  of: string
}

const answer = (site: Site, channel: Channel, items: FeedComment[]) =>
  new Response(feed(site, channel, items), { headers: { 'Content-Type': 'application/rss+xml; charset=utf-8' } })

const feed = (site: Site, { title, path, of }: Channel, items: FeedComment[]) => `${PROLOG}
<rss version="2.0" xml:lang="${xml(site.language)}" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${xml(title)}</title>
${anchor(site.address + of, title)}
<link>${xml(site.address + of)}</link>
<description>${xml(title)}</description>
<language>${xml(site.language)}</language>
<atom:link href="${xml(site.address + path)}" rel="self" type="application/rss+xml"/>
${items.map((each) => item(site, each)).join('\n')}
</channel>
</rss>
`

function item(site: Site, comment: FeedComment): string {
  const title = words(site.language).feed.said(comment.author, comment.headline)
  const url = site.address + commentPath(comment.articlePath, comment)
  return `<item>
<title>${xml(title)}</title>
${anchor(url, title)}
<link>${xml(url)}</link>
<guid isPermaLink="false">${xml(`${site.address}/comments/${comment.id}`)}</guid>
<pubDate>${rfc822(comment.createdAt)}</pubDate>
<dc:creator>${xml(comment.author)}</dc:creator>
<description>${xml(excerptOf(comment.bodyHtml))}</description>
<content:encoded>${xml(comment.bodyHtml)}</content:encoded>
</item>`
}
