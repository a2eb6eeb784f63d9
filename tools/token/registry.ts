import * as v from 'valibot'
import type { Scope } from '../../src/accounts/scopes.ts'
import { newToken, tokenRow } from '../../src/accounts/token.ts'
import { sql } from './sql.ts'

/** Runs one statement of SQL text somewhere, and answers its rows. */
export type Query = (text: string) => Promise<unknown[]>

const Row = v.object({
  id: v.number(),
  name: v.string(),
  scopes: v.pipe(v.string(), v.parseJson(), v.array(v.string())),
  created_at: v.number(),
  expires_at: v.nullable(v.number()),
  last_used_at: v.nullable(v.number()),
  revoked_at: v.nullable(v.number()),
})
export type Row = v.InferOutput<typeof Row>

const Found = v.object({ id: v.number(), name: v.string() })

/** Makes a token: what is answered here is kept nowhere. */
export async function create(
  query: Query,
  of: { name: string; scopes: Scope[]; expiresAt: Date | null },
  now: Date,
): Promise<{ id: number; token: string }> {
  const token = newToken()
  const { id, hash, name, scopes } = await tokenRow(token, of, now)
  const expires = of.expiresAt?.getTime() ?? null
  if (id === undefined) throw new Error('A token without an id')
  await query(sql`insert into tokens (id, name, hash, scopes, created_at, expires_at)
    values (${id}, ${name}, ${hash}, ${JSON.stringify(scopes)}, ${now.getTime()}, ${expires})`)
  return { id, token }
}

/** All tokens, the newest first. Hashes stay where they are. */
export async function list(query: Query): Promise<Row[]> {
  const rows = await query(sql`select id, name, scopes, created_at, expires_at, last_used_at, revoked_at
    from tokens order by created_at desc, id desc`)
  return v.parse(v.array(Row), rows)
}

/** Revokes the one living token of this id or name; a text says why none was. */
export async function revoke(query: Query, which: string, now: Date): Promise<{ id: number; name: string } | string> {
  const rows = await query(sql`select id, name from tokens
    where revoked_at is null and (cast(id as text) = ${which} or name = ${which})`)
  const [found, ...others] = v.parse(v.array(Found), rows)
  if (!found) return `There is no token "${which}" that is not revoked.`
  if (others.length > 0)
    return `Several tokens have that name. Give an id: ${[found, ...others].map(({ id }) => id).join(', ')}`
  await query(sql`update tokens set revoked_at = ${now.getTime()} where id = ${found.id} and revoked_at is null`)
  return found
}
