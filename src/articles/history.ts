import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { asDate, asJson, build, prepared, type Query } from '../db/read.ts'
import { articles, type Genre, type Hero, type NamedLinks, revisions, type Source } from '../db/tables/articles.ts'

/** Edits on a page of the history; one more is read, to compare the last one with. */
export const EDITS = 5

/** An article as readers saw it from a moment on. Its text is Markdown, as its author typed it. */
export interface Edition {
  version: number
  publicAt: Date
  note: string
  substantive: boolean
  headline: string
  standfirst: string
  dateline: string
  body: string
  genre: Genre
  hero: Hero | null
  sources: Source[] | null
  /** Null where it was not kept yet. */
  named: NamedLinks | null
}

/** The versions of the article at `path` that readers saw, newest first, those older than `before`. */
export const historyQuery = (path: string, now: Date, before?: number): Query<Edition[]> =>
  seen({ path, now: now.getTime(), before: before ?? Number.MAX_SAFE_INTEGER })

const value = sql.placeholder
const stored = (field: string) => sql<string>`${revisions.content} ->> ${`$.${field}`}`

// A version that was replaced before its moment came was never seen: the next one was saved earlier than that.
const replaced = sql`exists (select 1 from revisions n where n.article_id = ${revisions.articleId}
  and n.version = ${revisions.version} + 1 and n.at <= ${revisions.publicAt})`

const seen = prepared(() =>
  build
    .select({
      version: revisions.version,
      publicAt: asDate(sql`${revisions.publicAt}`).as('public_at'),
      note: revisions.note,
      substantive: revisions.substantive,
      named: revisions.named,
      headline: stored('headline').as('headline'),
      standfirst: stored('standfirst').as('standfirst'),
      dateline: stored('dateline').as('dateline'),
      body: stored('body').as('body'),
      genre: sql<Genre>`${revisions.content} ->> '$.genre'`.as('genre'),
      hero: asJson<Hero | null>(sql`${revisions.content} -> '$.hero'`).as('hero'),
      sources: asJson<Source[] | null>(sql`${revisions.content} -> '$.sources'`).as('sources'),
    })
    .from(revisions)
    .where(
      and(
        eq(
          revisions.articleId,
          sql`(select ${articles.id} from ${articles} where ${articles.path} = ${value('path')})`,
        ),
        lt(revisions.version, value('before')),
        sql`${revisions.publicAt} <= ${value('now')}`,
        sql`not ${replaced}`,
      ),
    )
    .orderBy(desc(revisions.version))
    .limit(EDITS + 1),
)
