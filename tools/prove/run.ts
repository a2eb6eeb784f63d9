/**
 * The proof, long: `npm run prove -- [steps] [articles] [seed]`. Drives the Worker behind the local edge through random
 * stories; after every step each copy that would be served is compared with a fresh render.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Line {
  do: string
  compared?: number
  excused?: number
  urls?: number
  failed?: string
}

const EVERY = 10_000
const [steps = '20000', articles = '130', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2)
const log = join(mkdtempSync(join(tmpdir(), 'prove-')), 'steps.jsonl')
const began = Date.now()

console.log(`${steps} steps over the addresses of ${articles} articles and more; seed ${seed}`)
const test = spawn('npx', ['vitest', 'run', 'tests/freshness/property.test.ts'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    ...{ PROVE_STEPS: steps, PROVE_ARTICLES: articles, PROVE_SEED: seed, PROVE_LOG: log },
    PROVE_LENGTH: String(Math.min(200, Number(steps))),
  },
})
const output: string[] = []
test.stdout.on('data', (chunk) => output.push(String(chunk)))
const timer = setInterval(() => console.log(tell()), EVERY)
test.on('exit', (code) => {
  clearInterval(timer)
  if (code !== 0) console.log(output.join(''))
  console.log(tell())
  process.exitCode = code ?? 1
})

function tell(): string {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').filter(Boolean).map(parse) : []
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0)
  const urls = Math.max(0, ...lines.map((line) => line.urls ?? 0))
  const compared = sum((line) => line.compared ?? 0)
  const excused = sum((line) => line.excused ?? 0)
  const failed = lines.filter((line) => line.failed).length
  const seconds = Math.round((Date.now() - began) / 1000)
  return `${lines.length} steps, ${urls} addresses, ${compared} copies compared, ${excused} old within the bound, ${failed} failed; ${seconds} s, seed ${seed}`
}

function parse(line: string): Line {
  return JSON.parse(line)
}
