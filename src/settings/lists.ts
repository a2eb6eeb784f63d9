import { sql } from 'drizzle-orm'
import { build, prepared, type Query } from '../db/read.ts'
import { settings } from '../db/tables/settings.ts'

/** Which lists the front page has besides its sections. */
export interface Lists {
  /** The most discussed articles of the last days, when there are any. */
  discussed: boolean
  /** The most read ones: readings are counted for it, and for nothing else. */
  read: boolean
}

const stored = prepared(() =>
  build
    .select({
      discussed: sql`coalesce(${settings.value} ->> '$.discussed', 1)`.mapWith(Boolean).as('discussed'),
      read: sql`coalesce(${settings.value} ->> '$.read', 0)`.mapWith(Boolean).as('read'),
    })
    .from(settings)
    .where(sql`${settings.name} = 'lists'`),
)

export function listsQuery(): Query<Lists> {
  const query = stored({})
  return { ...query, take: (rows) => query.take(rows)[0] ?? { discussed: true, read: false } }
}
