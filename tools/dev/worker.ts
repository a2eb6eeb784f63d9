import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { makeFilter } from './chatter.ts'
import { STATE } from './local.ts'
import { startWrangler } from './wrangler.ts'

const ENTRY = 'tools/local-edge/worker.ts'
const PATIENCE_MS = 5000

/** The Worker behind the local edge, as a process of its own. */
export interface Served {
  /** Its exit code, once it has ended. */
  ended: Promise<number>
  isOver(): boolean
  /** Ends it and everything it started. */
  stop(): Promise<void>
}

export function serve(port: number, print: (line: string) => void): Served {
  const child = startWrangler(['dev', ENTRY, '--port', String(port), '--local', '--persist-to', STATE])
  let ready = false
  follow(child.stdout, (line) => {
    // Before it is ready, Wrangler lists bindings; afterwards come requests and what the Worker logs.
    if (ready) print(line)
    ready ||= line.includes('Ready on http')
  })
  follow(child.stderr, print)
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  process.once('exit', () => killGroup(child))
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  return { ended, isOver, stop: () => stop(child, ended) }
}

function follow(stream: Readable | null, print: (line: string) => void): void {
  if (!stream) return
  const filter = makeFilter()
  createInterface({ input: stream }).on('line', (line) => {
    const said = filter(line)
    if (said !== null) print(said)
  })
}

async function stop(child: ChildProcess, ended: Promise<number>): Promise<void> {
  child.kill('SIGINT')
  const late = setTimeout(() => killGroup(child), PATIENCE_MS)
  await ended
  clearTimeout(late)
  killGroup(child)
}

// Whatever is left of the group: workerd must not outlive us and keep the port.
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing is left.
  }
}
