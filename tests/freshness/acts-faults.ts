import { moved, revise } from './acts-articles.ts'
import { decide, hearListed, say } from './acts-comments.ts'
import { section } from './acts-desks.ts'
import { check, noteRaced, postpone } from './check.ts'
import { faults, MINUTE, minutes, pass, pick, publish, SECOND, type Taking, type World } from './world.ts'

export const acts = {
  refuse: (world: World) => take(world, 'limited'),
  breakEdge: (world: World) => take(world, 'throw'),
  /** The platform's own limit: five calls a minute, from a bucket of 25. */
  bucket: (world: World) => take(world, null),
  heal: (world: World, which: number) => heal(world, which),
  race: (world: World, which: number) => race(world, which),
  together: (world: World, which: number) => together(world, which),
  lost: (world: World, which: number) => lost(world, which),
  outage: (world: World, which: number) => outage(world, which),
}

async function take(world: World, purge: Taking): Promise<void> {
  if (world.taking !== purge) world.healedAt = world.now
  world.taking = purge
  world.waits = true
  await faults(world, { purge })
}

// From the moment that the edge answers again, the bound holds for what waited.
async function heal(world: World, which: number): Promise<void> {
  if (world.taking === 'unlimited') return
  await take(world, 'unlimited')
  await minutes(world, which % 3)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A page on its way to the edge, read before a write that purges it; and sometimes the bound passes. */
async function race(world: World, which: number): Promise<void> {
  const article = pick(world.articles, which)
  if (!article?.path) return
  await revise(world, which, { headline: `Before ${which}` }, article)
  const path = [article.path, '/', `${article.path}/comments.xml`, '/feed.xml'][(which >> 1) % 4] ?? '/'
  await faults(world, { d1: { fault: { late: 60 }, times: 1, only: 'reads' } })
  const reading = world.server.fetch(path).then((answer) => answer.text())
  await pause(15)
  if (which % 5) await revise(world, which, { headline: `After ${which}` }, article)
  else await section(world, which)
  await reading
  await faults(world, { d1: null })
  await noteRaced(world, [path])
  if (which % 3) return
  await check(world)
  await pass(world, 91 * SECOND)
}

/** Several writers at once, some of whose answers from the database are late, while readers read. */
async function together(world: World, which: number): Promise<void> {
  const fault = { late: 10 + (which % 20) }
  await faults(world, { d1: { fault, every: 2 + (which % 3) } })
  const read = async (url: string) => (await world.server.fetch(url)).text()
  const urls = [...world.urls].slice(-6)
  await Promise.all([
    publish(world, which),
    publish(world, which + 1),
    revise(world, which, { headline: `At once ${which}` }),
    revise(world, which + 3, moved(world, which)),
    decide(world, which, 'approved'),
    ...urls.map(read),
  ])
  await faults(world, { d1: null })
  await noteRaced(world, urls)
}

/** What was written is there, and nobody was told: the purge waits for the clock, or the next write. */
async function lost(world: World, which: number): Promise<void> {
  await faults(world, { d1: { fault: 'after-commit', times: 1, only: 'writes' } })
  world.waits = true
  await revise(world, which, { headline: `Nobody heard ${which}` })
  await faults(world, { d1: null })
}

/** The database is away for a while: comments are kept, nothing else is written, and readers go on reading. */
async function outage(world: World, which: number): Promise<void> {
  await faults(world, { d1: 'refuse' })
  await say(world, which, { fromPage: true })
  await revise(world, which, { headline: `Not to be written ${which}` })
  // A copy from KV stays for four seconds.
  await noteCopies(world)
  if (which % 2) await pass(world, (which % 4) * MINUTE)
  postpone(world)
  if (world.taking === 'unlimited') world.healedAt = world.now
  await faults(world, { d1: null })
  await minutes(world, 2)
  await hearListed(world, 'state=held&limit=5')
}

async function noteCopies(world: World): Promise<void> {
  await world.server.control('compare', { method: 'POST', body: { read: [...world.urls] } })
  await noteRaced(world, undefined, world.now + 4 * SECOND)
}
