import type { BatchItem } from 'drizzle-orm/batch'
import { DrizzleD1Database, SQLiteD1Session } from 'drizzle-orm/d1'
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core'

export type Database = DrizzleD1Database<Record<string, never>>

/** A statement not yet run; `cache/change.ts` runs it. */
export type Statement = BatchItem<'sqlite'>

/** Column names are the fields' own, in snake case. */
export const dialect = new SQLiteAsyncDialect({ casing: 'snake_case' })

/** Drizzle over a D1 binding, for writes and for reads that no cache keeps. Its `drizzle` would bring relations along. */
export const openDatabase = (binding: D1Database): Database =>
  new DrizzleD1Database('async', dialect, new SQLiteD1Session(binding, dialect, undefined), undefined)
