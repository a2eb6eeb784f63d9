import { sectionPath } from '../articles/address.ts'
import { cardTags } from '../articles/card.ts'
import { type Card, latestQuery, nextListedQuery, PAGE } from '../articles/list.ts'
import { read, unseen } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { isOutage } from '../http/failure.ts'
import { Hono } from '../http/hono.ts'
import { indexKey } from '../http/index-key.ts'
import { knows } from '../http/query.ts'
import { hasSecret } from '../http/visitor.ts'
import { announceQuery } from '../settings/announce.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { xml } from '../text/xml.ts'

const RULES = `User-agent: *
Disallow: /api/
Disallow: /newsroom
Disallow: /search?
`

/** What crawlers and language models ask for first. */
export const crawlerDoor = new Hono<Env>()
  .get('/robots.txt', knows(), async (c) => {
    try {
      const [{ address }] = await read(c.var.reader, unseen(siteQuery()))
      const text = `${RULES}\nSitemap: ${address}/sitemap.xml\nSitemap: ${address}/news-sitemap.xml\n`
      return await keepAtEdge(c, ['site'], { until: null, state: [text] }, () => c.text(text))
    } catch (error) {
      if (!isOutage(error) || c.req.header('If-None-Match') !== undefined) throw error
      // To an error here crawlers go away for hours, from all pages (RFC 9309, 2.3.1.4). The rules need no database.
      return c.text(RULES)
    }
  })
  // By it search engines know that we are who tells them of changes (https://www.indexnow.org/documentation).
  .get('/:key{[0-9a-f]{44}\\.txt}', knows(), async (c) => {
    const [{ indexNow }] = await read(c.var.reader, announceQuery())
    const key = indexNow && hasSecret(c.env) ? await indexKey(c.env) : null
    if (c.req.param('key') !== `${key}.txt`) return c.notFound()
    return keepAtEdge(c, ['site'], { until: null, state: [`${key}`] }, () => c.text(`${key}`))
  })
  // How a browser searches here (https://github.com/dewitt/opensearch).
  .get('/opensearch.xml', knows(), async (c) => {
    const [site] = await read(c.var.reader, unseen(siteQuery()))
    const text = openSearch(site)
    const headers = { 'Content-Type': 'application/opensearchdescription+xml; charset=utf-8' }
    return keepAtEdge(c, ['site'], { until: null, state: [text] }, () => c.body(text, 200, headers))
  })
  .get('/llms.txt', knows(), async (c) => {
    const { now, reader } = c.var
    const [site, cards, next] = await read(
      reader,
      unseen(siteQuery()),
      unseen(latestQuery({ now, limit: PAGE })),
      nextListedQuery(now),
    )
    const text = summary(site, cards)
    const tags = ['front', ...cards.flatMap(cardTags)] as const
    return keepAtEdge(c, tags, { until: next, state: [text] }, () => c.text(text))
  })

// A short name has sixteen characters at most.
const openSearch = ({ name, tagline, address, look: { favicon } }: Site) => `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${xml([...name].slice(0, 16).join(''))}</ShortName>
<Description>${xml(tagline || name)}</Description>
<Url type="text/html" template="${xml(address)}/search?q={searchTerms}"/>
<Image${favicon ? '' : ' width="16" height="16" type="image/svg+xml"'}>${xml(address + (favicon ?? '/favicon.svg'))}</Image>
<InputEncoding>UTF-8</InputEncoding>
</OpenSearchDescription>
`

/** https://llmstxt.org: who this is, and where the text is, as Markdown. */
const summary = ({ name, tagline, address, sections }: Site, cards: Card[]) => `# ${name}

> ${tagline || name}

Feeds hold the newest articles whole: ${address}/feed.xml (RSS), ${address}/atom.xml (Atom), ${address}/feed.json (JSON Feed); each section, topic and author has its own, at its address followed by the same names. Articles as Markdown: at their address, and .md. Everything: ${address}/sitemap.xml. What was put right: ${address}/corrections. By what rules: ${address}/principles.

## Sections
${sections.map((section) => `- [${plain(section.name)}](${address}${sectionPath(section.slug)})`).join('\n')}

## Newest articles
${cards.map(({ headline, path, genre, summary }) => `- [${plain(headline)}](${address}${path}.md): ${genre}. ${plain(summary)}`).join('\n')}
`

const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\[\]]/g, '\\$&')
