import { and, eq } from 'drizzle-orm'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Answer } from '../cache/change.ts'
import { findPurge } from '../cache/receipts.ts'
import type { Database } from '../db/database.ts'
import { idempotencyKeys } from '../db/tables/edge.ts'
import type { Env } from '../env.ts'
import { sha256Hex } from '../text/hash.ts'
import { problem } from './problem.ts'
import { receiptHeader } from './receipt.ts'

/** A request that says it may be sent twice. */
export type Once = Pick<Answer, 'holder' | 'key' | 'requestHash'>

/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): the same key with the same body gets the first
 * answer again, with another body 422. The handler keeps its answer in the commit of what it did.
 */
export const idempotent = createMiddleware<Env>(async (c, next) => {
  if (c.req.header('Idempotency-Key') === undefined) return next()
  return (await repeated(c, await c.req.text())) ?? next()
})

/** The first answer to this request, if it was given; else `once` is set. The body, or what stands for it, is given. */
export async function repeated(c: Context<Env>, body: string): Promise<Response | undefined> {
  const key = c.req.header('Idempotency-Key')
  if (key === undefined) return undefined
  if (!/^[\x21-\x7e ]{1,255}$/.test(key)) {
    throw problem(400, 'bad-request', { title: 'Idempotency-Key must be 1 to 255 printable characters' })
  }
  const requestHash = await sha256Hex(`${c.req.method} ${c.req.path}\n${body}`)
  const once = { holder: `token:${c.var.bearer.id}`, key, requestHash }
  const { db } = c.var.store
  const before = await findAnswer(db, once)
  if (before) return answerAgain(db, before, once)
  c.set('once', once)
  return undefined
}

type Kept = typeof idempotencyKeys.$inferSelect

/** The first answer that was given to this key, if it was given. */
export async function findAnswer(db: Database, { holder, key }: Pick<Answer, 'holder' | 'key'>) {
  const [row] = await db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.holder, holder), eq(idempotencyKeys.key, key)))
  return row
}

/** The kept answer, with what became of its purge meanwhile; 422 when the key came with another request. */
export async function answerAgain(db: Database, kept: Kept, { requestHash }: Once): Promise<Response> {
  const { purgeId, body, status, headers } = kept
  if (kept.requestHash !== requestHash) {
    throw problem(422, 'idempotency-mismatch', { title: 'This Idempotency-Key came with another request before' })
  }
  const receipt = receiptHeader(purgeId === null ? undefined : await findPurge(db, purgeId))
  return new Response(body, { status, headers: { ...headers, ...receipt, 'Idempotency-Replayed': 'true' } })
}
