import { asc, desc, sql } from 'drizzle-orm'
import { type Tag, tag } from '../cache/tags.ts'
import type { Database } from '../db/database.ts'
import { articles } from '../db/tables/articles.ts'
import type { Stored } from './stored.ts'

/** The tags of everything that differs once `after` stands where `before` stood. */
export async function alteredTags(db: Database, before: Stored | null, after: Stored): Promise<Tag[]> {
  const wasListed = before?.listedAt ?? null
  const isListed = after.listedAt
  // A draft that stays one is shown nowhere, and neither is an article that stays withdrawn.
  if (!wasListed && !isListed) return []
  const own: Tag[] = [tag.article(after.id), 'sitemap']
  if (before && same(listing(before), listing(after))) return own
  return [...own, ...listTags(before), ...listTags(after), ...(isListed ? await neighbourTags(db, after) : [])]
}

/** What decides on which lists an article is, and where. */
const listing = ({ listedAt, section, authors, topics }: Stored) => ({ listedAt, section, authors, topics })

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function listTags(article: Stored | null): Tag[] {
  if (!article?.listedAt) return []
  return [
    'front',
    'archive',
    'feeds',
    'search',
    // One that comes back brings its corrections along.
    'corrections',
    ...(article.section ? [tag.inSection(article.section.id)] : []),
    ...article.authors.map((author) => tag.byAuthor(author.id)),
    ...article.topics.map((topic) => tag.onTopic(topic.id)),
  ]
}

// They will show this one as previous or next.
async function neighbourTags(db: Database, { id, listedAt }: Stored): Promise<Tag[]> {
  const here = sql`(${listedAt?.getTime()}, ${id})`
  const neighbour = () => db.select({ id: articles.id }).from(articles).limit(1).$dynamic()
  const [older, newer] = await db.batch([
    neighbour()
      .where(sql`(${articles.listedAt}, ${articles.id}) < ${here}`)
      .orderBy(desc(articles.listedAt), desc(articles.id)),
    neighbour()
      .where(sql`(${articles.listedAt}, ${articles.id}) > ${here}`)
      .orderBy(asc(articles.listedAt), asc(articles.id)),
  ])
  return [...older, ...newer].map((each) => tag.beside(each.id))
}
