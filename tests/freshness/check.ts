import { isNull } from 'drizzle-orm'
import { purges } from '../../src/db/tables/edge.ts'
import { BOUND, clock, type World } from './world.ts'

const AT_ONCE = 8

interface Compared {
  compared: number
  addresses: string[]
  differences: { address: string; fault: string; storedAt: string; cached: string; fresh: string }[]
}

/** Asks for every address, so that the edge is full, and compares all it would serve with what is rendered now. */
export async function check(world: World): Promise<{ compared: number; excused: number }> {
  await excusePending(world)
  const { addresses } = await compare(world)
  const there = new Set(addresses)
  await fill(
    world,
    [...world.urls].filter((url) => !there.has(url)),
  )
  const { compared, differences } = await compare(world)
  return { compared, excused: differences.length }
}

/** Notes which copies are old because they were on their way while something was written: no others are excused. */
export async function noteRaced(world: World): Promise<void> {
  const until = (await clock(world)) + BOUND
  const { differences } = await world.server.control<Compared>('compare', { method: 'POST' })
  for (const { address, fault } of differences) if (fault === 'stale') world.raced.set(address, until)
}

async function compare(world: World): Promise<Compared> {
  const compared = await world.server.control<Compared>('compare', { method: 'POST' })
  const now = await clock(world)
  const isExcused = (address: string) => now <= Math.max(world.excusedUntil, world.raced.get(address) ?? 0)
  const failed = compared.differences.find(({ fault, address }) => fault === 'etag' || !isExcused(address))
  if (failed) throw new Error(`${failed.address} is ${failed.fault}: ${JSON.stringify(failed)}`)
  return compared
}

// What the edge refused may be old for as long as is stated, and no longer.
async function excusePending(world: World): Promise<void> {
  const now = await clock(world)
  const db = await world.server.db()
  const pending = await db.select({ at: purges.createdAt }).from(purges).where(isNull(purges.doneAt))
  const { purge } = await world.server.control<{ purge: string | null }>('faults')
  if (pending.length === 0) world.excusedUntil = 0
  else if (purge !== null) world.excusedUntil = now + BOUND
  else world.excusedUntil = Math.max(world.healedAt, ...pending.map(({ at }) => at.getTime())) + BOUND
}

async function fill({ server }: World, urls: string[]): Promise<void> {
  for (let i = 0; i < urls.length; i += AT_ONCE) {
    await Promise.all(urls.slice(i, i + AT_ONCE).map(async (url) => (await server.fetch(url)).arrayBuffer()))
  }
}
