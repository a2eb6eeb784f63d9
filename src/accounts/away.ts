import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database } from '../db/database.ts'
import { sha256Hex } from '../text/hash.ts'
import type { Bearer } from './token.ts'

/** Tokens that may turn the emergency switches, as the clock last saw them: by their hashes, as in the database. */
const Holders = v.array(v.object({ id: v.number(), hash: v.string(), expiresAt: v.nullable(v.number()) }))
export type Holders = v.InferOutput<typeof Holders>

const KEY = 'switch-tokens'

export const switchHolders = (db: Database, now: Date): Promise<Holders> =>
  db.all(sql`select id, hash, expires_at expiresAt from tokens
    where revoked_at is null and (expires_at is null or expires_at > ${now.getTime()})
    and exists (select 1 from json_each(scopes) where value = 'settings:write') order by id limit 100`)

export const keepHolders = (kv: KVNamespace, holders: Holders): Promise<void> => kv.put(KEY, JSON.stringify(holders))

/** Who holds a token, while the database cannot say; for the switches and nothing else. */
export async function findHolderAway(kv: KVNamespace, token: string, now: Date): Promise<Bearer | undefined> {
  const holders = v.safeParse(Holders, await kv.get(KEY, 'json').catch(() => null))
  if (!holders.success) return undefined
  const hash = await sha256Hex(token)
  const held = holders.output.find((each) => each.hash === hash && (each.expiresAt ?? Infinity) > now.getTime())
  return held && { id: held.id, name: '', scopes: ['settings:write'], lastUsedAt: null }
}
