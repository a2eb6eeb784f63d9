import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { build, prepared, type Query } from '../db/read.ts'
import { settings } from '../db/tables/settings.ts'
import { renderMarkdown, type Unrenderable } from '../text/markdown.ts'

export const principlesPath = '/principles'

/** The paper's own words on what it publishes and how: Markdown as typed, and its HTML, cleaned when written. */
export interface Principles {
  text: string
  html: string
}

const none: Principles = { text: '', html: '' }

const stored = prepared(() =>
  build
    .select({
      text: sql<string>`${settings.value} ->> '$.text'`.as('text'),
      html: sql<string>`${settings.value} ->> '$.html'`.as('html'),
    })
    .from(settings)
    .where(sql`${settings.name} = 'principles'`),
)

/** Empty where the paper has written none. */
export function principlesQuery(): Query<Principles> {
  const query = stored({})
  return { ...query, take: (rows) => query.take(rows)[0] ?? none }
}

/** Writes them, or says why the text cannot be rendered. */
export function writePrinciples(db: Database, text: string, siteHost: string | null, now: Date) {
  const rendered: { html: string } | Unrenderable = renderMarkdown(text, siteHost)
  if ('refused' in rendered) return rendered
  const row = { value: { text, html: rendered.html }, updatedAt: now }
  const statement: Statement = db
    .insert(settings)
    .values({ name: 'principles', ...row })
    .onConflictDoUpdate({ target: settings.name, set: row })
  return { statement }
}
