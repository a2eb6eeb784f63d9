import { type Article, articleQuery } from '../articles/article.ts'
import { type Tag, tag } from '../cache/tags.ts'
import { closesAt, isClosed } from '../comments/closing.ts'
import { isThreadPath, type Thread, threadQuery } from '../comments/thread.ts'
import { type Reader, read } from '../db/read.ts'
import { earliest, type Keeping } from '../http/edge.ts'
import { problem } from '../http/problem.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { missing } from './missing.ts'

/** All that an article page shows, and when it changes by itself. */
export interface View {
  site: Site
  article: Article
  thread: Thread
  open: boolean
  keeping: Keeping
}

/** Reads it in one round trip of three statements. Throws the 404, 410 or way on that stands there instead. */
export async function viewArticle(reader: Reader, path: string, from: string, now: Date): Promise<View> {
  if (from !== '' && !isThreadPath(from)) throw noSuchPage()
  const [site, article, thread] = await read(reader, siteQuery(), articleQuery(path, now), threadQuery(path, from))
  if (!article) throw await missing(reader, path, now)
  // The newest article's page will show the next one; the others' neighbours are settled.
  const neighbour = article.next ? null : article.nextListedAt
  const open = !isClosed(site.comments, article, now)
  const closing = open ? closesAt(site.comments, article) : null
  const keeping = { until: earliest(neighbour, closing), state: [open ? 'open' : 'closed', from] }
  return { site, article, thread, open, keeping }
}

/** The tags of everything the page shows. */
export const articleTags = ({ id, authors, section, topics, previous, next, related }: Article): Tag[] => [
  tag.article(id),
  tag.beside(id),
  tag.comments(id),
  ...authors.map((author) => tag.author(author.id)),
  ...(section ? [tag.section(section.id)] : []),
  ...topics.map((topic) => tag.topic(topic.id)),
  ...[previous, next, ...related].flatMap((link) => (link ? [tag.article(link.id)] : [])),
]

const noSuchPage = () => problem(404, 'not-found', { title: 'There is no such page of comments' })
