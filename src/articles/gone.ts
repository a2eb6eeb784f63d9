import { eq, sql } from 'drizzle-orm'
import { build, first, prepared, type Query } from '../db/read.ts'
import { articles, redirects } from '../db/tables/articles.ts'

/** What stands at an address that shows nothing: a way on, or that it was here once. */
export interface Trace {
  /** The path to go to. */
  target: string | null
  /** An article was public here and no longer is. */
  gone: boolean
}

const traceOf = prepared(() => {
  const path = sql.placeholder('path')
  const target = sql<string | null>`(select coalesce(
      (select ${articles.path} from ${articles} where ${articles.id} = ${redirects.articleId}), ${redirects.target})
    from ${redirects} where ${redirects.path} = ${path})`
  const gone = sql`exists (select 1 from ${articles} where ${eq(articles.path, path)}
    and ${articles.firstPublishedAt} <= ${sql.placeholder('now')})`
  return build.select({ target: target.as('target'), gone: gone.mapWith(Boolean).as('gone') }).from(sql`(select 1)`)
})

export function traceQuery(path: string, now: Date): Query<Trace> {
  const query = first(traceOf({ path, now: now.getTime() }))
  const nothing = { target: null, gone: false }
  return {
    ...query,
    take: (rows) => {
      const row = query.take(rows)
      return row ? { target: row.target, gone: row.gone === true } : nothing
    },
  }
}
