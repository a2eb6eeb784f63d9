import { integer, text } from 'drizzle-orm/sqlite-core'

/** Every row's key: a random integer below 2^53, made before the write (see `db/id.ts`). */
export const id = () => integer().primaryKey()

/** UTC milliseconds in the table, `Date` in the code. */
export const time = () => integer({ mode: 'timestamp_ms' })

/** A value kept as JSON text. */
export const json = <T>() => text({ mode: 'json' }).$type<T>()
