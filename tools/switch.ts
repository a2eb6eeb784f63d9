import { join } from 'node:path'
import { KEY } from '../src/settings/switches.ts'
import { runWrangler } from './dev/wrangler.ts'
import { known } from './switch/known.ts'
import { turned, usage } from './switch/words.ts'

process.chdir(join(import.meta.dirname, '..'))
process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const words = args.filter((word) => word !== '--remote')
  const wrong = turned({}, words)
  if (typeof wrong === 'string') return say(`${wrong}\n\n${usage}`, 2)
  const where = ['--binding', 'KV', args.includes('--remote') ? '--remote' : '--local']
  const got = await runWrangler(['kv', 'key', 'get', KEY, '--text', ...where])
  const before = known(got)
  if (!before) return say(`The switches cannot be read, so nothing was turned. Wrangler says:\n\n${got.output}`, 1)
  const switches = turned(before, words)
  if (words[0] !== 'show') {
    const put = await runWrangler(['kv', 'key', 'put', KEY, JSON.stringify(switches), ...where])
    if (put.code !== 0) return say(`The switches could not be written. Wrangler says:\n\n${put.output}`, 1)
  }
  console.log(JSON.stringify(switches, null, 2))
  return 0
}

function say(why: string, code: number): number {
  console.error(why)
  return code
}
