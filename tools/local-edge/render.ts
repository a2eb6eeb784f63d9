/** What the Worker would answer now at many addresses. */
import { runWorker } from './fill.ts'
import { askAgain, gather, type Read, type Record, rowsChanged } from './gather.ts'
import type { Edge, IncomingRequest, Invocation } from './handler.ts'

export interface Fresh {
  /** What a reader sees of it: see `asSeen`. */
  text: string
  etag: string | null
}

interface Render extends Fresh {
  record: Record
  moment: Moment
}

/** Status, where it leads, what kind of thing it is, and the thing. */
export const asSeen = (status: number, headers: Headers, body: string): string =>
  `${status} ${headers.get('location') ?? ''} ${headers.get('content-type') ?? ''}\n${body}`

/** The time, and how much had been written: to KV, and to D1. */
export interface Moment {
  at: number
  keys: number
  rows: number
}

export const momentOf = async <Env>(edge: Edge<Env>, env: Env): Promise<Moment> => ({
  at: Date.now(),
  keys: edge.keysWritten,
  rows: await rowsChanged(env),
})

const AT_ONCE = 64

const renders = new WeakMap<object, Map<string, Render>>()

export function forgetRenders<Env>(edge: Edge<Env>): void {
  renders.delete(edge.store)
}

/**
 * Runs the Worker for each address, as no reader of the cache would: nothing is taken from it or stored, and database
 * faults wait. An address is not run again when its last run would be repeated to the letter: at the same frozen
 * moment, with nothing written to KV since, and with no row
 * written since, or the same answer of the database to every statement that it sent.
 */
export async function renderAll<Env>(
  edge: Edge<Env>,
  request: IncomingRequest,
  invoked: Invocation<Env>,
  addresses: string[],
): Promise<{ renders: Map<string, Fresh>; rendered: number }> {
  const known = renders.get(edge.store) ?? new Map<string, Render>()
  renders.set(edge.store, known)
  const fault = edge.faults.d1
  edge.faults.d1 = null
  try {
    const now = await momentOf(edge, invoked.env)
    const same = await unchanged(invoked.env, known, addresses, now)
    const others = addresses.filter((address) => !same.has(address))
    const given = gather(invoked.env)
    for (let i = 0; i < others.length; i += AT_ONCE) {
      const some = others.slice(i, i + AT_ONCE)
      await Promise.all(
        some.map(async (address) => {
          const record: Record = { reads: [] }
          const asked = new Request(new URL(address, request.url))
          known.set(address, await render(edge, asked, { env: given(record), ctx: invoked.ctx }, record, now))
        }),
      )
    }
    return { renders: known, rendered: others.length }
  } finally {
    edge.faults.d1 = fault
  }
}

/** A run whose answer was stored as it is: to run it once more would show the same. */
export function keepRun<Env>(edge: Edge<Env>, address: string, fresh: Fresh, record: Record, moment: Moment): void {
  renders.get(edge.store)?.set(address, { ...fresh, record, moment })
}

async function unchanged<Env>(env: Env, known: Map<string, Render>, addresses: string[], now: Moment) {
  const candidates = addresses.flatMap((address) => {
    const last = known.get(address)
    const reads = last?.record.reads
    return reads && last.moment.at === now.at && last.moment.keys === now.keys ? [{ address, reads, last }] : []
  })
  const doubtful = candidates.filter(({ last }) => last.moment.rows !== now.rows)
  const answers = await askAgain(
    env,
    doubtful.flatMap(({ reads }) => reads),
  )
  const isSame = ({ name, answer }: Read) => answers.get(name) === answer
  const changed = new Set(doubtful.filter(({ reads }) => !reads.every(isSame)))
  const same = candidates.filter((candidate) => !changed.has(candidate))
  for (const { last } of same) last.moment = now
  return new Set(same.map(({ address }) => address))
}

async function render<Env>(
  edge: Edge<Env>,
  request: Request,
  { env, ctx }: Invocation<Env>,
  record: Record,
  moment: Moment,
): Promise<Render> {
  const answer = await runWorker(edge, request, env, ctx)
  const { status, headers } = answer
  return { text: asSeen(status, headers, await answer.text()), etag: headers.get('etag'), record, moment }
}
