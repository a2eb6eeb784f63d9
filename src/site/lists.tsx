import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { authorPath, sectionPath, topicPath } from '../articles/address.ts'
import { cardTags } from '../articles/card.ts'
import { authorQuery, sectionQuery, topicQuery } from '../articles/desks.ts'
import { authorListQuery, type Card, nextListedQuery, sectionListQuery, topicListQuery } from '../articles/list.ts'
import { type Tag, tag } from '../cache/tags.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { problem } from '../http/problem.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { shortened } from '../text/excerpt.ts'
import { elsewhere, linkedData, profileData } from '../ui/linked-data.ts'
import { Listing, placeOf } from '../ui/listing.tsx'
import { pagesElsewhere } from '../ui/look.ts'
import { pageGraph } from '../ui/open-graph.ts'
import { Page } from '../ui/page.tsx'
import { missing } from './missing.ts'

/** The lists of a section, a topic and an author: the same page with another heading. */
export const listPages = new Hono<Env>()
  .get('/sections/:slug', knows('before'), async (c) => {
    const [slug, range] = asked(c)
    const [site, section, cards, next] = await read(
      c.var.reader,
      siteQuery(),
      sectionQuery(slug),
      sectionListQuery(slug, range),
      nextListedQuery(range.now),
    )
    if (!section) throw await missing(c.var.reader, c.req.path, c.var.now)
    const tags = [tag.section(section.id), tag.inSection(section.id)]
    const intro = section.description && <p>{section.description}</p>
    return answer(c, {
      site,
      cards,
      next,
      tags,
      title: section.name,
      path: sectionPath(section.slug),
      intro,
      description: section.description,
      atDesk: true,
    })
  })
  .get('/topics/:slug', knows('before'), async (c) => {
    const [slug, range] = asked(c)
    const [site, topic, cards, next] = await read(
      c.var.reader,
      siteQuery(),
      topicQuery(slug, range.now),
      topicListQuery(slug, range),
      nextListedQuery(range.now),
    )
    if (!topic) throw await missing(c.var.reader, c.req.path, c.var.now)
    const tags = [tag.topic(topic.id), tag.onTopic(topic.id)]
    return answer(c, { site, cards, next, tags, title: topic.name, path: topicPath(topic.slug) })
  })
  .get('/authors/:slug', knows('before'), async (c) => {
    const [slug, range] = asked(c)
    const [site, author, cards, next] = await read(
      c.var.reader,
      siteQuery(),
      authorQuery(slug),
      authorListQuery(slug, range),
      nextListedQuery(range.now),
    )
    if (!author) throw await missing(c.var.reader, c.req.path, c.var.now)
    const tags = [tag.author(author.id), tag.byAuthor(author.id)]
    const intro = (
      <>
        {author.role && <p class="role">{author.role}</p>}
        {author.bio.split(/\n{2,}/).map((paragraph) => paragraph && <p>{paragraph}</p>)}
        {pagesElsewhere(elsewhere(author))}
      </>
    )
    return answer(c, {
      site,
      cards,
      next,
      tags,
      title: author.name,
      path: authorPath(author.slug),
      intro,
      description: shortened(author.bio, BIO) || author.role,
      head: html`${pageGraph(site, author.name, 'profile')}${linkedData(profileData(site, author))}`,
    })
  })

// What search engines and shared links show of an author, in letters.
const BIO = 200

interface List {
  site: Site
  cards: Card[]
  next: Date | null
  tags: Tag[]
  title: string
  path: string
  description?: string
  intro?: Child
  atDesk?: boolean
  head?: Child
}

function asked(c: Context<Env, '/x/:slug'>) {
  const before = c.req.query('before')
  const place = placeOf(before)
  if (before && !place) throw problem(404, 'not-found', { title: (w) => w.page })
  return [c.req.param('slug'), { now: c.var.now, before: place }] as const
}

function answer(c: Context<Env>, { site, cards, next, tags, title, path, description, intro, atDesk, head }: List) {
  const before = c.req.query('before')
  const shown = [...tags, ...cards.flatMap(cardTags)]
  return keepAtEdge(c, shown, { until: next, state: [before ?? ''] }, () =>
    c.html(
      <Page
        site={site}
        sheet="list"
        title={title}
        description={description}
        canonical={before ? `${path}?before=${before}` : path}
        here={path}
        feed={{ title, path }}
        head={head ?? pageGraph(site, title)}
      >
        <Listing site={site} title={title} cards={cards} path={path} isFirst={!before} intro={intro} atDesk={atDesk} />
      </Page>,
    ),
  )
}
