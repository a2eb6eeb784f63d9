import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { sectionPath } from '../articles/address.ts'
import { cardTags } from '../articles/card.ts'
import { type Card, latestQuery, nextListedQuery } from '../articles/list.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { CardBody } from '../ui/card.tsx'
import { Page } from '../ui/page.tsx'

const SHOWN = 31

export const frontPage = new Hono<Env>().get('/', knows(), async (c) => {
  const { now, reader } = c.var
  const [site, cards, next] = await read(reader, siteQuery(), latestQuery({ now, limit: SHOWN }), nextListedQuery(now))
  const tags = cards.flatMap(cardTags)
  return keepAtEdge(c, ['front', ...tags], { until: next }, () => c.html(<FrontPage site={site} cards={cards} />))
})

const FrontPage: FC<{ site: Site; cards: Card[] }> = ({ site, cards }) => {
  const [lead, ...others] = cards
  return (
    <Page site={site} description={site.tagline} canonical="/">
      <h1 class="sr-only">{site.name}</h1>
      {lead ? (
        <>
          <div class="front">
            <article class="lead">
              <CardBody card={lead} site={site} level={2} picture standfirst eager />
            </article>
            <div class="seconds">
              {others.slice(0, 2).map((card) => (
                <article class="card">
                  <CardBody card={card} site={site} level={2} picture standfirst />
                </article>
              ))}
            </div>
          </div>
          <Row site={site} cards={others.slice(2, 8)} />
          <Desks site={site} cards={others.slice(8)} />
        </>
      ) : (
        <p class="narrow">Nothing has been published yet.</p>
      )}
    </Page>
  )
}

const Row: FC<{ site: Site; cards: Card[] }> = ({ site, cards }) =>
  cards.length === 0 ? null : (
    <div class="row">
      {cards.map((card, i) => (
        <article class="card">
          <CardBody card={card} site={site} level={2} picture={i < 3} standfirst />
        </article>
      ))}
    </div>
  )

// What is left of the newest, by section, in the order of the navigation.
const Desks: FC<{ site: Site; cards: Card[] }> = ({ site, cards }) => (
  <>
    {site.sections.map(({ id, slug, name }) => {
      const own = cards.filter((card) => card.section?.id === id)
      return own.length === 0 ? null : (
        <section class="desk" aria-labelledby={`desk-${slug}`}>
          <h2 id={`desk-${slug}`}>
            <a href={sectionPath(slug)}>{name}</a>
          </h2>
          <ul class="plain">
            {own.map((card) => (
              <li class="card">
                <CardBody card={card} site={site} level={3} />
              </li>
            ))}
          </ul>
        </section>
      )
    })}
  </>
)
