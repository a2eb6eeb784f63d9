/** What the Worker would answer now at many addresses. */
import { runWorker } from './fill.ts'
import { askAgain, gather, type Read, type Record } from './gather.ts'
import type { Edge, IncomingRequest, Invocation } from './handler.ts'

export interface Fresh {
  /** Status and body. */
  text: string
  etag: string | null
}

interface Render extends Fresh {
  record: Record
  moment: Moment
}

/** The time, and how much had been written: to KV, and to D1. */
interface Moment {
  at: number
  keys: number
  rows: number
}

const momentOf = <Env>({ keysWritten, count }: Edge<Env>): Moment => ({
  at: Date.now(),
  keys: keysWritten,
  // Of `raw()` and `exec()` nobody says what they wrote.
  rows: count.rowsWritten + count.unmetered,
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
    const same = await unchanged(edge, invoked.env, known, addresses)
    const others = addresses.filter((address) => !same.has(address))
    const given = gather(invoked.env)
    for (let i = 0; i < others.length; i += AT_ONCE) {
      const some = others.slice(i, i + AT_ONCE)
      await Promise.all(
        some.map(async (address) => known.set(address, await render(edge, request, invoked, given, address))),
      )
    }
    return { renders: known, rendered: others.length }
  } finally {
    edge.faults.d1 = fault
  }
}

/** A run whose answer was stored as it is: to run it once more would show the same. */
export function keepRun<Env>(edge: Edge<Env>, address: string, fresh: Fresh, record: Record): void {
  renders.get(edge.store)?.set(address, { ...fresh, record, moment: momentOf(edge) })
}

async function unchanged<Env>(edge: Edge<Env>, env: Env, known: Map<string, Render>, addresses: string[]) {
  const now = momentOf(edge)
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
  request: IncomingRequest,
  { ctx }: Invocation<Env>,
  given: (record: Record) => Env,
  address: string,
): Promise<Render> {
  const record: Record = { reads: [] }
  const moment = momentOf(edge)
  const answer = await runWorker(edge, new Request(new URL(address, request.url)), given(record), ctx)
  return { text: `${answer.status} ${await answer.text()}`, etag: answer.headers.get('etag'), record, moment }
}
