import { type SQL, sql } from 'drizzle-orm'
import { type Tag, tag } from '../cache/tags.ts'
import { articles } from '../db/tables/articles.ts'
import type { Stored } from './stored.ts'

/** The tags of everything that differs once `after` stands where `before` stood, but for its neighbours'. */
export function alteredTags(before: Stored | null, after: Stored): Tag[] {
  const wasListed = before?.listedAt ?? null
  // A draft that stays one is shown nowhere, and neither is an article that stays withdrawn.
  if (!wasListed && !after.listedAt) return []
  const own: Tag[] = [tag.article(after.id), 'sitemap']
  if (!isMoved(before, after)) return before && same(text(before), text(after)) ? own : [...own, 'search']
  // One that comes back brings its corrections along, and what was said about it.
  const returning: Tag[] = before?.firstPublishedAt ? ['corrections', 'comment-feed'] : []
  return [...own, ...listTags(before), ...listTags(after), ...returning]
}

/**
 * A SELECT of the tags of the articles before and after this one, which will show it. It is run in the commit: of
 * two that are published at one moment the second finds the first.
 */
export function neighbourTags(before: Stored | null, after: Stored): SQL | undefined {
  if (!after.listedAt || !isMoved(before, after)) return undefined
  const here = sql`(${after.listedAt.getTime()}, ${after.id})`
  return sql`select 'beside:' || id from (select id from ${articles} where (listed_at, id) < ${here}
      order by listed_at desc, id desc limit 1)
    union select 'beside:' || id from (select id from ${articles} where (listed_at, id) > ${here}
      order by listed_at, id limit 1)`
}

const isMoved = (before: Stored | null, after: Stored) => !before || !same(listing(before), listing(after))

/** What decides on which lists an article is, and where. */
const listing = ({ listedAt, section, authors, topics }: Stored) => ({ listedAt, section, authors, topics })

/** What a search looks into, besides. */
const text = ({ headline, standfirst, bodyHtml }: Stored) => [headline, standfirst, bodyHtml]

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function listTags(article: Stored | null): Tag[] {
  if (!article?.listedAt) return []
  return [
    'front',
    'archive',
    'feeds',
    'search',
    ...(article.section ? [tag.inSection(article.section.id)] : []),
    ...article.authors.map((author) => tag.byAuthor(author.id)),
    ...article.topics.map((topic) => tag.onTopic(topic.id)),
  ]
}
