/** Every copy that the edge would serve now, beside what the Worker would answer instead. */
import { isFresh, mayServeWhileRevalidating } from './age.ts'
import { answer } from './answer.ts'
import { settle } from './context.ts'
import { gather, type Record } from './gather.ts'
import type { Edge, IncomingRequest, Invocation } from './handler.ts'
import { readAddresses, readFields } from './json.ts'
import { asSeen, type Fresh, forgetRenders, keepRun, type Moment, momentOf, renderAll } from './render.ts'
import type { Entry } from './store.ts'

export interface Difference {
  address: string
  /** Of the copy: a purge of any of them would have dropped it. */
  tags: string[]
  /** `stale`: other bytes; `etag`: bytes that another version of this address had under the same ETag differ. */
  fault: 'stale' | 'etag'
  storedAt: string
  cached: string
  fresh: string
}

const AT_ONCE = 64

/** Compares what is there, asks like a reader for those of the addresses that are not, and compares what that left. */
export async function compare<Env>(edge: Edge<Env>, request: IncomingRequest, invoked: Invocation<Env>) {
  const read = readAddresses((await readFields(request)).read ?? [])
  await settle(edge.pending, 30_000)
  const first = await compareAll(edge, request, invoked, servedBy(edge))
  const there = new Set(first.entries.map(({ address }) => address))
  const missing = read.filter((address) => !there.has(address))
  await visit(edge, request, invoked, missing)
  const later = servedBy(edge).filter((entry) => !first.entries.includes(entry))
  const second = await compareAll(edge, request, invoked, later)
  const served = servedBy(edge)
  const replaced = new Set(second.entries.map(({ address }) => address))
  return {
    now: new Date().toISOString(),
    compared: served.length,
    addresses: served.map(({ address }) => address),
    visited: missing.length,
    rendered: first.rendered + second.rendered,
    differences: [...first.differences.filter(({ address }) => !replaced.has(address)), ...second.differences],
  }
}

export function forgetComparisons<Env>(edge: Edge<Env>): void {
  known.delete(edge.store)
  forgetRenders(edge)
}

function servedBy<Env>(edge: Edge<Env>): Entry[] {
  const now = Date.now()
  return edge.store.all().filter((entry) => isFresh(entry, now) || mayServeWhileRevalidating(entry, now))
}

async function compareAll<Env>(edge: Edge<Env>, request: IncomingRequest, invoked: Invocation<Env>, entries: Entry[]) {
  const { renders, rendered } = await renderAll(
    edge,
    request,
    invoked,
    entries.map(({ address }) => address),
  )
  const differences: Difference[] = []
  for (const entry of entries) {
    const fresh = renders.get(entry.address)
    const difference = fresh && (await differenceOf(edge, entry, fresh))
    if (difference) differences.push(difference)
  }
  return { entries, differences, rendered }
}

/** Asks as readers would who all come at one moment. */
async function visit<Env>(edge: Edge<Env>, request: IncomingRequest, invoked: Invocation<Env>, addresses: string[]) {
  const { ctx } = invoked
  const given = gather(invoked.env)
  const now = await momentOf(edge, invoked.env)
  for (let i = 0; i < addresses.length; i += AT_ONCE) {
    const some = addresses.slice(i, i + AT_ONCE)
    await Promise.all(
      some.map((address) => {
        const record: Record = { reads: [] }
        const asked = new Request(new URL(address, request.url))
        return visitOne(edge, asked, address, { env: given(record), ctx }, record, now)
      }),
    )
  }
  await settle(edge.pending, 30_000)
}

async function visitOne<Env>(
  edge: Edge<Env>,
  request: IncomingRequest,
  address: string,
  invoked: Invocation<Env>,
  record: Record,
  now: Moment,
): Promise<void> {
  const got = await answer(edge, request, invoked)
  const text = asSeen(got.status, got.headers, await got.text())
  // What a 304 confirmed was not rendered; and with a fault it may be anything.
  const isRun = ['MISS', 'EXPIRED'].includes(got.headers.get('cf-cache-status') ?? '') && edge.faults.d1 === null
  if (isRun) keepRun(edge, address, { text, etag: got.headers.get('etag') }, record, now)
}

const texts = new WeakMap<Entry, string>()

function textOf(entry: Entry): string {
  const text =
    texts.get(entry) ?? asSeen(entry.status, new Headers(entry.headers), new TextDecoder().decode(entry.body))
  texts.set(entry, text)
  return text
}

async function differenceOf<Env>(edge: Edge<Env>, entry: Entry, fresh: Fresh): Promise<Difference | null> {
  const cached = textOf(entry)
  const { address, tags } = entry
  const storedAt = new Date(entry.storedAt).toISOString()
  if (cached !== fresh.text) return { address, tags, fault: 'stale', storedAt, ...excerpts(cached, fresh.text) }
  const isNew = fresh.etag === null || (await isSameUnder(edge, `${address} ${fresh.etag}`, fresh))
  if (isNew) return null
  return {
    address,
    tags,
    fault: 'etag',
    storedAt,
    cached: `other bytes, under ${fresh.etag}`,
    fresh: fresh.text.slice(0, 120),
  }
}

// What each ETag of each address stood for, as a hash, as long as the edge lives.
const known = new WeakMap<object, Map<string, string>>()
const hashed = new WeakMap<Fresh, string>()

async function isSameUnder<Env>(edge: Edge<Env>, name: string, fresh: Fresh): Promise<boolean> {
  const hashes = known.get(edge.store) ?? new Map<string, string>()
  known.set(edge.store, hashes)
  const hash = hashed.get(fresh) ?? (await hashOf(fresh.text))
  hashed.set(fresh, hash)
  const before = hashes.get(name)
  hashes.set(name, hash)
  return before === undefined || before === hash
}

async function hashOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function excerpts(cached: string, fresh: string) {
  let at = 0
  while (at < cached.length && cached[at] === fresh[at]) at++
  const around = (text: string) => text.slice(Math.max(0, at - 40), at + 80)
  return { cached: around(cached), fresh: around(fresh) }
}
