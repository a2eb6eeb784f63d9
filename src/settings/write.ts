import { sql } from 'drizzle-orm'
import type { Tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { settings } from '../db/tables/settings.ts'

/** Merges `values` into a group of settings. Every page shows some of it, so the change is the whole site's. */
export function writeSettings(
  db: Database,
  name: 'identity' | 'comments' | 'look' | 'lists' | 'announce',
  values: Readonly<Record<string, unknown>>,
  now: Date,
): { tags: Tag[]; statements: Statement[] } {
  const merged = sql`json_patch(${settings.value}, ${JSON.stringify(values)})`
  const statement = db
    .insert(settings)
    .values({ name, value: values, updatedAt: now })
    .onConflictDoUpdate({ target: settings.name, set: { value: merged, updatedAt: now } })
  return { tags: ['site'], statements: [statement] }
}
