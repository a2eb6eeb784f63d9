import { Hono } from 'hono'
import { sectionPath } from '../articles/address.ts'
import { cardTags } from '../articles/card.ts'
import { type Card, latestQuery, nextListedQuery, PAGE } from '../articles/list.ts'
import { read, unseen } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'

/** What crawlers and language models ask for first. */
export const crawlerDoor = new Hono<Env>()
  .get('/robots.txt', knows(), async (c) => {
    const [site] = await read(c.var.reader, unseen(siteQuery()))
    const text = `User-agent: *
Disallow: /api/
Disallow: /newsroom
Disallow: /search?

Sitemap: ${site.address}/sitemap.xml
Sitemap: ${site.address}/news-sitemap.xml
`
    return keepAtEdge(c, ['site'], { until: null, state: [text] }, () => c.text(text))
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

/** https://llmstxt.org: who this is, and where the text is, as Markdown. */
const summary = ({ name, tagline, address, sections }: Site, cards: Card[]) => `# ${name}

> ${tagline || name}

Feeds hold the newest articles whole: ${address}/feed.xml (RSS), ${address}/atom.xml (Atom), ${address}/feed.json (JSON Feed); each section, topic and author has its own, at its address followed by the same names. Everything: ${address}/sitemap.xml. What was put right: ${address}/corrections. By what rules: ${address}/principles.

## Sections
${sections.map((section) => `- [${plain(section.name)}](${address}${sectionPath(section.slug)})`).join('\n')}

## Newest articles
${cards.map(({ headline, path, genre, summary }) => `- [${plain(headline)}](${address}${path}.md): ${genre}. ${plain(summary)}`).join('\n')}
`

const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\[\]]/g, '\\$&')
