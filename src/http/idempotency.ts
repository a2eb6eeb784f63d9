import { and, eq } from 'drizzle-orm'
import type { Answer } from '../cache/change.ts'
import type { Database } from '../db/database.ts'
import { idempotencyKeys } from '../db/tables/edge.ts'

/** The first answer that was given to this key, if it was given. */
export async function findAnswer(db: Database, { holder, key }: Pick<Answer, 'holder' | 'key'>) {
  const [row] = await db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.holder, holder), eq(idempotencyKeys.key, key)))
  return row
}
