import type { Context } from 'hono'
import type { FC } from 'hono/jsx'
import { monthPath, yearPath } from '../articles/address.ts'
import { cardTags } from '../articles/card.ts'
import { type Card, latestQuery, nextListedQuery } from '../articles/list.ts'
import { monthsQuery } from '../articles/months.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { problem } from '../http/problem.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { monthName, monthStart } from '../text/dates.ts'
import { Listing, placeOf } from '../ui/listing.tsx'
import { Page } from '../ui/page.tsx'

/** `/2026` and `/2026/11`: what was published then, by the site's clock. */
export const archivePages = new Hono<Env>()
  .get('/:year{[0-9]{4}}', knows('before'), (c) => archive(c, Number(c.req.param('year')), null))
  .get('/:year{[0-9]{4}}/:month{(?:0[1-9]|1[0-2])}', knows('before'), (c) =>
    archive(c, Number(c.req.param('year')), Number(c.req.param('month'))),
  )

async function archive(c: Context<Env>, year: number, month: number | null): Promise<Response> {
  const { now, reader } = c.var
  // The months' borders hang on the site's time zone, which has to be read first.
  const [site] = await read(reader, siteQuery())
  const from = monthStart(year, month ?? 1, site.timeZone)
  const end = month === null ? monthStart(year + 1, 1, site.timeZone) : monthStart(year, month + 1, site.timeZone)
  const asked = c.req.query('before')
  const before = asked ? placeOf(asked) : { at: end, id: 0 }
  if (!before || from > now) throw nothing()
  const [cards, months, next] = await read(
    reader,
    latestQuery({ now, from, before }),
    monthsQuery(monthStarts(year, site.timeZone), now),
    nextListedQuery(now),
  )
  if (cards.length === 0) throw nothing()
  return keepAtEdge(c, ['archive', ...cards.flatMap(cardTags)], { until: next, state: [asked ?? ''] }, () =>
    c.html(<ArchivePage site={site} cards={cards} year={year} month={month} months={months} asked={asked} />),
  )
}

const monthStarts = (year: number, timeZone: string) =>
  Array.from({ length: 13 }, (_, i) => monthStart(year, i + 1, timeZone))

interface ArchiveProps {
  site: Site
  cards: Card[]
  year: number
  month: number | null
  months: number[]
  asked: string | undefined
}

const ArchivePage: FC<ArchiveProps> = ({ site, cards, year, month, months, asked }) => {
  const path = month === null ? yearPath(year) : monthPath(year, month)
  const title = month === null ? String(year) : monthName(year, month, site.language)
  const intro = (
    <ul class="plain line">
      {months.map((each) => (
        <li>
          <a href={monthPath(year, each)} aria-current={each === month ? 'page' : undefined}>
            {monthName(year, each, site.language, month === null ? 'monthAlone' : 'month')}
          </a>
        </li>
      ))}
    </ul>
  )
  return (
    <Page site={site} sheet="list" title={title} canonical={asked ? `${path}?before=${asked}` : path}>
      <Listing site={site} title={title} cards={cards} path={path} isFirst={!asked} intro={intro} />
    </Page>
  )
}

const nothing = () => problem(404, 'not-found', { title: (w) => w.nothingThen })
