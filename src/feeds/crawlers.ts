import { Hono } from 'hono'
import { sectionPath } from '../articles/address.ts'
import { nextListedQuery } from '../articles/list.ts'
import { sitemapQuery } from '../articles/sitemap.ts'
import { read, unseen } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { knows } from '../http/query.ts'
import { siteQuery } from '../settings/site.ts'
import { xml } from '../text/xml.ts'

/** What crawlers ask for first. */
export const crawlerDoor = new Hono<Env>()
  .get('/robots.txt', knows(), async (c) => {
    const [site] = await read(c.var.reader, unseen(siteQuery()))
    const text = `User-agent: *
Disallow: /api/
Disallow: /newsroom
Disallow: /search?

Sitemap: ${site.address}/sitemap.xml
`
    return keepAtEdge(c, ['site'], { until: null, state: [text] }, () => c.text(text))
  })
  .get('/sitemap.xml', knows(), async (c) => {
    const { now, reader } = c.var
    const [site, entries, next] = await read(reader, unseen(siteQuery()), sitemapQuery(now), nextListedQuery(now))
    const desks = [`${site.address}/`, ...site.sections.map(({ slug }) => site.address + sectionPath(slug))]
    const urls = [
      ...desks.map((desk) => url(desk)),
      ...entries.map(({ path, updatedAt }) => url(site.address + path, updatedAt)),
    ]
    const body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`
    return keepAtEdge(c, ['sitemap'], { until: next, state: desks }, () =>
      c.body(body, 200, { 'Content-Type': 'application/xml; charset=utf-8' }),
    )
  })

const url = (location: string, changed?: Date) =>
  `<url><loc>${xml(location)}</loc>${changed ? `<lastmod>${changed.toISOString()}</lastmod>` : ''}</url>`
