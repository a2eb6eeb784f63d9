/** Answers a reader: from the store where it may, from the Worker where it must. */
import { isFresh, mayServeWhileRevalidating } from './age.ts'
import { type Answer, fill, runWorker } from './fill.ts'
import type { Edge, IncomingRequest, Invocation, Shared } from './handler.ts'
import { cacheKey } from './key.ts'
import { passOn, serve } from './serve.ts'
import { isVariantFor } from './store.ts'

export async function answer<Env>(
  edge: Edge<Env>,
  request: IncomingRequest,
  invoked: Invocation<Env>,
): Promise<Response> {
  // Documented as BYPASS, not DYNAMIC: "Only GET and HEAD requests are cached. Everything else is BYPASS."
  const isCacheable = ['GET', 'HEAD'].includes(request.method) && request.headers.get('upgrade') !== 'websocket'
  if (!isCacheable) return passOn(request, await runWorker(edge, request, invoked.env, invoked.ctx), 'BYPASS')
  const key = cacheKey(request, edge.version, invoked.ctx.props)
  return fromStore(edge, request, invoked, key) ?? fromWorker(edge, request, invoked, key)
}

/** Directives in the request (`Cache-Control: no-cache`) do nothing: the documentation does not mention them. */
function fromStore<Env>(edge: Edge<Env>, request: IncomingRequest, invoked: Invocation<Env>, key: string) {
  const now = Date.now()
  const known = edge.store.find(key, request.headers)
  if (!known) return undefined
  if (isFresh(known, now)) return serve(request, known, 'HIT', now)
  if (!mayServeWhileRevalidating(known, now)) return undefined
  if (!edge.flights.has(key)) discard(launch(edge, request, invoked, key))
  return serve(request, known, 'UPDATING', now)
}

async function fromWorker<Env>(
  edge: Edge<Env>,
  request: IncomingRequest,
  invoked: Invocation<Env>,
  key: string,
): Promise<Response> {
  const flight = edge.flights.get(key)
  // Nothing is awaited without a flight: between the look and the launch there must be no gap.
  const shared = flight && (await flight)
  if (shared && isVariantFor(shared.entry, request.headers)) {
    return serve(request, shared.entry, shared.cacheStatus, Date.now())
  }
  // Those whom a flight did not help ask one by one: "each request gets its own invocation".
  const filled = await (flight ? fill(edge, request, invoked, key) : launch(edge, request, invoked, key))
  if ('response' in filled) return passOn(request, filled.response, filled.cacheStatus)
  const response = serve(request, filled.entry, filled.cacheStatus, Date.now())
  for (const [name, value] of filled.withheld ?? []) response.headers.append(name, value)
  return response
}

/**
 * Runs the Worker once for all who ask for the key meanwhile, also those who ask after a purge: on the platform too
 * the lock is the key's. That they see HIT is our choice; the documentation does not say what they see.
 */
function launch<Env>(edge: Edge<Env>, request: IncomingRequest, invoked: Invocation<Env>, key: string) {
  const filled = fill(edge, request, invoked, key)
  const shared: Promise<Shared> = filled.then(share, () => undefined).finally(() => edge.flights.delete(key))
  edge.flights.set(key, shared)
  // Keeps the run alive for the others when its own reader goes away.
  invoked.ctx.waitUntil(shared)
  return filled
}

function share(filled: Answer): Shared {
  if (!('entry' in filled)) return undefined
  return { entry: filled.entry, cacheStatus: filled.cacheStatus === 'STALE' ? 'STALE' : 'HIT' }
}

/** A background refresh answers nobody, and its failure is nobody's. */
async function discard(filled: Promise<Answer>): Promise<void> {
  const outcome = await filled.catch(() => undefined)
  if (outcome && 'response' in outcome) await outcome.response.body?.cancel()
}
