import { correctionsPath } from '../articles/address.ts'
import { latestQuery, nextListedQuery } from '../articles/list.ts'
import {
  NEWS,
  type NewsEntry,
  newsQuery,
  type SitemapEntry,
  type SitemapFile,
  sitemapFilesQuery,
  sitemapQuery,
} from '../articles/sitemap.ts'
import { sitemapListsQuery, sitemapPagesQuery } from '../articles/sitemap-lists.ts'
import { read, unseen } from '../db/read.ts'
import type { Env } from '../env.ts'
import { earliest, keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { problem } from '../http/problem.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { absolute } from '../text/safe-url.ts'
import { xml } from '../text/xml.ts'
import { placeOf } from '../ui/listing.tsx'

const file = { 'Content-Type': 'application/xml; charset=utf-8' }
const XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** Sitemaps (https://www.sitemaps.org/protocol.html): an index, one of each month, one of the pages, one of the news. */
export const sitemaps = new Hono<Env>()
  .get('/sitemap.xml', knows(), async (c) => {
    const { now, reader } = c.var
    const [site, pages, months, next] = await read(
      reader,
      unseen(siteQuery()),
      sitemapPagesQuery(now),
      sitemapFilesQuery(now),
      nextListedQuery(now),
    )
    return keepAtEdge(c, ['sitemap'], { until: next, state: [site.address] }, () =>
      c.body(index(site, [...pages, ...months]), 200, file),
    )
  })
  .get('/sitemap-pages.xml', knows('from'), async (c) => {
    const { now, reader } = c.var
    const from = c.req.query('from')
    const [site, lists, [newest], next] = await read(
      reader,
      unseen(siteQuery()),
      sitemapListsQuery(now, Number(from ?? 0)),
      unseen(latestQuery({ now, limit: 1 })),
      nextListedQuery(now),
    )
    const fixed = [correctionsPath, '/principles', '/privacy'].map((path) => page(site, path))
    const first = from ? [] : [page(site, '/', newest?.listedAt), ...fixed]
    const urls = [...first, ...lists.map(({ path, changed }) => page(site, path, changed))]
    if (urls.length === 0) throw problem(404, 'not-found', { title: (w) => w.page })
    const body = urlset(urls)
    return keepAtEdge(c, ['sitemap'], { until: next, state: [body] }, () => c.body(body, 200, file))
  })
  .get('/:sitemap{sitemap-[0-9]{4}-(?:0[1-9]|1[0-2])\\.xml}', knows('from'), async (c) => {
    const { now, reader } = c.var
    const [, year = '', month = ''] = /(\d+)-(\d+)/.exec(c.req.param('sitemap')) ?? []
    const from = placeOf(c.req.query('from') ?? '0-0')
    const [site, entries, next] = await read(
      reader,
      unseen(siteQuery()),
      sitemapQuery(Number(year), Number(month), now, from),
      nextListedQuery(now),
    )
    if (!from || entries.length === 0) throw problem(404, 'not-found', { title: (w) => w.nothingThen })
    return keepAtEdge(c, ['sitemap'], { until: next, state: [site.address] }, () =>
      c.body(urlset(entries.map((each) => url(site, each))), 200, file),
    )
  })
  .get('/news-sitemap.xml', knows(), async (c) => {
    const { now, reader } = c.var
    const [site, entries, next] = await read(reader, unseen(siteQuery()), newsQuery(now), nextListedQuery(now))
    // Without news it names the front page: the schema wants one address at least.
    const oldest = entries.at(-1)
    const until = earliest(next, oldest && new Date(oldest.listedAt.getTime() + NEWS))
    return keepAtEdge(c, ['sitemap'], { until, state: [site.name, site.address] }, () =>
      c.body(urlset(entries.length > 0 ? entries.map((each) => news(site, each)) : [page(site, '/')]), 200, file),
    )
  })

const index = ({ address }: Site, files: SitemapFile[]) => `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex ${XMLNS}>
${files.map(({ name, changed }) => `<sitemap><loc>${xml(`${address}/sitemap-${name}`)}</loc>${lastmod(changed)}</sitemap>`).join('\n')}
</sitemapindex>
`

const urlset = (urls: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<urlset ${XMLNS} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${urls.join('\n')}
</urlset>
`

const lastmod = (at: Date | null | undefined) => (at ? `<lastmod>${at.toISOString()}</lastmod>` : '')

const page = ({ address }: Site, path: string, changed?: Date) =>
  `<url><loc>${xml(address + path)}</loc>${lastmod(changed)}</url>`

const url = ({ address }: Site, { path, picture, updatedAt }: SitemapEntry) =>
  `<url><loc>${xml(address + path)}</loc>${lastmod(updatedAt)}${
    picture ? `<image:image><image:loc>${xml(absolute(address, picture))}</image:loc></image:image>` : ''
  }</url>`

const news = ({ name, address }: Site, { path, headline, language, listedAt }: NewsEntry) =>
  `<url><loc>${xml(address + path)}</loc><news:news><news:publication><news:name>${xml(name)}</news:name><news:language>${newsLanguage(
    language,
  )}</news:language></news:publication><news:publication_date>${listedAt.toISOString()}</news:publication_date><news:title>${xml(headline)}</news:title></news:news></url>`

// ISO 639 alone, but for the two that Google tells apart.
function newsLanguage(language: string): string {
  const name = language.toLowerCase()
  return name === 'zh-cn' || name === 'zh-tw' ? name : (name.split('-')[0] ?? '')
}
