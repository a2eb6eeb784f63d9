import { authorPath } from '../articles/address.ts'
import { cardTags } from '../articles/card.ts'
import { traceQuery } from '../articles/gone.ts'
import { type WrittenArticle, writtenQuery } from '../articles/source.ts'
import { read, unseen } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { absolute } from '../text/safe-url.ts'
import { xml } from '../text/xml.ts'
import { labelOf } from './item.ts'

const [WIDTH, HEIGHT] = [600, 240]

/** What another site needs to show one of our articles (https://oembed.com): a quotation without a script. */
export const oembedDoor = new Hono<Env>().get('/oembed', knows('url', 'format', 'maxwidth', 'maxheight'), async (c) => {
  const { now, reader } = c.var
  const format = c.req.query('format') ?? 'json'
  if (format !== 'json' && format !== 'xml') return c.text('The formats are json and xml', 501)
  const url = URL.parse(c.req.query('url') ?? '')
  const path = url?.pathname ?? ''
  const [site, article] = await read(reader, unseen(siteQuery()), unseen(writtenQuery(path, now)))
  if (url?.host !== new URL(site.address).host) return c.notFound()
  if (!article) {
    const [{ target }] = await read(reader, traceQuery(path, now))
    if (!target) return c.notFound()
    const query = new URLSearchParams({ ...c.req.query(), url: site.address + target })
    return c.redirect(`/oembed?${query}`, 301)
  }
  const data = embed(site, article, atMost(c.req.query('maxwidth')), atMost(c.req.query('maxheight')))
  const body = format === 'json' ? JSON.stringify(data) : asXml(data)
  const headers = { 'Content-Type': `${types[format]}; charset=utf-8`, 'Access-Control-Allow-Origin': '*' }
  return keepAtEdge(c, cardTags(article), { until: null, state: [body] }, () => c.body(body, 200, headers))
})

const types = { json: 'application/json', xml: 'text/xml' }

const atMost = (text: string | undefined): number => (/^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : Infinity)

function embed(site: Site, article: WrittenArticle, width: number, height: number): Record<string, string | number> {
  const { headline, path, summary, authors, picture, language, genre } = article
  const url = xml(site.address + path)
  const by = [labelOf(site, genre), ...authors.map(({ name }) => xml(name)), xml(site.name)].filter(Boolean).join(', ')
  const [author] = authors
  return {
    version: '1.0',
    type: 'rich',
    title: headline,
    ...(author && { author_name: author.name, author_url: site.address + authorPath(author.slug) }),
    provider_name: site.name,
    provider_url: `${site.address}/`,
    html: `<blockquote cite="${url}" lang="${xml(language)}"><p><a href="${url}">${xml(headline)}</a></p><p>${xml(summary)}</p><footer>${by}</footer></blockquote>`,
    width: Math.min(WIDTH, width),
    height: Math.min(HEIGHT, height),
    ...(picture?.width &&
      picture.height &&
      picture.width <= width &&
      picture.height <= height && {
        thumbnail_url: absolute(site.address, picture.src),
        thumbnail_width: picture.width,
        thumbnail_height: picture.height,
      }),
  }
}

const asXml = (data: Record<string, string | number>): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<oembed>
${Object.entries(data)
  .map(([name, value]) => `<${name}>${xml(String(value))}</${name}>`)
  .join('\n')}
</oembed>
`
