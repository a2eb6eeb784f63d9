/**
 * The proof, long: `npm run prove -- [steps] [articles] [seed] [workers]`. Drives the Worker behind the local edge
 * through random stories; after every step each copy that would be served is compared with a fresh render. Each worker
 * has a seed of its own; what has come of it so far is kept under `.wrangler/prove` and told in docs/freshness.md.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { commitHere } from '../commit.ts'
import { type Line, linesOf, sum } from './lines.ts'
import { section } from './section.ts'
import { noteRun, tableOf } from './table.ts'

const EVERY = 15_000
const LENGTH = 150
const KEPT = '.wrangler/prove'

const [steps = '20000', articles = '100', seed = String(Date.now() % 2 ** 31), given] = process.argv.slice(2)
const workers = Number(given ?? Math.min(4, availableParallelism()))
const began = Date.now()

interface Part {
  seed: number
  log: string
  failure: string
}

console.log(`${steps} steps over the addresses of ${articles} articles and more; seed ${seed}, ${workers} at once`)
rmSync(KEPT, { recursive: true, force: true })
mkdirSync(KEPT, { recursive: true })
noteRun(KEPT, { commit: commitHere(), command: `npm run prove -- ${steps} ${articles} ${seed} ${workers}` })
const parts = Array.from({ length: workers }, (_, i) => partOf(Number(seed) + i))
const timer = setInterval(() => console.log(progress()), EVERY)
const codes = await Promise.all(parts.map(prove))
clearInterval(timer)
report()
process.exitCode = codes.every((code) => code === 0) ? 0 : 1

function partOf(seed: number): Part {
  return { seed, log: join(KEPT, `${seed}.jsonl`), failure: '' }
}

function prove(part: Part): Promise<number> {
  const test = spawn('npx', ['vitest', 'run', 'tests/freshness/property.test.ts', '--reporter', 'dot'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...{ PROVE_STEPS: String(Math.ceil(Number(steps) / workers)), PROVE_ARTICLES: articles, PROVE_LOG: part.log },
      ...{
        PROVE_SEED: String(part.seed),
        PROVE_LENGTH: String(Math.min(LENGTH, Number(steps))),
        PROVE_SHRINK_S: '600',
      },
    },
  })
  const output: string[] = []
  for (const stream of [test.stdout, test.stderr]) stream.on('data', (chunk) => output.push(String(chunk)))
  return new Promise((resolve) => {
    test.on('exit', (code) => {
      if (code !== 0) part.failure = output.join('')
      resolve(code ?? 1)
    })
  })
}

function report(): void {
  console.log(progress())
  for (const { seed, failure } of parts) if (failure) console.log(`seed ${seed}:\n${failure}`)
  const table = tableOf(KEPT)
  console.log(table)
  section('docs/freshness.md', 'prove', table)
}

function progress(): string {
  const lines: Line[] = parts.flatMap(({ log }) => linesOf(log))
  const seconds = Math.round((Date.now() - began) / 1000)
  const failed = lines.filter((line) => line.failed).length
  return `${lines.length} steps, ${sum(lines, 'compared')} copies compared, ${sum(lines, 'excused')} old within the bound, ${failed} failed; ${seconds} s`
}
