import { join } from 'node:path'
import { KEY } from '../src/settings/switches.ts'
import { runWrangler } from './dev/wrangler.ts'
import { turned, usage } from './switch/words.ts'

process.chdir(join(import.meta.dirname, '..'))
process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const words = args.filter((word) => word !== '--remote')
  const where = ['--binding', 'KV', args.includes('--remote') ? '--remote' : '--local']
  const got = await runWrangler(['kv', 'key', 'get', KEY, '--text', ...where])
  // Wrangler says "Value not found" on success too.
  const stored = got.code === 0 && got.stdout.startsWith('{') ? JSON.parse(got.stdout) : {}
  const switches = turned(stored, words)
  if (typeof switches === 'string') return say(`${switches}\n\n${usage}`, 2)
  if (words[0] !== 'show') {
    const put = await runWrangler(['kv', 'key', 'put', KEY, JSON.stringify(switches), ...where])
    if (put.code !== 0) return say(put.output, 1)
  }
  console.log(JSON.stringify(switches, null, 2))
  return 0
}

function say(why: string, code: number): number {
  console.error(why)
  return code
}
