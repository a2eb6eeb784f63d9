import type { Options } from './options.ts'
import type { Progress } from './step.ts'
import { steps } from './steps.ts'
import type { Tools } from './tools.ts'

/** Goes through all steps in order; each may be repeated. Answers the exit code. */
export async function deploy(options: Options, tools: Tools): Promise<number> {
  const progress: Progress = { options, deployed: null, address: null }
  for (const [i, step] of steps.entries()) {
    const heading = `[${i + 1}/${steps.length}] ${step.title}`
    if (options.dryRun && !step.rehearse) {
      tools.print(`${heading}: not in a dry run`)
      continue
    }
    tools.print(heading)
    try {
      const did = await (options.dryRun && step.rehearse ? step.rehearse(tools) : step.run(tools, progress))
      tools.print(`      ${did}`)
    } catch (error) {
      report(tools, i, error instanceof Error ? error.message : String(error))
      return 1
    }
  }
  tools.print(
    options.dryRun ? '\nThe rehearsal went well.' : `\nDone. The paper is at ${progress.address ?? 'its address'}.`,
  )
  return 0
}

function report({ print }: Tools, failed: number, message: string): void {
  print(`\n✗ ${message}\n`)
  const [step, ...left] = steps.slice(failed)
  if (step) print(`Stopped at: ${step.title}. ${step.help}`)
  if (left.length > 0)
    print(`Still to do: ${left.map(({ title }) => title.charAt(0).toLowerCase() + title.slice(1)).join('; ')}.`)
  print('Then run npm run deploy again: what is done already stays done.')
}
