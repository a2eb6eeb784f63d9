import type { Context } from 'hono'
import { type Article, articleQuery } from '../articles/article.ts'
import { type Tag, tag } from '../cache/tags.ts'
import { closesAt, isClosed } from '../comments/closing.ts'
import { formToken, tokenChangesAt } from '../comments/form-token.ts'
import { earlierQuery, isThreadPath, type Thread, threadQuery } from '../comments/thread.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { earliest, type Keeping } from '../http/edge.ts'
import { mailOf } from '../http/mail.ts'
import { problem } from '../http/problem.ts'
import { hasSecret, signer } from '../http/visitor.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { stopsComments } from '../settings/switches.ts'
import { frameOrigins } from '../text/embed.ts'
import { missing } from './missing.ts'

/** All that an article page shows, and when it changes by itself. */
export interface View {
  site: Site
  article: Article
  /** The origins of its videos' players. */
  frames: string[]
  thread: Thread
  open: boolean
  /** Baked into the form; '' while there is no secret to sign with. */
  token: string
  /** Whether one can ask for mail about answers. */
  mail: boolean
  keeping: Keeping
}

/** Adds the first page of the thread, where the page is shown after all. */
export async function withThread(c: Context<Env>, view: View): Promise<View> {
  const [thread] = await read(c.get('reader'), threadQuery(view.article.path, ''))
  return { ...view, thread }
}

/**
 * Reads it in one round trip of three statements, four for a page further on; `from` null leaves the thread out, for who need not show it.
 * Throws the 404, 410 or way on that stands there instead.
 */
export async function viewArticle(c: Context<Env>, path: string, from: string | null): Promise<View> {
  const [reader, now] = [c.get('reader'), c.get('now')]
  if (from && !isThreadPath(from)) throw noSuchPage()
  const [site, article, thread, earlier = null] = await read(
    reader,
    siteQuery(),
    articleQuery(path, now),
    threadQuery(from === null ? '' : path, from ?? ''),
    ...(from ? [earlierQuery(path, from)] : []),
  )
  if (!article) throw await missing(reader, path, now, (moved) => moved + new URL(c.req.url).search)
  // Said before the page is kept, so that an answer without a page (304) says the same.
  const frames = frameOrigins(article.bodyHtml)
  c.set('frames', frames)
  const open = !isClosed(site.comments, article, now) && !stopsComments(c.get('switches'), article.path)
  const token = open && hasSecret(c.env) ? await formToken(await signer(c, 'form'), article.id, now) : ''
  const mail = mailOf(c.env) !== null
  return {
    site,
    article,
    frames,
    thread: { ...thread, earlier },
    open,
    token,
    mail,
    keeping: keepingOf({ site, article, open, token, mail, from: from ?? '', now }),
  }
}

interface Seen extends Pick<View, 'site' | 'article' | 'open' | 'token' | 'mail'> {
  from: string
  now: Date
}

function keepingOf({ site, article, open, token, mail, from, now }: Seen): Keeping {
  // The newest article's page will show the next one; the others' neighbours are settled.
  const neighbour = article.next ? null : article.nextListedAt
  const closing = open ? closesAt(site.comments, article) : null
  const nextToken = token ? tokenChangesAt(now) : null
  const { avatars, requireIdentity } = site.comments
  const switches = [
    avatars ? 'avatars' : '',
    requireIdentity ? 'who' : '',
    mail ? 'mail' : '',
    site.countsReads ? 'reads' : '',
  ]
  const state = [open ? 'open' : 'closed', from, token, ...switches]
  return { until: earliest(neighbour, closing, nextToken, article.relatedReturnsAt), state }
}

/** The tags of everything the page shows. A related article that is away purges `beside` as it comes back (`relate`). */
export const articleTags = ({ id, authors, section, topics, previous, next, related }: Article): Tag[] => [
  tag.article(id),
  tag.beside(id),
  tag.comments(id),
  ...authors.map((author) => tag.author(author.id)),
  ...(section ? [tag.section(section.id)] : []),
  ...topics.map((topic) => tag.topic(topic.id)),
  ...[previous, next, ...related].flatMap((link) => (link ? [tag.article(link.id)] : [])),
]

const noSuchPage = () => problem(404, 'not-found', { title: (w) => w.commentsPage })
