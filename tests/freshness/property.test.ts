import { appendFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { type Server, startServer } from '../support/server.ts'
import { acts } from './acts.ts'
import { MODERATOR } from './acts-mail.ts'
import { check } from './check.ts'
import { type Failed, shrink } from './property-shrink.ts'
import { type Step, stories, tell } from './step.ts'
import type { World } from './world.ts'
import { begin } from './world-begin.ts'

/** Set by `npm run prove`: how much, from which seed, and where to tell of it. */
const { PROVE_STEPS, PROVE_ARTICLES = '8', PROVE_LENGTH = '50', PROVE_SEED, PROVE_LOG } = process.env
const { PROVE_SHRINK_S = '90' } = process.env
const steps = Number(PROVE_STEPS ?? 100)
const length = Number(PROVE_LENGTH)
const seed = Number(PROVE_SEED ?? 20261122)

let server: Server
beforeAll(async () => {
  // What waits in a queue comes at a moment of its own; what waits in KV comes with the clock. And the look at a public
  // page is a reader's visit at a moment that no story chose.
  server = await startServer({ queues: false, mail: true, vars: { LIVE_CHECK: 'off', MODERATORS: MODERATOR } })
})
afterAll(() => server.close())

test(
  'after any step, every cached copy is what a fresh render would be, or its bound has not passed',
  async () => {
    for (const story of fc.sample(stories(length), { numRuns: Math.ceil(steps / length), seed })) {
      const failed = await run(story, log)
      if (failed) throw new Error(told(await shrink(failed, run, Date.now() + Number(PROVE_SHRINK_S) * 1000)))
    }
  },
  13 * 3_600_000,
)

const told = ({ story, why }: Failed<Step>) => `After the last step of: ${tell(story)}\n${why}`

async function run(story: readonly Step[], note: (what: object) => void = () => {}): Promise<Failed<Step> | null> {
  const world = await begin(server, Number(PROVE_ARTICLES))
  await check(world)
  for (const [i, each] of story.entries()) {
    const why = await take(world, each, note)
    if (why !== null) return { story: story.slice(0, i + 1), why }
  }
  return null
}

async function take(world: World, each: Step, note: (what: object) => void): Promise<string | null> {
  const began = Date.now()
  const acted = { do: each.do, urls: world.urls.size }
  world.writes = 0
  try {
    await acts[each.do](world, each.which)
    const found = await check(world)
    note({ ...acted, ...found, writes: world.writes, ms: Date.now() - began })
    return null
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    note({ ...acted, failed: message })
    return message
  }
}

function log(what: object): void {
  if (PROVE_LOG) appendFileSync(PROVE_LOG, `${JSON.stringify(what)}\n`)
}
