/** What the edge needs of a Worker, and what it knows while it stands before one. */
import type { Pending } from './context.ts'
import type { DatabaseCount } from './database.ts'
import type { DatabaseFault } from './faults.ts'
import type { FilesFault } from './files.ts'
import type { Limiter } from './limit.ts'
import type { KeysFault } from './namespaces.ts'
import type { PurgeFault, PurgeRecord } from './purge.ts'
import type { Entry, Store } from './store.ts'

/** Whatever `cf` says of it: the edge passes that on, and reads none of it. */
export type IncomingRequest = Request<unknown, CfProperties>

/** The handlers that the edge stands before. Written as methods, so that any `ExportedHandler` is one. */
export interface Wrapped<Env> {
  fetch?(request: IncomingRequest, env: Env, ctx: ExecutionContext): Response | Promise<Response>
  scheduled?(controller: ScheduledController, env: Env, ctx: ExecutionContext): void | Promise<void>
  queue?(batch: MessageBatch<unknown>, env: Env, ctx: ExecutionContext): void | Promise<void>
}

export interface Options {
  /** Where the responses are kept; in the isolate's memory when not given. */
  store?: Store
  /** The Worker version, part of the key. */
  version?: string
  /** `[cache] cross_version_cache`: takes the version out of the key. */
  crossVersionCache?: boolean
}

/** A response that waiting requests may share; undefined when each has to ask the Worker itself. */
export type Shared = { entry: Entry; cacheStatus: 'HIT' | 'STALE' } | undefined

export interface Edge<Env> {
  worker: Wrapped<Env>
  store: Store
  version: string | null
  /** One run of the Worker per key, which others with that key wait for. */
  flights: Map<string, Promise<Shared>>
  pending: Pending
  limiter: Limiter
  log: PurgeRecord[]
  faults: { d1: DatabaseFault | null; purge: PurgeFault | null; files: FilesFault | null; kv: KeysFault | null }
  count: DatabaseCount
  /** Writes to KV, begun and ended. */
  keysWritten: number
}

/** One invocation: everything the Worker's handlers are given besides the event. */
export interface Invocation<Env> {
  env: Env
  ctx: ExecutionContext
}
