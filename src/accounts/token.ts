import { and, eq, gt, isNull, or } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { tokens } from '../db/tables/accounts.ts'
import { base64url } from '../text/base64.ts'
import { sha256Hex } from '../text/hash.ts'
import { type Scope, scopes } from './scopes.ts'

/** Who a program is, once its token was found. */
export interface Bearer {
  id: number
  name: string
  scopes: readonly Scope[]
  lastUsedAt: Date | null
}

const PREFIX = 'dl_'
const HOUR = 3_600_000

/** 32 random bytes, readable in a list of secrets by its prefix. */
export const newToken = (): string => PREFIX + base64url(crypto.getRandomValues(new Uint8Array(32)))

/** A token to keep: only its hash. Found by a unique index on the hash, so no comparison leaks its bytes. */
export async function tokenRow(
  token: string,
  of: { name: string; scopes: readonly Scope[]; expiresAt: Date | null },
  now: Date,
): Promise<typeof tokens.$inferInsert> {
  return { id: newId(), hash: await sha256Hex(token), ...of, scopes: [...of.scopes], createdAt: now }
}

/** Who holds this token, or undefined when it is unknown, expired or revoked. */
export async function findBearer(db: Database, token: string, now: Date): Promise<Bearer | undefined> {
  const hash = await sha256Hex(token)
  const alive = and(isNull(tokens.revokedAt), or(isNull(tokens.expiresAt), gt(tokens.expiresAt, now)))
  const [row] = await db
    .select()
    .from(tokens)
    .where(and(eq(tokens.hash, hash), alive))
  return row && { id: row.id, name: row.name, scopes: scopes.filter(granted(row.scopes)), lastUsedAt: row.lastUsedAt }
}

const granted = (held: string[]) => (scope: Scope) => held.includes(scope)

/** The write that notes a token's use, at most once an hour; undefined when there is nothing to note. */
export function noteUse(db: Database, bearer: Bearer, now: Date): Statement | undefined {
  if (bearer.lastUsedAt && now.getTime() - bearer.lastUsedAt.getTime() < HOUR) return undefined
  return db.update(tokens).set({ lastUsedAt: now }).where(eq(tokens.id, bearer.id))
}
