import * as v from 'valibot'
import { withLocal } from '../dev/local.ts'
import { runWrangler } from '../dev/wrangler.ts'
import type { Query } from './registry.ts'

const Answer = v.array(v.object({ results: v.array(v.unknown()) }))

/** The database of `npm run dev`, also while that runs. */
export const local: Query = (text) =>
  withLocal(async ({ DB }) => {
    const { results } = await DB.prepare(text).all()
    return results
  })

/** The deployed site's database, by Wrangler and whoever is signed in there. */
export const remote: Query = async (text) => {
  const { code, stdout, output } = await runWrangler(['d1', 'execute', 'DB', '--remote', '--json', '--command', text])
  if (code !== 0)
    throw new Error(`The deployed database cannot be reached (npx wrangler login?). ${reason(stdout) ?? output}`)
  const [answer] = v.parse(Answer, JSON.parse(stdout))
  return answer?.results ?? []
}

// With --json, Wrangler tells its errors as JSON too.
function reason(stdout: string): string | undefined {
  const Failure = v.pipe(v.string(), v.parseJson(), v.object({ error: v.object({ text: v.string() }) }))
  const read = v.safeParse(Failure, stdout)
  return read.success ? read.output.error.text : undefined
}
