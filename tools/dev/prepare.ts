import { count } from 'drizzle-orm'
import { change } from '../../src/cache/change.ts'
import type { Store } from '../../src/cache/store.ts'
import { openDatabase } from '../../src/db/database.ts'
import { openReader, read } from '../../src/db/read.ts'
import { articles } from '../../src/db/tables/articles.ts'
import type { Bindings } from '../../src/env.ts'
import { siteQuery } from '../../src/settings/site.ts'
import { writeSettings } from '../../src/settings/write.ts'
import { loadSamples } from '../samples/load.ts'
import { withLocal } from './local.ts'
import type { Options } from './options.ts'
import { grantEverything } from './token.ts'
import { runWrangler } from './wrangler.ts'

/** Brings the local database up to the newest migration. Throws what Wrangler said when it cannot. */
export async function migrate(): Promise<void> {
  const { code, output } = await runWrangler(['d1', 'migrations', 'apply', 'DB', '--local'])
  if (code !== 0) throw new Error(`The migrations could not be applied.\n${output}`)
}

/** Fills the database as the options ask; answers what was loaded, in words, or null. */
export function fill({ port, empty }: Options, token: string, now: Date): Promise<string | null> {
  const address = `http://localhost:${port}`
  return withLocal(async (bindings) => {
    const store = { db: openDatabase(bindings.DB), edge: undefined }
    const loaded = empty || !(await isEmpty(store)) ? null : await loadSamples(bindings, now, address)
    if (!loaded) await settleAddress(bindings, store, address, now)
    await grantEverything(store.db, token, now)
    return loaded && `${loaded.articles} articles, ${loaded.comments} comments, ${loaded.pictures} pictures`
  })
}

async function isEmpty({ db }: Store): Promise<boolean> {
  const [row] = await db.select({ articles: count() }).from(articles)
  return row?.articles === 0
}

// Absolute URLs come from this setting, and the port may be another one today.
async function settleAddress(bindings: Bindings, store: Store, address: string, now: Date): Promise<void> {
  const [site] = await read(openReader(bindings.DB), siteQuery())
  if (site.address === address || !site.address.startsWith('http://localhost')) return
  const { tags, statements } = writeSettings(store.db, 'identity', { address }, now)
  await change(store, { tags, now }, statements)
}
