import { eq, sql } from 'drizzle-orm'
import { build, first, prepared, type Query } from '../db/read.ts'
import { articleTopics } from '../db/tables/articles.ts'
import { type AuthorLink, authors, sections, topics } from '../db/tables/desks.ts'
import type { AuthorBox } from './article.ts'
import type { Named } from './card.ts'

const slug = sql.placeholder('slug')

const author = prepared(() =>
  build
    .select({
      id: authors.id,
      slug: authors.slug,
      name: authors.name,
      role: authors.role,
      bio: authors.bio,
      url: authors.url,
      links: authors.links,
      createdAt: authors.createdAt,
      updatedAt: authors.updatedAt,
    })
    .from(authors)
    .where(eq(authors.slug, slug)),
)

const section = prepared(() =>
  build
    .select({ id: sections.id, slug: sections.slug, name: sections.name, description: sections.description })
    .from(sections)
    .where(eq(sections.slug, slug)),
)

const topic = prepared(() =>
  build
    .select({ id: topics.id, slug: topics.slug, name: topics.name })
    .from(topics)
    .where(
      sql`${topics.slug} = ${slug} and exists (select 1 from ${articleTopics} x
        where x.topic_id = ${topics.id} and x.listed_at <= ${sql.placeholder('now')})`,
    ),
)

/** An author on the page of their own. */
export interface AuthorProfile extends AuthorBox {
  url: string
  links: AuthorLink[] | null
  createdAt: Date
  updatedAt: Date
}

export const authorQuery = (slug: string): Query<AuthorProfile | undefined> => first(author({ slug }))
export const sectionQuery = (slug: string): Query<(Named & { description: string }) | undefined> =>
  first(section({ slug }))

/** A topic is made by the first draft that names it: it is there for as long as readers see an article on it. */
export const topicQuery = (slug: string, now: Date): Query<Named | undefined> =>
  first(topic({ slug, now: now.getTime() }))
