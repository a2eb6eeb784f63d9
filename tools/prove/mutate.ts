/** Applies each mutation to a copy of the project, and runs the proof until it notices: `[steps] [first] [last]`. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Mutation, mutations } from './mutations.ts'

const [steps = '400', first = '0', last = String(mutations.length)] = process.argv.slice(2)
const copy = mkdtempSync(join(tmpdir(), 'mutations-'))
const log = join(copy, 'steps.jsonl')

copyProject()
console.log('| mutation | caught at step | by |\n|---|---|---|')
for (const mutation of mutations.slice(Number(first), Number(last))) console.log(row(mutation, trial(mutation)))
rmSync(copy, { recursive: true })

interface Line {
  do: string
  failed?: string
}

function copyProject(): void {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  for (const path of listed.stdout.split('\n').filter((each) => each !== '' && existsSync(each))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    cpSync(path, join(copy, path))
  }
  if (!existsSync(join(copy, 'node_modules'))) symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
}

function trial({ file, from, to }: Mutation): Line[] {
  const path = join(copy, file)
  const text = readFileSync(path, 'utf8')
  if (text.split(from).length !== 2) throw new Error(`${file} does not have this text exactly once: ${from}`)
  rmSync(log, { force: true })
  writeFileSync(path, text.replace(from, to))
  const proof = { PROVE_STEPS: steps, PROVE_LENGTH: '50', PROVE_LOG: log, PROVE_FIRST: 'yes' }
  spawnSync('npx', ['vitest', 'run', 'tests/freshness/property.test.ts'], {
    cwd: copy,
    env: { ...process.env, ...proof },
  })
  writeFileSync(path, text)
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').map(parse) : []
}

function row({ what }: Mutation, lines: Line[]): string {
  const at = lines.findIndex(({ failed }) => failed !== undefined)
  if (at < 0) {
    process.exitCode = 1
    return `| ${what} | **not caught** in ${lines.length} | |`
  }
  return `| ${what} | ${at + 1} | ${lines[at]?.do} |`
}

function parse(line: string): Line {
  return JSON.parse(line)
}
