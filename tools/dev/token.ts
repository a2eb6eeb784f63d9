import { readFile, writeFile } from 'node:fs/promises'
import { scopes } from '../../src/accounts/scopes.ts'
import { newToken, tokenRow } from '../../src/accounts/token.ts'
import { commit } from '../../src/cache/change.ts'
import type { Database } from '../../src/db/database.ts'
import { tokens } from '../../src/db/tables/accounts.ts'

/** Beside the local state, not in it: the token outlives `--fresh`. */
export const TOKEN_FILE = '.wrangler/dev-token'

/** The token of development: given by the environment, or made once for this checkout. */
export async function devToken(file = TOKEN_FILE): Promise<string> {
  const given = process.env.DATELINE_DEV_TOKEN
  if (given) return given
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (kept) return kept
  const token = newToken()
  await writeFile(file, `${token}\n`, { mode: 0o600 })
  return token
}

/** Lets this token do everything, whatever the database knew of it. */
export async function grantEverything(db: Database, token: string, now: Date): Promise<void> {
  const row = await tokenRow(token, { name: 'Development', scopes, expiresAt: null }, now)
  const set = { scopes: row.scopes, expiresAt: null, revokedAt: null }
  await commit(db, [db.insert(tokens).values(row).onConflictDoUpdate({ target: tokens.hash, set })])
}
