import { desc, eq, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { media } from '../db/tables/media.ts'

export type MediaRow = typeof media.$inferSelect

/** Newest first, and with each the number of its row, by which the list is paged. */
export const listMedia = (
  db: Database,
  { before, limit }: { before?: { id: number } | undefined; limit: number },
): Promise<(MediaRow & { id: number })[]> =>
  db
    .select({
      id: sql<number>`${media}.rowid`.as('id'),
      ...{ name: media.name, type: media.type, bytes: media.bytes, width: media.width, height: media.height },
      ...{ alt: media.alt, focus: media.focus, createdAt: media.createdAt },
    })
    .from(media)
    .where(before && sql`${media}.rowid < ${before.id}`)
    .orderBy(desc(sql`${media}.rowid`))
    .limit(limit)

export const findMediaRow = async (db: Database, name: string): Promise<MediaRow | undefined> =>
  (await db.select().from(media).where(eq(media.name, name))).at(0)

/** Refused by the database when the file is there. */
export const insertMedia = (db: Database, row: MediaRow): Statement => db.insert(media).values(row)

export const deleteMedia = (db: Database, name: string): Statement => db.delete(media).where(eq(media.name, name))

export const updateMedia = (db: Database, name: string, said: Pick<MediaRow, 'alt' | 'focus'>): Statement =>
  db.update(media).set(said).where(eq(media.name, name))
