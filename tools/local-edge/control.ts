/** The control path: what tests and developers ask of the edge. The app never sees these requests. */
import { ageInSeconds, isFresh } from './age.ts'
import { clockState, moveClock, resetClock } from './clock.ts'
import { compare, forgetComparisons } from './compare.ts'
import { type Pending, settle, withCache } from './context.ts'
import { emptyCount } from './database.ts'
import { runWorker } from './fill.ts'
import type { Edge, IncomingRequest, Invocation } from './handler.ts'
import {
  readClockChange,
  readDatabaseFault,
  readFields,
  readFilesFault,
  readKeysFault,
  readNumber,
  readPurgeFault,
  Unreadable,
} from './json.ts'
import { cacheContext } from './purge.ts'
import { runQueue } from './queue.ts'
import type { Entry } from './store.ts'

const PREFIX = '/__edge/'
const RENDER = '/__edge/render'

export function isControl(request: Request): boolean {
  return new URL(request.url).pathname.startsWith(PREFIX)
}

export async function answerControl<Env>(
  edge: Edge<Env>,
  request: IncomingRequest,
  invoked: Invocation<Env>,
): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname.startsWith(`${RENDER}/`)) return render(edge, request, invoked)
  try {
    const result = await obey(edge, request, invoked, `${request.method} ${pathname.slice(PREFIX.length)}`)
    return result === undefined ? json({ error: 'There is no such control.' }, 404) : json(result)
  } catch (error) {
    return json(
      { error: String(error instanceof Error ? error.message : error) },
      error instanceof Unreadable ? 400 : 500,
    )
  }
}

async function obey<Env>(edge: Edge<Env>, request: IncomingRequest, invoked: Invocation<Env>, command: string) {
  switch (command) {
    case 'GET entries':
      return { entries: edge.store.all().map((entry) => describe(entry, Date.now())) }
    case 'DELETE entries':
      edge.store.clear()
      return { entries: [] }
    case 'POST compare':
      return compare(edge, request, invoked)
    case 'GET clock':
      return clockState()
    case 'PUT clock':
      moveClock(readClockChange(await readFields(request)))
      return clockState()
    case 'DELETE clock':
      resetClock()
      return clockState()
    case 'GET faults':
      return edge.faults
    case 'PUT faults':
      return setFaults(edge, request)
    case 'DELETE faults':
      return mend(edge)
    case 'GET purges':
      return { purges: edge.log }
    case 'DELETE purges':
      edge.log.length = 0
      return { purges: [] }
    case 'GET database':
      return edge.count
    case 'DELETE database':
      Object.assign(edge.count, emptyCount())
      return edge.count
    case 'POST scheduled':
      return runScheduled(edge, request, invoked)
    case 'POST queue':
      return runQueue(edge, request, invoked)
    case 'POST settle':
      return settleAll(edge, request)
    case 'POST reset':
      return reset(edge)
  }
}

function describe(entry: Entry, now: number) {
  const { key, address, status, tags, vary, invalidatedAt, lifetime } = entry
  const age = ageInSeconds(entry, now)
  return {
    key,
    address,
    status,
    tags,
    vary: Object.fromEntries(vary),
    bytes: entry.body.byteLength,
    etag: new Headers(entry.headers).get('etag'),
    storedAt: new Date(entry.storedAt).toISOString(),
    age,
    fresh: isFresh(entry, now),
    freshFor: Math.max(0, lifetime.freshFor - age),
    invalidated: invalidatedAt !== null,
    // JSON has no infinity: a stale-if-error of null is unlimited.
    lifetime,
  }
}

async function setFaults<Env>(edge: Edge<Env>, request: Request) {
  const fields = await readFields(request)
  if ('d1' in fields) edge.faults.d1 = readDatabaseFault(fields.d1)
  if ('purge' in fields) edge.faults.purge = readPurgeFault(fields.purge)
  if ('files' in fields) edge.faults.files = readFilesFault(fields.files)
  if ('kv' in fields) edge.faults.kv = readKeysFault(fields.kv)
  return edge.faults
}

function mend<Env>(edge: Edge<Env>) {
  edge.faults.d1 = null
  edge.faults.purge = null
  edge.faults.files = null
  edge.faults.kv = null
  return edge.faults
}

async function runScheduled<Env>(edge: Edge<Env>, request: Request, invoked: Invocation<Env>) {
  const { cron, scheduledTime } = await readFields(request)
  const controller = {
    cron: typeof cron === 'string' ? cron : '* * * * *',
    scheduledTime: scheduledTime === undefined ? Date.now() : readNumber(scheduledTime, 'scheduledTime'),
    noRetry() {},
  }
  const begun: Pending = new Set()
  await edge.worker.scheduled?.(controller, invoked.env, withCache(invoked.ctx, cacheContext(edge), begun))
  return { ran: edge.worker.scheduled !== undefined, settled: await settle(begun, 30_000) }
}

async function settleAll<Env>(edge: Edge<Env>, request: Request) {
  const { patience = 30_000 } = await readFields(request)
  const settled = await settle(edge.pending, readNumber(patience, 'patience'))
  return { settled, pending: edge.pending.size }
}

/** A new isolate, but for what the app itself keeps in memory. */
function reset<Env>(edge: Edge<Env>) {
  edge.store.clear()
  forgetComparisons(edge)
  edge.log.length = 0
  edge.limiter.refill()
  resetClock()
  Object.assign(edge.count, emptyCount())
  return mend(edge)
}

/** What the Worker would answer now, as it answers: nothing is taken from the cache, stored, added or stripped. */
function render<Env>(edge: Edge<Env>, request: IncomingRequest, invoked: Invocation<Env>): Promise<Response> {
  const url = new URL(request.url)
  url.pathname = url.pathname.slice(RENDER.length)
  return runWorker(edge, new Request(url, request), invoked.env, invoked.ctx)
}

function json(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: { 'cache-control': 'no-store' } })
}
