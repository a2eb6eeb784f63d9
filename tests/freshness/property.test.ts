import { appendFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { type Server, startServer } from '../support/server.ts'
import { acts } from './acts.ts'
import { check } from './check.ts'
import { type Step, step, tell } from './step.ts'
import { begin, type World } from './world.ts'

/** Set by `npm run prove`: how much, from which seed, and where to tell of it. */
const { PROVE_STEPS, PROVE_ARTICLES = '8', PROVE_LENGTH = '20', PROVE_SEED, PROVE_LOG, PROVE_FIRST } = process.env
const steps = Number(PROVE_STEPS ?? 60)
const length = Number(PROVE_LENGTH)
const seed = Number(PROVE_SEED ?? 20261122)

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

test(
  'after any step, every cached copy is what a fresh render would be, or its bound has not passed',
  async () => {
    const runs = Math.ceil(steps / length)
    const stories = fc.array(step, { minLength: length, maxLength: length })
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const world = await begin(server, Number(PROVE_ARTICLES))
        for (const [i, each] of story.entries()) await take(world, story, each, i)
      }),
      // A failure shrinks for as long as one would wait for it; the story itself is in the error.
      {
        numRuns: runs,
        seed,
        interruptAfterTimeLimit: PROVE_STEPS ? 12 * 3_600_000 : 60_000,
        endOnFailure: PROVE_FIRST !== undefined,
      },
    )
  },
  13 * 3_600_000,
)

async function take(world: World, story: readonly Step[], each: Step, i: number): Promise<void> {
  try {
    await acts[each.do](world, each.which)
    const found = await check(world)
    log({ step: i + 1, do: each.do, ...found, urls: world.urls.size })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    log({ step: i + 1, do: each.do, failed: message })
    throw new Error(`After step ${i + 1} of: ${tell(story.slice(0, i + 1))}\n${message}`)
  }
}

function log(what: object): void {
  if (PROVE_LOG) appendFileSync(PROVE_LOG, `${JSON.stringify(what)}\n`)
}
