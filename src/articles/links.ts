import { eq, inArray } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { articles } from '../db/tables/articles.ts'
import { authors, sections, topics } from '../db/tables/desks.ts'
import { slugify } from '../text/slug.ts'
import type { Named } from './card.ts'
import type { ArticlePatch } from './input.ts'
import type { Refusal } from './schedule.ts'
import type { Stored } from './stored.ts'

/** What an article is linked to after an input, and the topics that have to be made for it. */
export interface Links {
  section: Named | null
  authors: Named[]
  topics: Named[]
  newTopics: Named[]
  /** Articles that an editor chose to be read next. */
  related: number[]
}

/** Finds what the input names: an unknown section or author is refused, a new topic is made. */
export async function resolveLinks(
  db: Database,
  before: Stored | null,
  input: ArticlePatch,
): Promise<Links | Refusal[]> {
  const refused: Refusal[] = []
  const section = input.section ? await findSection(db, input.section, refused) : null
  const writers = input.authors ? await findAuthors(db, input.authors, refused) : (before?.authors ?? [])
  const related = input.related ? await findChosen(db, before, input.related, refused) : (before?.related ?? [])
  if (refused.length > 0) return refused
  const about = input.topics ? await findTopics(db, input.topics) : { topics: before?.topics ?? [], newTopics: [] }
  return {
    section: input.section === undefined ? (before?.section ?? null) : section,
    authors: writers,
    related,
    ...about,
  }
}

async function findSection(db: Database, slug: string, refused: Refusal[]): Promise<Named | null> {
  const [found] = await db
    .select({ id: sections.id, slug: sections.slug, name: sections.name })
    .from(sections)
    .where(eq(sections.slug, slug))
  if (!found) refused.push({ field: 'section', problem: `No section "${slug}"` })
  return found ?? null
}

async function findAuthors(db: Database, slugs: string[], refused: Refusal[]): Promise<Named[]> {
  if (slugs.length === 0) return []
  const wanted = [...new Set(slugs)]
  const found = await db
    .select({ id: authors.id, slug: authors.slug, name: authors.name })
    .from(authors)
    .where(inArray(authors.slug, wanted))
  const known = new Map(found.map((author) => [author.slug, author]))
  slugs.forEach((slug, i) => {
    if (!known.has(slug)) refused.push({ field: `authors.${i}`, problem: `No author "${slug}"` })
  })
  return wanted.flatMap((slug) => known.get(slug) ?? [])
}

async function findChosen(db: Database, before: Stored | null, ids: number[], refused: Refusal[]): Promise<number[]> {
  if (ids.length === 0) return []
  const found = await db.select({ id: articles.id }).from(articles).where(inArray(articles.id, ids))
  ids.forEach((id, i) => {
    if (id === before?.id) refused.push({ field: `related.${i}`, problem: 'Is this article itself' })
    else if (!found.some((row) => row.id === id)) refused.push({ field: `related.${i}`, problem: `No article ${id}` })
  })
  return [...new Set(ids)]
}

async function findTopics(db: Database, names: string[]): Promise<{ topics: Named[]; newTopics: Named[] }> {
  if (names.length === 0) return { topics: [], newTopics: [] }
  const wanted = new Map(names.map((name) => [slugify(name), name]))
  const found = await db
    .select({ id: topics.id, slug: topics.slug, name: topics.name })
    .from(topics)
    .where(inArray(topics.slug, [...wanted.keys()]))
  const known = new Map(found.map((topic) => [topic.slug, topic]))
  const newTopics = [...wanted]
    .filter(([slug]) => !known.has(slug))
    .map(([slug, name]) => ({ id: newId(), slug, name: titled(name) }))
  for (const topic of newTopics) known.set(topic.slug, topic)
  return { topics: [...wanted.keys()].flatMap((slug) => known.get(slug) ?? []), newTopics }
}

// A topic named by its slug still reads as a name: "council-budget" → "Council budget".
function titled(name: string): string {
  const words = /^[a-z0-9-]+$/.test(name) ? name.replaceAll('-', ' ') : name
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Makes the new topics. Of two writers who make one at once, the second's batch is refused whole and tried again. */
export const insertTopics = (db: Database, { newTopics }: Links, now: Date): Statement[] =>
  newTopics.length > 0 ? [db.insert(topics).values(newTopics.map((topic) => ({ ...topic, createdAt: now })))] : []
