import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { SettingsPatch } from '../../src/settings/input.ts'

export interface Options {
  /** The paper's public origin; undefined leaves the one it has, or takes the one that deploying gives it. */
  address?: string | undefined
  name?: string | undefined
  dryRun: boolean
}

export const usage = `npm run deploy [-- --address https://paper.example] [-- --name "The Paper"] [-- --dry-run]

  --address   where readers find the paper; without it, its workers.dev address, set once
  --name      what the paper is called
  --dry-run   check and build, and say what would follow`

/** What the command line asks for; a text says why it cannot be done. */
export function readOptions(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: { address: { type: 'string' }, name: { type: 'string' }, 'dry-run': { type: 'boolean' } },
    })
    const { address, name } = values
    const given = { ...(address === undefined ? {} : { address }), ...(name === undefined ? {} : { name }) }
    const read = v.safeParse(SettingsPatch, { identity: given })
    if (!read.success)
      return read.issues.map((issue) => `--${v.getDotPath(issue)?.split('.')[1]}: ${issue.message}`).join('\n')
    return { ...read.output.identity, dryRun: values['dry-run'] ?? false }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
