import { and, desc, eq, sql } from 'drizzle-orm'
import type { InferOutput } from 'valibot'
import type { Force } from '../cache/ask.ts'
import { type Tag, tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { corrections } from '../db/tables/articles.ts'
import { authors, sections, topics } from '../db/tables/desks.ts'
import { slugify } from '../text/slug.ts'
import { authorPath, sectionPath } from './address.ts'
import type { AuthorPatch, NewAuthor, NewSection, SectionPatch } from './desk-input.ts'
import type { Place } from './list.ts'
import { deleteRedirect, moveAddress } from './redirect.ts'

type AuthorRow = typeof authors.$inferSelect
type SectionRow = typeof sections.$inferSelect

/** A row as it will be, and what has to be written for it. */
export interface Written<R> {
  row: R
  tags: Tag[]
  /** Soft: an author's or a section's name is on many pages that stay as they were, and no secret. */
  force?: Force
  statements: Statement[]
}

/** Makes an author, or changes one. The slug stays when the name changes: readers have the address. */
export function writeAuthor(
  db: Database,
  before: AuthorRow | null,
  input: InferOutput<typeof NewAuthor> | InferOutput<typeof AuthorPatch>,
  now: Date,
): Written<AuthorRow> {
  const { id, name, createdAt, ...old } = before ?? {
    ...blank(input.name, now),
    role: '',
    bio: '',
    url: '',
    links: null,
  }
  const row: AuthorRow = {
    ...{ id, createdAt, updatedAt: now },
    name: input.name ?? name,
    slug: input.slug ?? old.slug,
    role: input.role ?? old.role,
    bio: input.bio ?? old.bio,
    url: input.url ?? old.url,
    links: input.links ?? old.links,
  }
  if (!before) {
    // Its address may have led to another until now.
    const statements = [db.insert(authors).values(row), deleteRedirect(db, authorPath(row.slug))]
    return { row, tags: [], statements }
  }
  // Only what was named: of two changes at once, neither undoes the other.
  const changed = db
    .update(authors)
    .set({ ...input, updatedAt: now })
    .where(eq(authors.id, id))
  const moved = moveAddress(db, authorPath(old.slug), authorPath(row.slug), now)
  return { row, tags: [tag.author(id), 'search', 'sitemap'], force: 'soft', statements: [changed, ...moved] }
}

/** Makes a section, or changes one. Sections are in the navigation of every page. */
export function writeSection(
  db: Database,
  before: SectionRow | null,
  input: InferOutput<typeof NewSection> | InferOutput<typeof SectionPatch>,
  now: Date,
): Written<SectionRow> {
  const { id, name, createdAt, ...old } = before ?? { ...blank(input.name, now), description: '', position: 0 }
  const row: SectionRow = {
    ...{ id, createdAt, updatedAt: now },
    name: input.name ?? name,
    slug: input.slug ?? old.slug,
    description: input.description ?? old.description,
    position: input.position ?? old.position,
  }
  if (!before) {
    const statements = [db.insert(sections).values(row), deleteRedirect(db, sectionPath(row.slug))]
    return { row, tags: ['site'], force: 'soft', statements }
  }
  const changed = db
    .update(sections)
    .set({ ...input, updatedAt: now })
    .where(eq(sections.id, id))
  const moved = moveAddress(db, sectionPath(old.slug), sectionPath(row.slug), now)
  return { row, tags: ['site'], force: 'soft', statements: [changed, ...moved] }
}

/** A correction: dated, signed, and never silently changed. */
export function addCorrection(
  db: Database,
  articleId: number,
  text: string,
  by: { actor: string; now: Date },
): Written<typeof corrections.$inferSelect> {
  const row = { id: newId(), articleId, text, actor: by.actor, createdAt: by.now }
  const tags: Tag[] = [tag.article(articleId), 'corrections', 'feeds', 'sitemap']
  return { row, tags, statements: [db.insert(corrections).values(row)] }
}

const blank = (name = '', createdAt: Date) => ({ id: newId(), slug: slugify(name), name, createdAt })

type Page = { before?: Place | undefined; limit: number }
const after = (
  table: typeof authors | typeof sections | typeof topics | typeof corrections,
  before: Place | undefined,
) => before && sql`(${table.createdAt}, ${table.id}) < (${before.at.getTime()}, ${before.id})`

export const listAuthors = (db: Database, { before, limit }: Page) =>
  db
    .select()
    .from(authors)
    .where(after(authors, before))
    .orderBy(desc(authors.createdAt), desc(authors.id))
    .limit(limit)

export const listSections = (db: Database, { before, limit }: Page) =>
  db
    .select()
    .from(sections)
    .where(after(sections, before))
    .orderBy(desc(sections.createdAt), desc(sections.id))
    .limit(limit)

export const listTopics = (db: Database, { before, limit }: Page) =>
  db.select().from(topics).where(after(topics, before)).orderBy(desc(topics.createdAt), desc(topics.id)).limit(limit)

/** The corrections of an article, newest first. */
export const listCorrections = (db: Database, articleId: number, { before, limit }: Page) =>
  db
    .select()
    .from(corrections)
    .where(and(eq(corrections.articleId, articleId), after(corrections, before)))
    .orderBy(desc(corrections.createdAt), desc(corrections.id))
    .limit(limit)

export const findAuthor = async (db: Database, slug: string) =>
  (await db.select().from(authors).where(eq(authors.slug, slug))).at(0)

export const findSection = async (db: Database, slug: string) =>
  (await db.select().from(sections).where(eq(sections.slug, slug))).at(0)
