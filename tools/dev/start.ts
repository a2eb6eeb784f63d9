import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { STATE } from './local.ts'
import { type Options, readOptions, usage } from './options.ts'
import { isFree } from './port.ts'
import { fill, migrate } from './prepare.ts'
import { ensureSecret } from './secret.ts'
import { devToken, TOKEN_FILE } from './token.ts'
import { tick, untilReady } from './watch.ts'
import { type Served, serve } from './worker.ts'

const print = (line: string) => console.log(line)
const done = (what: string) => print(`  ✓ ${what}`)

process.chdir(join(import.meta.dirname, '../..'))
process.exitCode = await main()

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  if (typeof options === 'string') return refuse(`${options}\n\n${usage}`, 2)
  const { port } = options
  if (!(await isFree(port))) {
    return refuse(
      `Port ${port} is taken. Stop what runs there, or choose another: npm run dev -- --port ${port + 1}`,
      1,
    )
  }
  try {
    await prepare(options)
    return await run(options)
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), 1)
  }
}

function refuse(why: string, code: number): number {
  console.error(why)
  return code
}

/** Everything that has to be there before the Worker starts. */
async function prepare({ fresh }: Options): Promise<void> {
  if (fresh) {
    await rm(STATE, { recursive: true, force: true })
    done('Threw the local state away')
  }
  await mkdir(STATE, { recursive: true })
  if ((await ensureSecret('.dev.vars')) === 'made') done('Made a secret for this checkout, in .dev.vars')
  await migrate()
  done('The database is up to date')
}

/** Serves until somebody stops us, or the Worker ends by itself. The database is filled while Wrangler builds. */
async function run(options: Options): Promise<number> {
  const served = serve(options.port, print)
  const stopped = onStop(served)
  try {
    const token = await devToken()
    const loaded = await fill(options, token, new Date())
    if (loaded) done(`Loaded the sample paper: ${loaded}`)
    return await attend(served, `http://localhost:${options.port}`, token, stopped)
  } catch (error) {
    await served.stop()
    if (stopped()) return 0
    throw error
  }
}

async function attend(served: Served, address: string, token: string, stopped: () => boolean): Promise<number> {
  const trouble = await untilReady(address, served.isOver)
  if (!served.isOver()) welcome(address, token, trouble)
  const stopClock = tick(address)
  const code = await served.ended
  stopClock()
  return stopped() ? 0 : refuse('The Worker ended by itself.', code || 1)
}

function onStop(served: Served): () => boolean {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stopping) print('\n  Stopping.')
      stopping = true
      void served.stop()
    })
  }
  return () => stopping
}

function welcome(address: string, token: string, trouble: string | null): void {
  if (trouble) print(`  ✗ The Worker answers, but not well: ${trouble}`)
  print(`
  Ready in ${process.uptime().toFixed(1)} s

  Paper       ${address}
  Newsroom    ${address}/newsroom
  API token   ${token}
              every scope, this machine only${process.env.DATELINE_DEV_TOKEN ? '' : `; kept in ${TOKEN_FILE}`}

  Publish something:
  curl ${address}/api/articles -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' \\
    -d '{"headline":"Hello, Averil","body":"It *works*.","status":"published"}'

  Saved files are live at once. Ctrl-C stops.
`)
}
