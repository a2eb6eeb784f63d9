import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { id, json, time } from './columns.ts'

export const sections = sqliteTable(
  'sections',
  {
    id: id(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    description: text().notNull().default(''),
    position: integer().notNull().default(0),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [index('sections_position').on(t.position, t.id)],
)

/** A page of an author's elsewhere; `href` begins with https. */
export interface AuthorLink {
  label: string
  href: string
}

export const authors = sqliteTable(
  'authors',
  {
    id: id(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    role: text().notNull().default(''),
    bio: text().notNull().default(''),
    url: text().notNull().default(''),
    // Pages elsewhere; null is none.
    links: json<AuthorLink[]>(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [index('authors_created').on(t.createdAt, t.id)],
)

export const topics = sqliteTable(
  'topics',
  {
    id: id(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    createdAt: time().notNull(),
  },
  (t) => [index('topics_created').on(t.createdAt, t.id)],
)
