import { createMiddleware } from 'hono/factory'
import type { Store } from '../cache/store.ts'
import { type Database, openDatabase } from '../db/database.ts'
import { limited, patienceOf } from '../db/limit.ts'
import { openReader } from '../db/read.ts'
import type { Env } from '../env.ts'
import { loadEntityNames } from '../text/entity-names.ts'
import { makesSmaller } from '../text/own-pictures.ts'
import { loadWords } from '../text/words/words.ts'

/**
 * Time enters here, and so does the database; and what no handler keeps at the edge leaves as `no-store`.
 * A response without Cache-Control would be kept two hours by Workers Cache, a 404 three minutes.
 */
export const open = createMiddleware<Env>(async (c, next) => {
  c.set('now', new Date())
  makesSmaller(c.env.IMAGES !== undefined)
  const patience = patienceOf(c.env)
  c.set('reader', openReader(c.env.DB, patience))
  c.set(
    'store',
    lazyStore(() => limited(c.env.DB, patience), c.executionCtx.cache),
  )
  c.set('hasWords', await loadWords(c.env.ASSETS))
  if (!isReading(c.req.method)) await loadEntityNames(c.env.ASSETS)
  await next()
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
})

const isReading = (method: string) => method === 'GET' || method === 'HEAD'

// Most requests only read, and never need what writes do.
function lazyStore(binding: () => D1Database, edge: CacheContext | undefined): Store {
  let db: Database | undefined
  return {
    edge,
    get db() {
      db ??= openDatabase(binding())
      return db
    },
  }
}
