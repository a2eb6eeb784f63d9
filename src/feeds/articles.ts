import type { Context } from 'hono'
import { authorPath, sectionPath, topicPath } from '../articles/address.ts'
import { cardTags, type Named } from '../articles/card.ts'
import { authorQuery, sectionQuery, topicQuery } from '../articles/desks.ts'
import { authorFeedQuery, type FeedItem, feedQuery, sectionFeedQuery, topicFeedQuery } from '../articles/feed.ts'
import { traceQuery } from '../articles/gone.ts'
import { nextListedQuery } from '../articles/list.ts'
import { type Tag, tag } from '../cache/tags.ts'
import { type Query, read, unseen } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { missingAt } from '../http/missing.ts'
import { knows } from '../http/query.ts'
import { announceQuery } from '../settings/announce.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { atom } from './atom.ts'
import { browsable } from './browser.ts'
import type { Feed } from './item.ts'
import { jsonFeed } from './json-feed.ts'
import { rss } from './rss.ts'

interface Format {
  file: string
  type: string
  write(feed: Feed): string
}

const formats: Format[] = [
  { file: '/feed.xml', type: 'application/rss+xml; charset=utf-8', write: rss },
  { file: '/atom.xml', type: 'application/atom+xml; charset=utf-8', write: atom },
  { file: '/feed.json', type: 'application/feed+json; charset=utf-8', write: jsonFeed },
]

/** A list that has feeds of its own, beside its page. */
interface List {
  path(slug: string): string
  of(slug: string, now: Date): Query<(Named & { description?: string; role?: string }) | undefined>
  items(slug: string, now: Date): Query<FeedItem[]>
  tags(id: number): Tag[]
}

const lists: List[] = [
  {
    path: sectionPath,
    of: sectionQuery,
    items: sectionFeedQuery,
    tags: (id) => [tag.section(id), tag.inSection(id)],
  },
  { path: topicPath, of: topicQuery, items: topicFeedQuery, tags: (id) => [tag.topic(id), tag.onTopic(id)] },
  { path: authorPath, of: authorQuery, items: authorFeedQuery, tags: (id) => [tag.author(id), tag.byAuthor(id)] },
]

/** The newest articles, whole, in three formats: of the paper, and of each section, topic and author. */
export const articleFeeds = new Hono<Env>()

for (const format of formats) {
  articleFeeds.get(format.file, knows(), (c) => paperFeed(c, format))
  for (const list of lists)
    articleFeeds.get(`${list.path(':slug')}${format.file}`, knows(), (c) =>
      listFeed(c, list, c.req.param('slug') ?? '', format),
    )
}

async function paperFeed(c: Context<Env>, format: Format): Promise<Response> {
  const { now, reader } = c.var
  const [site, { hub }, items, next] = await read(
    reader,
    unseen(siteQuery()),
    announceQuery(),
    feedQuery(now),
    nextListedQuery(now),
  )
  const feed = { site, title: site.name, description: site.tagline, home: '/', path: format.file, items, hub }
  return answer(c, format, feed, ['feeds'], next)
}

async function listFeed(c: Context<Env>, list: List, slug: string, format: Format): Promise<Response> {
  const { now, reader } = c.var
  const [site, { hub }, of, items, next] = await read(
    reader,
    unseen(siteQuery()),
    announceQuery(),
    unseen(list.of(slug, now)),
    list.items(slug, now),
    nextListedQuery(now),
  )
  if (!of) {
    const [trace] = await read(reader, traceQuery(list.path(slug), now))
    throw missingAt(trace, (moved) => moved + format.file)
  }
  const home = list.path(of.slug)
  const title = `${of.name} – ${site.name}`
  const description = of.description || of.role || ''
  const feed = { site, title, description, home, path: home + format.file, items, hub }
  return answer(c, format, feed, list.tags(of.id), next)
}

const picturesOf = ({ look: { logo, favicon } }: Site) => [logo?.src ?? '', favicon ?? '']

async function answer(c: Context<Env>, { type, write }: Format, feed: Feed, tags: Tag[], until: Date | null) {
  const { site, title, description, home, path, items, hub } = feed
  const shown = items.flatMap((item) => [...cardTags(item), ...item.topics.map((topic) => tag.topic(topic.id))])
  const state = [title, description, home, site.name, site.address, site.language, site.timeZone, ...picturesOf(site)]
  // Where to subscribe, and to what (https://www.w3.org/TR/websub/#discovery).
  const link = hub && { Link: `<${hub}>; rel="hub", <${site.address}${path}>; rel="self"` }
  const headers = { 'Content-Type': type, ...link }
  const kept = keepAtEdge(c, [...tags, ...shown], { until, state: [...state, hub ?? ''] }, () =>
    c.body(write(feed), 200, headers),
  )
  return write === jsonFeed ? kept : browsable(c, kept)
}
