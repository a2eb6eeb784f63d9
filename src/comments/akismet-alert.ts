import { eq, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { build, first, prepared, type Query } from '../db/read.ts'
import { commenters } from '../db/tables/comments.ts'
import { settings } from '../db/tables/settings.ts'
import type { Alert } from './akismet-ask.ts'

const NAME = 'akismet-alert'

/** Keeps the last thing that Akismet said of our account, for whoever looks. */
export function noteAlert(db: Database, { code, message }: Alert, now: Date): Statement {
  const row = { value: { code, message }, updatedAt: now }
  return db
    .insert(settings)
    .values({ name: NAME, ...row })
    .onConflictDoUpdate({ target: settings.name, set: row })
}

/** The last alert, and when it came. */
export const alertQuery = (): Query<typeof settings.$inferSelect | undefined> => first(alert({}))

const alert = prepared(() => build.select().from(settings).where(eq(settings.name, NAME)))

/** Remembers by what name Akismet knows its latest question about a comment, where what it was told is still kept. */
export const rememberGuid = (db: Database, commentId: number, guid: string): Statement =>
  db
    .update(commenters)
    .set({ asked: sql`json_set(coalesce(${commenters.asked}, '{}'), '$.guid', ${guid})` })
    .where(sql`${commenters.commentId} = ${commentId} and ${commenters.address} is not null`)
