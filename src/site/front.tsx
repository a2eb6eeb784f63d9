import { html } from 'hono/html'
import type { FC } from 'hono/jsx'
import { sectionPath, yearPath } from '../articles/address.ts'
import { cardTags } from '../articles/card.ts'
import { type Card, latestQuery, nextListedQuery } from '../articles/list.ts'
import { type List, type Ranked, rankedQuery } from '../articles/ranked.ts'
import { tag } from '../cache/tags.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { localMonth } from '../text/dates.ts'
import { words } from '../text/words/words.ts'
import { CardBody } from '../ui/card.tsx'
import { GenreLabel } from '../ui/genre.tsx'
import { linkedData, searchLink, siteData } from '../ui/linked-data.ts'
import { Weekday } from '../ui/moment.tsx'
import { pageGraph } from '../ui/open-graph.ts'
import { Page } from '../ui/page.tsx'
import { tongue } from '../ui/tongue.ts'

const SHOWN = 31

export const frontPage = new Hono<Env>().get('/', knows(), async (c) => {
  const { now, reader } = c.var
  const [site, cards, ranked, next] = await read(
    reader,
    siteQuery(),
    latestQuery({ now, limit: SHOWN }),
    rankedQuery(now),
    nextListedQuery(now),
  )
  const tags = [...cards.flatMap(cardTags), ...ranked.map(({ id }) => tag.article(id))]
  return keepAtEdge(c, ['front', ...tags], { until: next, state: [site.tagline] }, () =>
    c.html(<FrontPage site={site} cards={cards} ranked={ranked} />),
  )
})

const FrontPage: FC<{ site: Site; cards: Card[]; ranked: Ranked[] }> = ({ site, cards, ranked }) => {
  const [lead, ...others] = cards
  if (!lead) {
    return (
      <Page site={site} sheet="list" description={site.tagline} canonical="/">
        <p class="narrow">{words(site.language).list.nothing}</p>
      </Page>
    )
  }
  const { year } = localMonth(lead.listedAt, site.timeZone)
  return (
    <Page
      site={site}
      sheet="list"
      description={site.tagline}
      canonical="/"
      head={html`${pageGraph(site, site.name)}${searchLink(site)}${linkedData(siteData(site))}`}
      edition={<Weekday at={lead.listedAt} site={site} />}
    >
      <div class="front">
        <article class="card lead">
          <CardBody card={lead} site={site} level={2} picture standfirst eager />
        </article>
        <Group name="seconds" site={site} cards={others.slice(0, 2)} picture />
        <Group name="under" site={site} cards={others.slice(2, 4)} />
      </div>
      <Rows site={site} cards={others.slice(4, 10)} />
      <Desks site={site} cards={others.slice(10)} ranked={ranked} />
      <p class="pager">
        <a href={yearPath(year)}>{words(site.language).list.everythingFrom(year)}</a>
      </p>
    </Page>
  )
}

interface GroupProps {
  name: 'seconds' | 'under' | 'row'
  site: Site
  cards: Card[]
  picture?: boolean
}

const Group: FC<GroupProps> = ({ name, site, cards, picture }) =>
  cards.length === 0 ? null : (
    <div class={name}>
      {cards.map((card) => (
        <article class="card">
          <CardBody card={card} site={site} level={2} picture={picture} standfirst />
        </article>
      ))}
    </div>
  )

// Pictures beside pictures and text beside text, so that a row leaves no holes.
const Rows: FC<{ site: Site; cards: Card[] }> = ({ site, cards }) => {
  const pictured = cards.filter(({ picture }) => picture).slice(0, 3)
  const hasPictures = pictured.length === 3
  const first = hasPictures ? pictured : cards.slice(0, 3)
  return (
    <>
      <Group name="row" site={site} cards={first} picture={hasPictures} />
      <Group name="row" site={site} cards={cards.filter((card) => !first.includes(card))} />
    </>
  )
}

const AT_A_DESK = 4

// What is left of the newest, by section, in the order of the navigation. Two lists stand side by side below, one among them.
const Desks: FC<{ site: Site; cards: Card[]; ranked: Ranked[] }> = ({ site, cards, ranked }) => {
  const lists = (['read', 'discussed'] as const).filter((list) => ranked.some((each) => each.list === list))
  const rankings = lists.map((list) => <Ranking list={list} site={site} ranked={ranked} />)
  return (
    <>
      <div class="desks">
        {site.sections.map(({ id, slug, name }) => {
          const own = cards.filter((card) => card.section?.id === id)
          return own.length === 0 ? null : (
            <section class="desk" aria-labelledby={`desk-${slug}`}>
              <h2 id={`desk-${slug}`}>
                <a href={sectionPath(slug)}>{name}</a>
              </h2>
              <ul class="plain">
                {own.slice(0, AT_A_DESK).map((card) => (
                  <li class="card">
                    <CardBody card={card} site={site} level={3} atDesk />
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
        {lists.length < 2 && rankings}
      </div>
      {lists.length === 2 && <div class="desks">{rankings}</div>}
    </>
  )
}

const Ranking: FC<{ list: List; site: Site; ranked: Ranked[] }> = ({ list, site, ranked }) => (
  <section class="desk" aria-labelledby={`most-${list}`}>
    <h2 id={`most-${list}`}>{words(site.language).frame[list]}</h2>
    <ol class="plain">
      {ranked.map(
        (each) =>
          each.list === list && (
            <li class="card">
              <div>
                {each.genre !== 'report' && (
                  <p class="kicker">
                    <GenreLabel genre={each.genre} site={site} />
                  </p>
                )}
                <h3 {...tongue(each.language, site)}>
                  <a href={each.path}>{each.headline}</a>
                </h3>
              </div>
            </li>
          ),
      )}
    </ol>
  </section>
)
