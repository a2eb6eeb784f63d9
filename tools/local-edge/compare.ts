/** Every copy that the edge would serve now, beside what the Worker would answer instead. */
import { isFresh, mayServeWhileRevalidating } from './age.ts'
import { runWorker } from './fill.ts'
import type { Edge, IncomingRequest, Invocation } from './handler.ts'
import type { Entry } from './store.ts'

export interface Difference {
  address: string
  /** `stale`: other bytes; `etag`: bytes that another version of this address had under the same ETag differ. */
  fault: 'stale' | 'etag'
  storedAt: string
  cached: string
  fresh: string
}

const AT_ONCE = 8

// What each ETag of each address stood for, as long as the edge lives.
const known = new WeakMap<object, Map<string, string>>()

export async function compare<Env>(edge: Edge<Env>, request: IncomingRequest, invoked: Invocation<Env>) {
  const served = edge.store.all().filter((entry) => isServed(entry, Date.now()))
  const differences: Difference[] = []
  for (let i = 0; i < served.length; i += AT_ONCE) {
    const some = served.slice(i, i + AT_ONCE)
    const found = await Promise.all(some.map((entry) => differenceOf(edge, request, invoked, entry)))
    differences.push(...found.flatMap((difference) => difference ?? []))
  }
  return { compared: served.length, addresses: served.map(({ address }) => address), differences }
}

export function forgetComparisons<Env>(edge: Edge<Env>): void {
  known.delete(edge.store)
}

const isServed = (entry: Entry, now: number) => isFresh(entry, now) || mayServeWhileRevalidating(entry, now)

async function differenceOf<Env>(
  edge: Edge<Env>,
  request: IncomingRequest,
  invoked: Invocation<Env>,
  entry: Entry,
): Promise<Difference | null> {
  const answer = await runWorker(edge, new Request(new URL(entry.address, request.url)), invoked.env, invoked.ctx)
  const text = await answer.text()
  const etag = answer.headers.get('etag')
  const cached = `${entry.status} ${new TextDecoder().decode(entry.body)}`
  const fresh = `${answer.status} ${text}`
  const { address } = entry
  const storedAt = new Date(entry.storedAt).toISOString()
  if (cached !== fresh) return { address, fault: 'stale', storedAt, ...excerpts(cached, fresh) }
  const before = etag === null ? undefined : remember(edge, `${address} ${etag}`, fresh)
  return before === undefined ? null : { address, fault: 'etag', storedAt, ...excerpts(before, fresh) }
}

function remember<Env>(edge: Edge<Env>, name: string, text: string): string | undefined {
  const texts = known.get(edge.store) ?? new Map<string, string>()
  known.set(edge.store, texts)
  const before = texts.get(name)
  texts.set(name, text)
  return before === undefined || before === text ? undefined : before
}

function excerpts(cached: string, fresh: string) {
  let at = 0
  while (at < cached.length && cached[at] === fresh[at]) at++
  const around = (text: string) => text.slice(Math.max(0, at - 40), at + 80)
  return { cached: around(cached), fresh: around(fresh) }
}
