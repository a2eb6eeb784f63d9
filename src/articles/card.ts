import { type SQL, sql } from 'drizzle-orm'
import { type Tag, tag } from '../cache/tags.ts'
import { asJson, nested } from '../db/read.ts'
import { articles, articleTopics, bylines, type OwnFile } from '../db/tables/articles.ts'
import { authors, sections, topics } from '../db/tables/desks.ts'

export interface Named {
  id: number
  slug: string
  name: string
}

/** The article's section as `{id, slug, name}`, or null. */
export const sectionOf: SQL<Named | null> = asJson(
  sql`(select json_object('id', ${sections.id}, 'slug', ${sections.slug}, 'name', ${sections.name})
    from ${sections} where ${sections.id} = ${articles.sectionId})`,
)

/** Who wrote it, in the order of the byline. */
export const authorsOf: SQL<Named[]> = asJson(
  sql`(select json_group_array(json_object('id', w.id, 'slug', w.slug, 'name', w.name)) from
    (select ${authors.id}, ${authors.slug}, ${authors.name} from ${bylines}
      join ${authors} on ${authors.id} = ${bylines.authorId}
      where ${bylines.articleId} = ${articles.id} order by ${bylines.position}) w)`,
)

export const topicsOf: SQL<Named[]> = asJson(
  sql`(select json_group_array(json_object('id', w.id, 'slug', w.slug, 'name', w.name)) from
    (select ${topics.id}, ${topics.slug}, ${topics.name} from ${articleTopics}
      join ${topics} on ${topics.id} = ${articleTopics.topicId}
      where ${articleTopics.articleId} = ${articles.id} order by ${articleTopics.position}) w)`,
)

/** What it is about: the standfirst, or how it begins. */
export const summaryOf: SQL<string> = nested(
  sql`coalesce(nullif(${articles.standfirst}, ''), ${articles.excerpt})`,
).mapWith(String)

/** What a list needs of the picture: a caption that changes is no change to a list. */
const pictureOf: SQL<Picture | null> = asJson(
  sql`case when ${articles.hero} is not null then json_object('src', ${articles.hero} ->> 'src',
    'width', ${articles.hero} ->> 'width', 'height', ${articles.hero} ->> 'height',
    'file', json(${articles.heroFile})) end`,
)

export interface Picture {
  src: string
  width: number | null
  height: number | null
  file: OwnFile | null
}

/** What a list shows of an article, and no more: its rows are what the ETags of lists are made of. */
export const cardFields = {
  id: articles.id,
  path: sql<string>`${articles.path}`.as('path'),
  headline: articles.headline,
  summary: summaryOf.as('summary'),
  genre: articles.genre,
  picture: pictureOf.as('picture'),
  language: articles.language,
  listedAt: sql<Date>`${articles.listedAt}`.mapWith(articles.listedAt).as('listed_at'),
  section: sectionOf.as('section'),
  authors: authorsOf.as('authors'),
}

/** The tags of what a card shows. */
export const cardTags = (card: { id: number; section: Named | null; authors: Named[] }): Tag[] => [
  tag.article(card.id),
  ...card.authors.map((author) => tag.author(author.id)),
  ...(card.section ? [tag.section(card.section.id)] : []),
]
