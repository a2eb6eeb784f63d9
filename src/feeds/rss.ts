import { Hono } from 'hono'
import { cardTags } from '../articles/card.ts'
import { type FeedItem, feedQuery } from '../articles/feed.ts'
import { nextListedQuery } from '../articles/list.ts'
import { read, unseen } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { rfc822, xml } from '../text/xml.ts'

/** RSS 2.0 (https://www.rssboard.org/rss-specification), whole articles. */
export const rssFeed = new Hono<Env>().get('/feed.xml', knows(), async (c) => {
  const { now, reader } = c.var
  const [site, items, next] = await read(reader, unseen(siteQuery()), feedQuery(now), nextListedQuery(now))
  return keepAtEdge(
    c,
    ['feeds', ...items.flatMap(cardTags)],
    { until: next, state: [site.name, site.tagline, site.address, site.language] },
    () => c.body(feed(site, items), 200, { 'Content-Type': 'application/rss+xml; charset=utf-8' }),
  )
})

const feed = (site: Site, items: FeedItem[]) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${xml(site.name)}</title>
<link>${xml(`${site.address}/`)}</link>
<description>${xml(site.tagline || site.name)}</description>
<language>${xml(site.language)}</language>
<atom:link href="${xml(`${site.address}/feed.xml`)}" rel="self" type="application/rss+xml"/>
${items.map((each) => item(site, each)).join('\n')}
</channel>
</rss>
`

// The id stays when the address changes, so that no reader sees an article twice.
const item = (site: Site, article: FeedItem) => `<item>
<title>${xml(article.headline)}</title>
<link>${xml(site.address + article.path)}</link>
<guid isPermaLink="false">${xml(`${site.address}/articles/${article.id}`)}</guid>
<pubDate>${rfc822(article.listedAt)}</pubDate>
${article.authors.map((author) => `<dc:creator>${xml(author.name)}</dc:creator>`).join('')}
${[article.section?.name, article.genre].map((name) => (name ? `<category>${xml(name)}</category>` : '')).join('')}
<description>${xml(article.summary)}</description>
<content:encoded>${xml(absolute(article, site.address))}</content:encoded>
</item>`

// Feed readers know no base address: paths of ours become whole addresses.
function absolute({ bodyHtml, dateline }: FeedItem, address: string): string {
  const body = bodyHtml.replaceAll(/(\s(?:href|src)=")\/(?!\/)/g, `$1${address}/`)
  return dateline ? `<p>${xml(dateline)}</p>\n${body}` : body
}
