import type { BatchItem } from 'drizzle-orm/batch'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { drizzle } from 'drizzle-orm/d1'

export type Database = DrizzleD1Database<Record<string, never>>

/** A statement not yet run; `cache/change.ts` runs it. */
export type Statement = BatchItem<'sqlite'>

/** Drizzle over a D1 binding, for writes and for reads that no cache keeps. */
export const openDatabase = (binding: D1Database): Database => drizzle(binding, { casing: 'snake_case' })
