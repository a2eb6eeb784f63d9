import type { Database } from '../db/database.ts'

/** Where a write goes: the database, and the edge that must forget what the write altered. */
export interface Store {
  db: Database
  /** Undefined where there is none: a command line, or plain `wrangler dev`. */
  edge: CacheContext | undefined
}
