/** A queue's delivery, at the moment that a test chooses. */
import { type Pending, settle, withCache } from './context.ts'
import type { Edge, IncomingRequest, Invocation } from './handler.ts'
import { readFields, readMessages, readNumber } from './json.ts'
import { cacheContext } from './purge.ts'

/** Hands these messages to the Worker's consumer, as one batch; answers how many it took, and how many shall come again. */
export async function runQueue<Env>(edge: Edge<Env>, request: IncomingRequest, invoked: Invocation<Env>) {
  const { queue, messages, attempts = 1 } = await readFields(request)
  const again = new Set<string>()
  const bodies = readMessages(messages)
  const made = bodies.map((body, i) => messageOf(body, `${i + 1}`, readNumber(attempts, 'attempts'), again))
  const batch = {
    ...{ queue: typeof queue === 'string' ? queue : 'queue', messages: made },
    metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
    retryAll() {
      for (const { retry } of made) retry()
    },
    ackAll: () => again.clear(),
  }
  const begun: Pending = new Set()
  await edge.worker.queue?.(batch, invoked.env, withCache(invoked.ctx, cacheContext(edge), begun))
  return { taken: made.length - again.size, again: again.size, settled: await settle(begun, 30_000) }
}

const messageOf = (body: unknown, id: string, attempts: number, again: Set<string>) => ({
  ...{ id, body, attempts, timestamp: new Date() },
  ack: () => void again.delete(id),
  retry: () => void again.add(id),
})
