import { type ChildProcess, spawn } from 'node:child_process'

// The program itself rather than its launcher: signals reach it directly.
const WRANGLER = ['--no-warnings', 'node_modules/wrangler/wrangler-dist/cli.js']

/** No banner, no question, no call home, no log file. */
const quiet = {
  ...process.env,
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_WRITE_LOGS: 'false',
  WRANGLER_LOG: 'log',
}

export interface Ran {
  code: number
  stdout: string
  /** All it said, for a person. */
  output: string
}

/** Runs a Wrangler command to its end, out of sight. */
export function runWrangler(args: string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...WRANGLER, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: quiet })
    const said: Buffer[] = []
    const answered: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk) && answered.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, stdout: text(answered), output: text(said) }))
  })
}

const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8').trim()

/** Starts a Wrangler command in a process group of its own, so that Ctrl-C reaches it once, and from us. */
export function startWrangler(args: string[]): ChildProcess {
  return spawn(process.execPath, [...WRANGLER, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: quiet,
    detached: true,
  })
}
