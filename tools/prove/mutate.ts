/**
 * Breaks a copy of the project on purpose, one edit at a time, and runs the proof until it notices:
 * `npm run prove:mutations -- [steps] [first] [last]`. What was found is kept under `.wrangler/mutations`, and told in
 * docs/freshness.md.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commitHere } from '../commit.ts'
import { copyProject } from './copy.ts'
import { linesOf } from './lines.ts'
import type { Mutation } from './mutation.ts'
import { mutations } from './mutations.ts'
import { section } from './section.ts'

const SEED = '20261122'
const KEPT = '.wrangler/mutations'
const [steps = '600', first = '0', last = String(mutations.length)] = process.argv.slice(2)

/** How a mutation was caught: by the proof at a step, or by a test of its own, or not at all. */
interface Caught {
  step: number | null
  by: string
  commit: string
}

const commit = commitHere()
const copy = copyProject()
const log = join(copy, 'steps.jsonl')
mkdirSync(KEPT, { recursive: true })
const chosen = mutations.slice(Number(first), Number(last))
sound(chosen)
for (const mutation of chosen) {
  const caught = trial(mutation)
  writeFileSync(fileOf(mutation), JSON.stringify(caught))
  console.log(row(mutation))
  if (caught.by === '') process.exitCode = 1
}
rmSync(copy, { recursive: true })
section('docs/freshness.md', 'mutations', table())

// What fails unbroken catches nothing.
function sound(chosen: readonly Mutation[]): void {
  if (byStories('60') !== null) throw new Error('The proof fails without any mutation')
  const tests = [...new Set(chosen.flatMap(({ test }) => test ?? []))]
  if (tests.length > 0 && vitest(tests, {}) !== 0) throw new Error('A test fails without any mutation')
}

function trial(mutation: Mutation): Caught {
  const path = join(copy, mutation.file)
  const text = readFileSync(path, 'utf8')
  if (text.split(mutation.from).length !== 2)
    throw new Error(`${mutation.file} does not have this text exactly once: ${mutation.from}`)
  writeFileSync(path, text.replace(mutation.from, mutation.to))
  const caught = byStories() ?? (mutation.test ? byTest(mutation.test) : null)
  writeFileSync(path, text)
  return { step: null, by: '', ...caught, commit }
}

function byStories(length = steps): Pick<Caught, 'step' | 'by'> | null {
  rmSync(log, { force: true })
  const proof = { PROVE_STEPS: length, PROVE_LENGTH: '60', PROVE_SEED: SEED, PROVE_LOG: log, PROVE_SHRINK_S: '0' }
  vitest(['tests/freshness/property.test.ts'], proof)
  const lines = linesOf(log)
  const at = lines.findIndex(({ failed }) => failed !== undefined)
  if (lines.length === 0) throw new Error('The proof did not run')
  const why = lines[at]?.failed
  if (why !== undefined && !why.includes(' stored at ')) throw new Error(`That is no stale copy: ${why}`)
  return at < 0 ? null : { step: at + 1, by: lines[at]?.do ?? '' }
}

function byTest(test: string): Pick<Caught, 'by'> | null {
  return vitest([test], {}) === 0 ? null : { by: `\`${test}\`` }
}

function vitest(tests: string[], env: Record<string, string>): number | null {
  return spawnSync('npx', ['vitest', 'run', ...tests], { cwd: copy, env: { ...process.env, ...env } }).status
}

function fileOf({ what }: Mutation): string {
  return join(KEPT, `${what.replaceAll(/[^a-z0-9]+/gi, '-')}.json`)
}

function table(): string {
  const found = mutations.filter((mutation) => known(mutation) !== null)
  const commits = [...new Set(found.map((mutation) => known(mutation)?.commit ?? 'an older tree'))]
  return [
    `Seed ${SEED}, stories of 60 steps, 8 articles, at ${commits.join(' and ')}; \`npm run prove:mutations\`.`,
    '',
    '| mutation | caught at step | by |\n|---|---|---|',
    ...found.map(row),
  ].join('\n')
}

function known(mutation: Mutation): Caught | null {
  try {
    return JSON.parse(readFileSync(fileOf(mutation), 'utf8'))
  } catch {
    return null
  }
}

function row(mutation: Mutation): string {
  const caught = known(mutation)
  if (!caught?.by) return `| ${mutation.what} | **not caught** | |`
  return `| ${mutation.what} | ${caught.step ?? `not in ${steps}`} | ${caught.by} |`
}
