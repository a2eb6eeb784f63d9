import { isNull } from 'drizzle-orm'
import { purges } from '../../src/db/tables/edge.ts'
import { BOUND, type World } from './world.ts'

interface Difference {
  address: string
  tags: string[]
  fault: 'stale' | 'etag'
  storedAt: string
  cached: string
  fresh: string
}

interface Compared {
  compared: number
  visited: number
  rendered: number
  differences: Difference[]
}

/** What a look at every copy found. */
export interface Looked {
  compared: number
  visited: number
  rendered: number
  /** Copies that were old within the bound. */
  excused: number
  /** How long the oldest of them was, in seconds, from when the edge took calls. */
  oldest: number
}

/** Compares every copy that the edge would serve with a fresh render, fills what is not there, and compares that too. */
export async function check(world: World): Promise<Looked> {
  await excuse(world)
  const { differences, compared, visited, rendered } = await compare(world, [...world.urls])
  const isWrong = (each: Difference) => each.fault === 'etag' || !isExcused(world, each)
  if (differences.some(isWrong)) await excuseSlow(world)
  const wrong = differences.find(isWrong)
  if (wrong) throw new Error(say(wrong))
  world.checkedAt = world.now
  return { compared, visited, rendered, excused: differences.length, oldest: age(world, differences) }
}

const say = ({ address, fault, storedAt, cached, fresh }: Difference) =>
  `${address}, stored at ${storedAt}, is ${fault === 'stale' ? 'not what it should be' : 'other bytes under the same ETag'}\n` +
  `  cached: …${cached}…\n  fresh:  …${fresh}…`

/** Notes which copies are old because they were on their way while something was written: no others are excused. */
export async function noteRaced(world: World, onTheWay?: readonly string[], until = world.now + BOUND): Promise<void> {
  const { differences } = await compare(world)
  for (const { address, fault } of differences) {
    if (fault !== 'stale' || (onTheWay && !onTheWay.includes(address))) continue
    world.raced.set(address, Math.max(until, world.raced.get(address) ?? 0))
  }
}

const compare = ({ server }: World, read: readonly string[] = []) =>
  server.control<Compared>('compare', { method: 'POST', body: { read } })

const isExcused = ({ now, waiting, raced }: World, { address, tags }: Difference) =>
  now <= (raced.get(address) ?? 0) ||
  waiting.some(
    (each) => now <= each.until && (each.tags.includes('site') || each.tags.some((tag) => tags.includes(tag))),
  )

// What the edge refused may be old for as long as is stated, and no longer: the copies that it would have dropped.
async function excuse(world: World): Promise<void> {
  const { now, taking, healedAt } = world
  const isRefusing = taking === 'limited' || taking === 'throw'
  // Nor can it be asked a second time for what was on its way.
  if (isRefusing) postpone(world)
  const until = (since: number) => (isRefusing ? now : Math.max(healedAt, since)) + BOUND
  const pending = world.waits ? await findPending(world) : []
  world.waiting = pending.map(({ tags, createdAt }) => ({ tags, until: until(createdAt.getTime()) }))
  if (world.switchedAt > 0) world.waiting.push({ tags: ['site'], until: until(world.switchedAt) })
  if (now > until(world.switchedAt)) world.switchedAt = 0
  if (pending.length === 0 && taking === 'unlimited') world.waits = false
}

/** On a busy machine a write may run out of time between its commit and its purge; not often, in one story. */
const SLOW = 3

async function excuseSlow(world: World): Promise<void> {
  if (world.slow++ >= SLOW) return
  world.waits = true
  await excuse(world)
}

async function findPending({ server }: World): Promise<{ tags: string[]; createdAt: Date }[]> {
  const db = await server.db()
  return db.select({ tags: purges.tags, createdAt: purges.createdAt }).from(purges).where(isNull(purges.doneAt))
}

/**
 * What was excused at the last look is excused for the whole bound again: since then nobody could do anything about it,
 * however long that is.
 */
export function postpone({ raced, now, checkedAt }: World): void {
  for (const [address, until] of raced) if (until >= checkedAt) raced.set(address, now + BOUND)
}

function age({ now, healedAt, staleSince, taking }: World, differences: readonly Difference[]): number {
  const stale = new Set(differences.map(({ address }) => address))
  for (const address of staleSince.keys()) if (!stale.has(address)) staleSince.delete(address)
  for (const address of stale) if (!staleSince.has(address)) staleSince.set(address, now)
  if (taking === 'limited' || taking === 'throw') return 0
  return Math.max(0, ...[...staleSince.values()].map((since) => now - Math.max(since, healedAt))) / 1000
}
