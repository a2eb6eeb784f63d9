import { and, desc, eq, inArray, lte, ne } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { articles, articleTopics } from '../db/tables/articles.ts'
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
}

const RELATED = 4
const CANDIDATES = 20

/** Finds what the input names: an unknown section or author is refused, a new topic is made. */
export async function resolveLinks(
  db: Database,
  before: Stored | null,
  input: ArticlePatch,
): Promise<Links | Refusal[]> {
  const refused: Refusal[] = []
  const section = input.section ? await findSection(db, input.section, refused) : null
  const writers = input.authors ? await findAuthors(db, input.authors, refused) : (before?.authors ?? [])
  if (refused.length > 0) return refused
  const about = input.topics ? await findTopics(db, input.topics) : { topics: before?.topics ?? [], newTopics: [] }
  return { section: input.section === undefined ? (before?.section ?? null) : section, authors: writers, ...about }
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

/** The most related articles that readers can see: those sharing most topics, the newest first, then its section. */
export async function pickRelated(db: Database, id: number, links: Links, now: Date): Promise<number[]> {
  const queries = candidateQueries(db, id, links, now)
  const [head, ...rest] = queries
  const lists = head ? await db.batch([head, ...rest]) : []
  const score = new Map<number, { shared: number; at: number }>()
  for (const row of lists.flat()) {
    const shared = (score.get(row.id)?.shared ?? 0) + 1
    score.set(row.id, { shared, at: row.at?.getTime() ?? 0 })
  }
  return [...score]
    .sort(([, a], [, b]) => b.shared - a.shared || b.at - a.at)
    .slice(0, RELATED)
    .map(([relatedId]) => relatedId)
}

function candidateQueries(db: Database, id: number, links: Links, now: Date) {
  // A topic that is made now is on no other article; and D1's Free plan counts the queries of a request.
  const others = links.topics
    .filter((topic) => !links.newTopics.includes(topic))
    .map((topic) =>
      db
        .select({ id: articleTopics.articleId, at: articleTopics.listedAt })
        .from(articleTopics)
        .where(
          and(eq(articleTopics.topicId, topic.id), lte(articleTopics.listedAt, now), ne(articleTopics.articleId, id)),
        )
        .orderBy(desc(articleTopics.listedAt))
        .limit(CANDIDATES),
    )
  if (!links.section) return others
  const neighbours = db
    .select({ id: articles.id, at: articles.listedAt })
    .from(articles)
    .where(and(eq(articles.sectionId, links.section.id), lte(articles.listedAt, now), ne(articles.id, id)))
    .orderBy(desc(articles.listedAt))
    .limit(CANDIDATES)
  return [...others, neighbours]
}

/** Makes the new topics. Of two writers who make one at once, the second's batch is refused whole and tried again. */
export const insertTopics = (db: Database, { newTopics }: Links, now: Date): Statement[] =>
  newTopics.length > 0 ? [db.insert(topics).values(newTopics.map((topic) => ({ ...topic, createdAt: now })))] : []
