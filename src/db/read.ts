import { Column, fillPlaceholders, is, noopDecoder, type Placeholder, SQL, sql } from 'drizzle-orm'
import type { TypedQueryBuilder } from 'drizzle-orm/query-builders/query-builder'
import { QueryBuilder } from 'drizzle-orm/sqlite-core'
import { dialect } from './database.ts'
import { type Patience, tryTwice, within } from './limit.ts'

/** A SELECT with its values, ready for `read`; `take` turns its rows into what the caller wanted. */
export interface Query<T> {
  sql: string
  params: readonly unknown[]
  take(rows: readonly Row[]): T
  /** Columns that no page shows, so that no ETag is made of them; true for all. */
  unseen?: true | readonly string[]
}

/** One request's reads: the database they ask, and every row seen, of which the page's ETag is made. */
export interface Reader {
  database: Pick<D1Database, 'prepare' | 'batch'>
  seen: Row[][]
  /** How long this request waits; without it as long as the database does. */
  patience?: Patience | undefined
}

export type Row = Record<string, unknown>
type Values = Record<string, string | number | null>
type Decoder = (value: unknown) => unknown

/** Builds SELECTs without a connection; `prepared` compiles them once. */
export const build = new QueryBuilder(dialect)

/**
 * Reads that the edge will keep come from the primary: a lagging replica would put an old page back after its
 * purge. Without a session all of D1's queries go there, and a session costs half a millisecond of its own
 * (https://developers.cloudflare.com/d1/best-practices/read-replication/).
 */
export const openReader = (database: D1Database, patience?: Patience): Reader => ({ database, seen: [], patience })

/** Runs all queries in one round trip, as one consistent view. Throws what D1 throws, and when it is too late. */
export async function read<T extends readonly unknown[]>(
  reader: Reader,
  ...queries: { [K in keyof T]: Query<T[K]> }
): Promise<T> {
  const { database, patience } = reader
  const ask = () => database.batch<Row>(queries.map((query) => database.prepare(query.sql).bind(...query.params)))
  const results = patience ? await tryTwice(() => within(patience, ask)) : await ask()
  const taken = queries.map((query, i) => query.take(results[i]?.results ?? []))
  results.forEach((result, i) => {
    const unseen = queries[i]?.unseen ?? []
    if (unseen !== true) reader.seen.push(result.results.map((row) => without(row, unseen)))
  })
  return taken as unknown as T // the mapped type of a mapped tuple: TypeScript widens `map` to an array
}

/**
 * Compiles a SELECT the first time it is used; each call binds values to its placeholders. Drizzle's builder
 * costs more than the query itself on the hot path, so no request pays for it twice.
 */
export function prepared<R>(
  query: () => TypedQueryBuilder<Record<string, unknown>, R[]>,
): (values: Values) => Query<R[]> {
  let compiled: { sql: string; params: unknown[]; take: (rows: readonly Row[]) => R[] } | undefined
  return (values) => {
    compiled ??= compile(query())
    return { sql: compiled.sql, params: fillPlaceholders(compiled.params, values), take: compiled.take }
  }
}

/** The query for the first row alone, or undefined. */
export const first = <T>(query: Query<T[]>): Query<T | undefined> => ({ ...query, take: (rows) => query.take(rows)[0] })

/** A query, or some of its columns, that decide when a page changes, not what it says. */
export const unseen = <T>(query: Query<T>, columns?: readonly string[]): Query<T> => ({
  ...query,
  unseen: columns ?? true,
})

function without(row: Row, columns: readonly string[]): Row {
  if (columns.length === 0) return row
  return Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name)))
}

/** A value that SQLite makes with `json_object` or `json_group_array`. */
export const asJson = <T>(expression: SQL): SQL<T> => nested(expression).mapWith((text: string) => JSON.parse(text))

/** A moment in milliseconds that SQLite computed. */
export const asDate = (expression: SQL): SQL<Date> => nested(expression).mapWith((ms: number) => new Date(ms))

// Drizzle strips the table's name from columns at the top of an expression when a query has one table;
// one level down it leaves them, and a correlated sub-select means what it says.
export const nested = (expression: SQL) => sql`${expression}`

function compile<R>(builder: TypedQueryBuilder<Record<string, unknown>, R[]>) {
  const { sql, params } = dialect.sqlToQuery(builder.getSQL())
  const fields = Object.entries(builder._.selectedFields).map(([name, field]) => ({ name, decode: decoderOf(field) }))
  const take = (rows: readonly Row[]) => rows.map((row) => decodeRow(row, fields) as R) // where a row becomes its type
  return { sql, params: params as (unknown | Placeholder)[], take }
}

// D1 answers rows as objects, so two columns of one name would become one: say so at once.
function decodeRow(row: Row, fields: { name: string; decode: Decoder | null }[]): Row {
  const decoded: Row = {}
  let i = 0
  for (const column in row) {
    const field = fields[i++]
    const value = row[column]
    if (field) decoded[field.name] = value === null || !field.decode ? value : field.decode(value)
  }
  if (i !== fields.length) throw new Error(`Two columns of one name: ${Object.keys(row).join(', ')}`)
  return decoded
}

// Null for what is shown as D1 answers it, which is most: twenty comments have two hundred values.
function decoderOf(field: unknown): Decoder | null {
  if (is(field, Column)) {
    const plain = field.mapFromDriverValue === Column.prototype.mapFromDriverValue
    return plain ? null : (value) => field.mapFromDriverValue(value)
  }
  if (is(field, SQL.Aliased)) return decoderOf(field.sql)
  if (is(field, SQL) && 'decoder' in field && isDecoder(field.decoder)) {
    const { decoder } = field
    return decoder === noopDecoder ? null : (value) => decoder.mapFromDriverValue(value)
  }
  throw new Error('A selected field is neither a column nor an expression')
}

function isDecoder(value: unknown): value is { mapFromDriverValue: Decoder } {
  return typeof value === 'object' && value !== null && 'mapFromDriverValue' in value
}
