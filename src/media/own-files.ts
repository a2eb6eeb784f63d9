import { sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import type { OwnFile } from '../db/tables/articles.ts'
import { media } from '../db/tables/media.ts'
import { mediaPath } from './store.ts'

/**
 * What is known of the files of ours whose addresses stand in a text, by path and by whole address (`address` is the
 * site's): one statement.
 */
export async function ownFiles(db: Database, text: string, address: string): Promise<Map<string, OwnFile>> {
  const names = new Set(Array.from(text.matchAll(/\/media\/([0-9a-f]{32}\.[a-z0-9]{3,4})/g), ([, name]) => name))
  if (names.size === 0) return new Map()
  const rows = await db
    .select({ name: media.name, width: media.width, height: media.height, focus: media.focus, bytes: media.bytes })
    .from(media)
    .where(sql`${media.name} in (select value from json_each(${JSON.stringify([...names])}))`)
  return new Map(
    rows.flatMap(({ name, ...file }) => {
      const path = mediaPath(name)
      return [[path, file] as const, [address + path, file] as const]
    }),
  )
}
