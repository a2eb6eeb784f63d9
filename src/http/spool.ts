import type { Bindings } from '../env.ts'

/** Comments that wait in KV: where no queue is bound, or it failed, or would forget them. */
export const SPOOL = 'spool/'

/** In characters of three bytes at most: a queue's message may have 128 KB. */
const MOST_QUEUED = 40_000

/**
 * Puts something that must not be lost where the database is not needed. Throws when that failed: only what has
 * been put away may be acknowledged. The same `id` in KV is the same thing.
 */
export async function putAway({ SPOOL: queue, KV }: Bindings, id: string, thing: object): Promise<void> {
  const text = JSON.stringify(thing)
  const queued = queue && text.length < MOST_QUEUED && (await send(queue, thing))
  if (!queued) await KV.put(SPOOL + id, text)
}

async function send(queue: Queue, thing: object): Promise<boolean> {
  try {
    await queue.send(thing)
    return true
  } catch {
    console.error(JSON.stringify({ event: 'queue-refused' }))
    return false
  }
}
