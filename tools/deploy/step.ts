import type { Options } from './options.ts'
import type { Tools } from './tools.ts'

/** What one step leaves to the next. */
export interface Progress {
  options: Options
  /** Where Wrangler says it put the Worker. */
  deployed: string | null
  /** The site's address setting. */
  address: string | null
}

export interface Step {
  title: string
  /** Does it, or finds it done; answers what happened in words. Throws what a person has to know. */
  run(tools: Tools, progress: Progress): Promise<string>
  /** As much of it as changes nothing. */
  rehearse?(tools: Tools): Promise<string>
  /** How to go on by hand when it fails. */
  help: string
}

/** Runs Wrangler; throws what it said when it failed. */
export async function succeed(tools: Tools, args: string[], input?: string): Promise<string> {
  const { code, stdout, output } = await tools.wrangler(args, input)
  if (code !== 0) throw new Error(`wrangler ${args.slice(0, 3).join(' ')} failed:\n${output}`)
  return stdout
}
