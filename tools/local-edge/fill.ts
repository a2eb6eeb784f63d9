/** Asks the Worker for a response and stores what may be stored. */
import { mayServeOnError } from './age.ts'
import { governing, withheldFields } from './directives.ts'
import type { Edge, IncomingRequest, Invocation } from './handler.ts'
import { pathAndQuery } from './key.ts'
import { judge, type Lifetime } from './lifetime.ts'
import type { CacheStatus } from './serve.ts'
import type { Entry } from './store.ts'
import { storedTags } from './tags.ts'

/** Either stored, or to be passed on. */
export type Answer = Stored | { response: Response; cacheStatus: CacheStatus }

interface Stored {
  entry: Entry
  cacheStatus: CacheStatus
  /** Headers that are for this reader alone, and not in the stored copy. */
  withheld?: [string, string][]
}

const CONDITIONS = ['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since', 'if-range', 'range']

// A 304 says nothing of the stored body (RFC 9111, section 3.2), so it cannot change how that body is described.
const ABOUT_THE_BODY = ['content-length', 'content-encoding', 'content-type', 'content-range']

/** Throws what the Worker throws, when there is no stale copy to serve in its place. */
export async function fill<Env>(
  edge: Edge<Env>,
  request: IncomingRequest,
  { env, ctx }: Invocation<Env>,
  key: string,
): Promise<Answer> {
  const known = edge.store.find(key, request.headers)
  try {
    const response = await runWorker(edge, workerRequest(request, known), env, ctx)
    if (known && response.status >= 500 && mayServeOnError(known, Date.now())) {
      await response.body?.cancel()
      return { entry: known, cacheStatus: 'STALE' }
    }
    if (known && response.status === 304) return revalidated(edge, request, known, response)
    return await stored(edge, request, key, known, response)
  } catch (error) {
    if (known && mayServeOnError(known, Date.now())) return { entry: known, cacheStatus: 'STALE' }
    throw error
  }
}

export async function runWorker<Env>(
  edge: Edge<Env>,
  request: IncomingRequest,
  env: Env,
  ctx: ExecutionContext,
): Promise<Response> {
  if (!edge.worker.fetch) throw new Error('This Worker has no fetch handler.')
  return edge.worker.fetch(request, env, ctx)
}

/**
 * The reader's conditions and ranges are the cache's to answer, from the whole response. That `Range` is removed is
 * documented; for the conditions we follow nginx. The stored validators take their place.
 */
function workerRequest(request: IncomingRequest, known: Entry | undefined): IncomingRequest {
  const headers = new Headers(request.headers)
  for (const name of CONDITIONS) headers.delete(name)
  const stored = new Headers(known?.headers)
  const etag = stored.get('etag')
  const modified = stored.get('last-modified')
  if (etag !== null) headers.set('if-none-match', etag)
  if (modified !== null) headers.set('if-modified-since', modified)
  // No signal: others may wait for this run after its own reader has gone.
  return new Request(request, { method: 'GET', headers, signal: null })
}

async function stored<Env>(
  edge: Edge<Env>,
  request: IncomingRequest,
  key: string,
  known: Entry | undefined,
  response: Response,
): Promise<Answer> {
  const verdict = judge(request, response.status, response.headers, Date.now())
  // Not documented: what becomes of a stale entry when its successor may not be stored. It is kept, so that it may
  // still be served on an error: RFC 9111, section 4.3.3, requires no removal, and forgetting would flatter the app.
  if ('refusal' in verdict) {
    return { response, cacheStatus: known && verdict.refusal === 'MISS' ? 'EXPIRED' : verdict.refusal }
  }
  const body = await response.arrayBuffer()
  const { status, statusText } = response
  const made = { key, status, statusText, body, tags: storedTags(response.headers.get('cache-tag')) }
  const fields = withheldNames(response.headers)
  const withheld = [...response.headers].filter(([name]) => fields.includes(name))
  const entry = keep(edge, request, made, response.headers, verdict.lifetime)
  return { entry, cacheStatus: known ? 'EXPIRED' : 'MISS', withheld }
}

function revalidated<Env>(edge: Edge<Env>, request: IncomingRequest, known: Entry, response: Response): Answer {
  const headers = new Headers(known.headers)
  for (const [name, value] of response.headers) if (!ABOUT_THE_BODY.includes(name)) headers.set(name, value)
  const verdict = judge(request, known.status, headers, Date.now())
  if ('refusal' in verdict) {
    edge.store.drop(known.key)
    const body = known.body.byteLength > 0 ? known.body : null
    return { response: new Response(body, { status: known.status, headers }), cacheStatus: verdict.refusal }
  }
  const tags = response.headers.has('cache-tag') ? storedTags(response.headers.get('cache-tag')) : known.tags
  const entry = keep(edge, request, { ...known, tags }, headers, verdict.lifetime)
  return { entry, cacheStatus: 'REVALIDATED' }
}

type Made = Pick<Entry, 'key' | 'status' | 'statusText' | 'body' | 'tags'>

/** Whatever has finished is stored, even when a purge of it came in between: see `purge.ts`. */
function keep<Env>(edge: Edge<Env>, request: IncomingRequest, made: Made, headers: Headers, lifetime: Lifetime): Entry {
  const address = pathAndQuery(request)
  const withheld = withheldNames(headers)
  const named = (headers.get('vary') ?? '').toLowerCase().split(',')
  const vary = named.map((name) => name.trim()).filter((name) => name !== '')
  const entry: Entry = {
    ...made,
    address,
    path: address.split('?')[0] ?? address,
    headers: [...headers].filter(([name]) => !withheld.includes(name)),
    vary: vary.toSorted().map((name) => [name, request.headers.get(name)]),
    storedAt: Date.now(),
    invalidatedAt: null,
    lifetime,
  }
  edge.store.keep(entry)
  return entry
}

function withheldNames(headers: Headers): string[] {
  const rule = governing(headers)
  return rule ? withheldFields(rule.directives) : []
}
