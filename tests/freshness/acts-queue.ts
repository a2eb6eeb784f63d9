import { SPOOL } from '../../src/http/spool.ts'
import { hearListed, say } from './acts-comments.ts'
import { faults, type World } from './world.ts'

export const acts = {
  queued: (world: World, which: number) => queued(world, which),
}

/** A comment that came while the database was away, by the queue before the clock; sometimes twice, or by both ways. */
async function queued(world: World, which: number): Promise<void> {
  await faults(world, { d1: 'refuse' })
  // The form's page is the edge's, for the last look left it there.
  await say(world, which, { fromPage: true })
  const messages = await takeSpool(world, which % 5 === 0)
  if (which % 3 === 0) await deliver(world, messages)
  await faults(world, { d1: null })
  await deliver(world, messages)
  if (which % 4 === 0) await deliver(world, messages)
  // Whatever was decided of them.
  await hearListed(world, 'limit=2')
}

const deliver = (world: World, messages: unknown[]) =>
  world.server.control('queue', { method: 'POST', body: { messages } })

async function takeSpool({ server }: World, isLeft: boolean): Promise<unknown[]> {
  const { KV } = await server.env()
  const { keys } = await KV.list({ prefix: SPOOL })
  const messages = await Promise.all(keys.map(({ name }) => KV.get(name, 'json')))
  if (!isLeft) await Promise.all(keys.map(({ name }) => KV.delete(name)))
  return messages
}
