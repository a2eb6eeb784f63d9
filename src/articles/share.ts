import { and, eq } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { articles } from '../db/tables/articles.ts'

/** The picture could not be made; one that has been named since stays. */
export const forgetShare = (db: Database, id: number, name: string): Statement =>
  db
    .update(articles)
    .set({ share: null })
    .where(and(eq(articles.id, id), eq(articles.share, name)))
