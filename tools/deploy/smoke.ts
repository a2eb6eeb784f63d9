import * as v from 'valibot'
import type { Progress } from './step.ts'
import type { Tools } from './tools.ts'

const TRIES = 20
const PAUSE_MS = 3000

const Health = v.object({ status: v.literal('ok'), secret: v.literal('set') })

/** Asks the deployed site for its health and its front page, patiently: a new address takes a while to be known. */
export async function smoke(tools: Tools, { deployed, address }: Progress): Promise<string> {
  const site = deployed ?? address
  if (!site) throw new Error('There is no address to ask.')
  await untilWell(tools, `${site}/healthz`, async (answer) => v.is(Health, await answer.json()))
  await untilWell(tools, `${site}/`, async () => true)
  return `${site} answers.`
}

async function untilWell(tools: Tools, url: string, isWell: (answer: Response) => Promise<boolean>): Promise<void> {
  let said = ''
  for (let i = 0; i < TRIES; i++) {
    if (i > 0) await tools.wait(PAUSE_MS)
    try {
      const answer = await tools.fetch(url)
      if (answer.ok && (await isWell(answer.clone()))) return
      said = `${answer.status} ${(await answer.text()).slice(0, 300)}`
    } catch (error) {
      said = error instanceof Error ? error.message : String(error)
    }
  }
  throw new Error(`${url} does not answer as it should: ${said}`)
}
