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
  at: number
  keysWritten: number
}

const AT_ONCE = 64

const renders = new WeakMap<object, Map<string, Render>>()

export function forgetRenders<Env>(edge: Edge<Env>): void {
  renders.delete(edge.store)
}

/**
 * Runs the Worker for each address, as no reader of the cache would: nothing is taken from it or stored, and database
 * faults wait. An address is not run again when its last run would be repeated to the letter: at the same frozen
 * moment, with nothing written to KV since, and with the same answer of the database to every statement that it sent.
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

async function unchanged<Env>(edge: Edge<Env>, env: Env, known: Map<string, Render>, addresses: string[]) {
  const now = Date.now()
  const candidates = addresses.flatMap((address) => {
    const last = known.get(address)
    const isComparable = last?.record.reads && last.at === now && last.keysWritten === edge.keysWritten
    return isComparable ? [{ address, reads: last.record.reads ?? [] }] : []
  })
  const answers = await askAgain(
    env,
    candidates.flatMap(({ reads }) => reads),
  )
  const isSame = ({ name, answer }: Read) => answers.get(name) === answer
  return new Set(candidates.filter(({ reads }) => reads.every(isSame)).map(({ address }) => address))
}

async function render<Env>(
  edge: Edge<Env>,
  request: IncomingRequest,
  { ctx }: Invocation<Env>,
  given: (record: Record) => Env,
  address: string,
): Promise<Render> {
  const record: Record = { reads: [] }
  const [at, { keysWritten }] = [Date.now(), edge]
  const answer = await runWorker(edge, new Request(new URL(address, request.url)), given(record), ctx)
  return { text: `${answer.status} ${await answer.text()}`, etag: answer.headers.get('etag'), record, at, keysWritten }
}
