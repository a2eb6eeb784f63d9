import type { FC } from 'hono/jsx'
import { correctionsPath } from '../articles/address.ts'
import { correctionsQuery, type ListedCorrection } from '../articles/correction-list.ts'
import { nextListedQuery, PAGE } from '../articles/list.ts'
import { tag } from '../cache/tags.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { problem } from '../http/problem.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { words } from '../text/words/words.ts'
import { placeOf, placeText } from '../ui/listing.tsx'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'
import { tongue } from '../ui/tongue.ts'

/** `/corrections`: what the paper got wrong, newest first. */
export const correctionsPage = new Hono<Env>().get(correctionsPath, knows('before'), async (c) => {
  const { now, reader } = c.var
  const asked = c.req.query('before')
  const before = placeOf(asked)
  if (asked && !before) throw problem(404, 'not-found', { title: (w) => w.page })
  const [site, items, next] = await read(reader, siteQuery(), correctionsQuery(now, before), nextListedQuery(now))
  const tags = items.map(({ articleId }) => tag.article(articleId))
  return keepAtEdge(c, ['corrections', ...tags], { until: next, state: [asked ?? ''] }, () =>
    c.html(<CorrectionsPage site={site} items={items} asked={asked} />),
  )
})

const CorrectionsPage: FC<{ site: Site; items: ListedCorrection[]; asked: string | undefined }> = (page) => {
  const { site, items, asked } = page
  const { corrections: w, frame } = words(site.language)
  const last = items.length > PAGE ? items[PAGE - 1] : undefined
  const path = asked ? `${correctionsPath}?before=${asked}` : correctionsPath
  return (
    <Page site={site} sheet="list" title={frame.corrections} canonical={path}>
      <div class="listing">
        <header>
          <h1>{frame.corrections}</h1>
          <p>{w.intro}</p>
        </header>
        {items.length === 0 && <p>{w.none}</p>}
        <ul class="plain">
          {items.slice(0, PAGE).map((item) => (
            <Item item={item} site={site} />
          ))}
        </ul>
        {(asked || last) && (
          <nav class="pager" aria-label={frame.pages}>
            {asked && <a href={correctionsPath}>{w.newest}</a>}
            {last && (
              <a rel="next" href={`${correctionsPath}?before=${placeText(last)}`}>
                {w.older}
              </a>
            )}
          </nav>
        )}
      </div>
    </Page>
  )
}

const Item: FC<{ item: ListedCorrection; site: Site }> = ({ item, site }) => (
  <li class="card">
    <h2 {...tongue(item.language, site)}>
      <a href={`${item.path}#correction-${item.id}`}>{item.headline}</a>
    </h2>
    <p>{item.text}</p>
    <p class="meta">
      <Moment at={item.at} site={site} />
    </p>
  </li>
)
