import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newSecret } from '../dev/secret.ts'

export interface Ran {
  code: number
  stdout: string
  output: string
}

/** What deploying needs of the world, so that it can be rehearsed without one. */
export interface Tools {
  /** Types, lint and format; answers whether all is well. */
  check(): Promise<boolean>
  /** Runs Wrangler out of sight; `input` is what it is told on standard input, where no process list shows it. */
  wrangler(args: string[], input?: string): Promise<Ran>
  /** Runs Wrangler at the terminal, where it may ask; answers its exit code and the records it wrote of its work. */
  wranglerHere(args: string[]): Promise<{ code: number; records: string }>
  fetch(url: string): Promise<Response>
  wait(ms: number): Promise<unknown>
  newSecret(): string
  print(line: string): void
}

const WRANGLER = ['--no-warnings', 'node_modules/wrangler/wrangler-dist/cli.js']

/** The real ones. `program` stands for Wrangler: another one rehearses. */
export const realTools = (program: string[] = WRANGLER): Tools => ({
  check: async () => (await here('npm', ['run', '-s', 'check'])) === 0,
  wrangler: (args, input) => hidden([...program, ...args], input),
  wranglerHere: async (args) => {
    const folder = await mkdtemp(join(tmpdir(), 'dateline-deploy-'))
    const file = join(folder, 'records')
    try {
      const code = await here(process.execPath, [...program, ...args], { WRANGLER_OUTPUT_FILE_PATH: file })
      return { code, records: await readFile(file, 'utf8').catch(() => '') }
    } finally {
      await rm(folder, { recursive: true })
    }
  },
  fetch: (url) => fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) }),
  wait,
  newSecret,
  print: (line) => console.log(line),
})

function here(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

function hidden(args: string[], input = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: { ...process.env, WRANGLER_HIDE_BANNER: 'true' } })
    const said: Buffer[] = []
    const answered: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk) && answered.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, stdout: text(answered), output: text(said) }))
    child.stdin.on('error', () => undefined) // a program that reads nothing closes it
    child.stdin.end(input)
  })
}

const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8').trim()
