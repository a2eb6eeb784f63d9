/** Stands between the app and its D1 databases: counts what they are asked, and lets faults happen. */
import { type DatabaseFault, nextMishap, suffer } from './faults.ts'

export interface DatabaseCount {
  /** SQL statements, inside batches too. */
  statements: number
  /** Calls that went to the database: a batch is one. */
  roundTrips: number
  batches: number
  rowsRead: number
  rowsWritten: number
  /** Statements run by `raw()` or `exec()`, whose rows D1 does not report. */
  unmetered: number
  /** The latest statements, oldest first. */
  queries: string[]
}

export interface DatabaseWatch {
  count: DatabaseCount
  faults: { d1: DatabaseFault | null }
}

const QUERIES_KEPT = 500

// Wrapped statements lead back to the platform's own, which is all that its `batch` accepts.
const natives = new WeakMap<D1PreparedStatement, { statement: D1PreparedStatement; query: string }>()

export function emptyCount(): DatabaseCount {
  return { statements: 0, roundTrips: 0, batches: 0, rowsRead: 0, rowsWritten: 0, unmetered: 0, queries: [] }
}

/** A copy of `env` in which every D1 database is watched. */
export function watchDatabases<Env>(env: Env, watch: DatabaseWatch): Env {
  const watched = { ...env }
  for (const name in watched) {
    const binding = watched[name]
    if (isDatabase(binding)) watched[name] = watchSource(binding, watch)
  }
  return watched
}

/** A service binding answers to every name, as a stub for RPC, but a database cannot be fetched from. */
export function isDatabase(binding: unknown): binding is D1Database {
  if (typeof binding !== 'object' || binding === null || 'fetch' in binding) return false
  return 'prepare' in binding && 'batch' in binding && 'withSession' in binding
}

/** A database, or a session of one. */
function watchSource<Source extends D1Database | D1DatabaseSession>(source: Source, watch: DatabaseWatch): Source {
  return new Proxy(source, {
    get(target, key) {
      if (key === 'prepare') return (query: string) => watchStatement(target.prepare(query), query, watch)
      if (key === 'batch') return (statements: D1PreparedStatement[]) => runBatch(target, statements, watch)
      if (key === 'exec' && 'exec' in target) return (query: string) => runScript(target, query, watch)
      if (key === 'withSession' && 'withSession' in target) {
        return (...from: Parameters<D1Database['withSession']>) => watchSource(target.withSession(...from), watch)
      }
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function watchStatement(statement: D1PreparedStatement, query: string, watch: DatabaseWatch): D1PreparedStatement {
  const watched: D1PreparedStatement = new Proxy(statement, {
    get(target, key) {
      if (key === 'bind') return (...values: unknown[]) => watchStatement(target.bind(...values), query, watch)
      if (key === 'run' || key === 'all') {
        return () => ask(watch, [query], async () => meter(watch, await target[key]()))
      }
      if (key === 'first') return (column?: string) => ask(watch, [query], () => first(target, column, watch))
      if (key === 'raw') {
        return (options: { columnNames: true }) =>
          ask(watch, [query], () => runUnmetered(watch, () => target.raw(options)))
      }
      return Reflect.get(target, key, target)
    },
  })
  natives.set(watched, { statement, query })
  return watched
}

function runBatch(source: D1Database | D1DatabaseSession, statements: D1PreparedStatement[], watch: DatabaseWatch) {
  watch.count.batches += 1
  const queries = statements.map((statement) => natives.get(statement)?.query ?? '')
  return ask(watch, queries, async () => {
    const results = await source.batch(statements.map((statement) => natives.get(statement)?.statement ?? statement))
    for (const result of results) meter(watch, result)
    return results
  })
}

function runScript(database: D1Database, query: string, watch: DatabaseWatch) {
  return ask(watch, [query], () => runUnmetered(watch, () => database.exec(query)))
}

/** Counts one round trip, and lets a fault have it. */
function ask<T>(watch: DatabaseWatch, queries: string[], run: () => Promise<T>): Promise<T> {
  const { count } = watch
  count.roundTrips += 1
  count.statements += queries.length
  count.queries.push(...queries)
  count.queries.splice(0, count.queries.length - QUERIES_KEPT)
  return suffer(nextMishap(watch.faults.d1, queries), run)
}

/** `first()` hides how many rows were read; `all()` does not, and `first()` is made of it in workerd too. */
async function first(statement: D1PreparedStatement, column: string | undefined, watch: DatabaseWatch) {
  const row = meter(watch, await statement.all()).results[0]
  if (row === undefined) return null
  if (column === undefined) return row
  if (row[column] !== undefined) return row[column]
  throw new Error(`D1_COLUMN_NOTFOUND: Column not found (${column})`, { cause: new Error('Column not found') })
}

function meter<Result extends D1Response>(watch: DatabaseWatch, result: Result): Result {
  watch.count.rowsRead += result.meta.rows_read
  watch.count.rowsWritten += result.meta.rows_written
  return result
}

function runUnmetered<T>(watch: DatabaseWatch, run: () => Promise<T>): Promise<T> {
  watch.count.unmetered += 1
  return run()
}
