/**
 * An emulation of Cloudflare Workers Cache around a Worker, for development and tests. README.md says how to use
 * it; the behaviour follows https://developers.cloudflare.com/workers/cache/ and says where that is silent.
 */
import { answer } from './answer.ts'
import { settle, withCache } from './context.ts'
import { answerControl, isControl } from './control.ts'
import { emptyCount, watchDatabases } from './database.ts'
import { watchFiles } from './files.ts'
import type { Edge, IncomingRequest, Invocation, Options } from './handler.ts'
import { purgeLimiter } from './limit.ts'
import { watchNamespaces } from './namespaces.ts'
import { cacheContext } from './purge.ts'
import { memoryStore } from './store.ts'

/** Wraps a Worker's default export. The result is a Worker's default export. */
export function withLocalEdge<Env, Message = unknown>(worker: ExportedHandler<Env, Message>, options: Options = {}) {
  const edge = newEdge(worker, options)
  const cache = cacheContext(edge)
  const envs = new WeakMap<object, Env>()
  const invocation = (env: Env, ctx: ExecutionContext): Invocation<Env> => ({
    env: watchedOnce(edge, envs, env),
    ctx: withCache(ctx, cache, edge.pending),
  })
  return {
    async fetch(request: IncomingRequest, env: Env, ctx: ExecutionContext): Promise<Response> {
      const invoked = invocation(env, ctx)
      return isControl(request) ? answerControl(edge, request, invoked) : answer(edge, request, invoked)
    },
    async scheduled(controller: ScheduledController, env: Env, ctx: ExecutionContext): Promise<void> {
      const invoked = invocation(env, ctx)
      await worker.scheduled?.(controller, invoked.env, invoked.ctx)
    },
    async queue(batch: MessageBatch<Message>, env: Env, ctx: ExecutionContext): Promise<void> {
      const invoked = invocation(env, ctx)
      await worker.queue?.(batch, invoked.env, invoked.ctx)
    },
    /** Waits for what `waitUntil` was given: see `POST /__edge/settle`. */
    settle: (patience = 30_000) => settle(edge.pending, patience),
  }
}

function newEdge<Env>(worker: Edge<Env>['worker'], options: Options): Edge<Env> {
  return {
    worker,
    store: options.store ?? memoryStore(),
    version: options.crossVersionCache ? null : (options.version ?? 'local'),
    flights: new Map(),
    pending: new Set(),
    limiter: purgeLimiter(),
    log: [],
    faults: { d1: null, purge: null, files: null, kv: null },
    count: emptyCount(),
    keysWritten: 0,
  }
}

/** The same `env` for the same `env`, since apps keep things in maps under it. */
function watchedOnce<Env>(edge: Edge<Env>, envs: WeakMap<object, Env>, env: Env): Env {
  if (typeof env !== 'object' || env === null) return env
  const watched = envs.get(env) ?? watchFiles(watchNamespaces(watchDatabases(env, edge), edge), edge)
  envs.set(env, watched)
  return watched
}
