import { join } from 'node:path'
import { deploy } from './deploy.ts'
import { readOptions, usage } from './options.ts'
import { realTools } from './tools.ts'

process.chdir(join(import.meta.dirname, '../..'))
process.exitCode = await main()

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  if (typeof options !== 'string') return deploy(options, realTools())
  console.error(`${options}\n\n${usage}`)
  return 2
}
