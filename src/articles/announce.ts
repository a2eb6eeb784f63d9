import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { build, prepared, type Query } from '../db/read.ts'
import { announcements } from '../db/tables/announcements.ts'
import { articles } from '../db/tables/articles.ts'
import { settings } from '../db/tables/settings.ts'
import { authorPath, sectionPath, topicPath } from './address.ts'
import { authorsOf, sectionOf, topicsOf } from './card.ts'
import type { Stored } from './stored.ts'

/** What of an article says where it is listed. */
type Place = Pick<Stored, 'path' | 'section' | 'authors' | 'topics'>

/** An article that was put off until a moment which has come. */
export type Appeared = ReturnType<typeof appeared> extends Query<(infer Row)[]> ? Row : never

const files = ['/feed.xml', '/atom.xml', '/feed.json']
const AT_ONCE = 500

/** Outbox rows for others to be told of a saved article, if readers see that it changed. */
export function announceSaved(db: Database, before: Stored | null, after: Stored, now: Date): Statement[] {
  const isSeen = (each: Stored | null): each is Stored => Boolean(each?.listedAt && each.listedAt <= now)
  const seen = [before, after].filter(isSeen)
  const [one, other] = seen
  if (one && other && JSON.stringify(shown(one)) === JSON.stringify(shown(other))) return []
  return announceChanged(db, seen, now)
}

/** Outbox rows for the feeds that hold these articles, and for the articles. None is written while nobody is told. */
export function announceChanged(db: Database, places: readonly Place[], now: Date): Statement[] {
  if (places.length === 0) return []
  const feeds = places.flatMap(listsOf).flatMap((list) => files.map((file) => ['hub', list + file]))
  const pages = places.flatMap(({ path }) => (path ? [['index', path]] : []))
  const rows = JSON.stringify([...feeds, ...pages])
  const at = now.getTime()
  // All columns in the table's order.
  const wanted = sql`select distinct e.value ->> 0, e.value ->> 1, ${at}, ${at}, 0 from json_each(${rows}) e
    where exists (select 1 from ${settings} s where s.name = 'announce'
      and case e.value ->> 0 when 'hub' then s.value ->> '$.hub' is not null else s.value ->> '$.indexNow' end)`
  const again = { changedAt: now, dueAt: now, attempts: 0 }
  const statement = db.insert(announcements).select(wanted)
  return [statement.onConflictDoUpdate({ target: [announcements.channel, announcements.path], set: again })]
}

/** The scheduled articles whose moment came since (in ms), and what was published meanwhile, the oldest first. */
export const appearedQuery = (since: number, now: Date): Query<Appeared[]> => appeared({ since, now: now.getTime() })

const appeared = prepared(() =>
  build
    .select({
      path: articles.path,
      listedAt: sql<number>`${articles.listedAt}`.as('listed_at'),
      section: sectionOf.as('section'),
      authors: authorsOf.as('authors'),
      topics: topicsOf.as('topics'),
    })
    .from(articles)
    .where(
      sql`${articles.listedAt} > ${sql.placeholder('since')} and ${articles.listedAt} <= ${sql.placeholder('now')}`,
    )
    .orderBy(articles.listedAt)
    .limit(AT_ONCE),
)

// But for what no feed and no page shows: whether comments are open is no news.
const shown = ({ body, version, updatedAt, commentsOpen, commentsCloseAfter, ...article }: Stored) => article

const listsOf = ({ section, authors, topics }: Place) => [
  '',
  ...(section ? [sectionPath(section.slug)] : []),
  ...topics.map(({ slug }) => topicPath(slug)),
  ...authors.map(({ slug }) => authorPath(slug)),
]
