import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare, Response } from 'miniflare'
import { bundle } from '../bundle.ts'

/** A Worker in a workerd of its own, reached past Wrangler's proxy: that costs more than the Worker does. */
export interface Running {
  name: string
  url: URL
  database: D1Database
  /** Of the workerd process: its CPU time is what we measure. */
  pid: number
  stop(): Promise<void>
}

const unlimited = (id: string) => ({ namespace_id: id, simple: { limit: 1_000_000, period: 60 as const } })

/** What an isolate reads once of `public/`. */
export const staticFiles = {
  ASSETS: ({ url }: { url: string }) => new Response(readFileSync(join('public', new URL(url).pathname))),
}

/** Starts one: `main` is an entry of this project, or the text of a module. */
export async function start(name: string, source: { main: string } | { script: string }): Promise<Running> {
  const before = workerds()
  const built = 'script' in source ? { script: source.script, modules: [] } : build(source.main)
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name,
      modules: [
        { type: 'ESModule', path: 'index.js', contents: built.script },
        ...built.modules.map(({ path, text }) => ({ type: 'Text' as const, path, contents: text })),
      ],
      compatibilityDate: '2026-11-01',
      d1Databases: ['DB'],
      kvNamespaces: ['KV'],
      serviceBindings: staticFiles,
      ratelimits: { LIMIT: unlimited('1'), API_LIMIT: unlimited('2'), SEARCH_LIMIT: unlimited('3') },
      bindings: { DATELINE_SECRET: 'a-secret-for-benchmarks-and-nothing-else-0123' },
      unsafeDirectSockets: [{}],
    }),
  )
  await miniflare.ready
  const pid = workerds().find((each) => !before.includes(each))
  if (pid === undefined) throw new Error('No new workerd process was seen')
  return {
    name,
    url: await miniflare.unsafeGetDirectURL(name),
    database: await miniflare.getD1Database('DB'),
    pid,
    stop: () => miniflare.dispose(),
  }
}

// As it is uploaded: bundled and minified by Wrangler, the stylesheet beside it as text.
export function build(main: string) {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-bench-'))
  bundle(main, folder)
  const names = readdirSync(folder)
  const entry = names.find((name) => name.endsWith('.js')) ?? 'index.js'
  const modules = names
    .filter((name) => name.endsWith('.css'))
    .map((path) => ({ path: `./${path}`, text: readFileSync(join(folder, path), 'utf8') }))
  return { script: readFileSync(join(folder, entry), 'utf8'), modules }
}

export function workerds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isWorkerd(name))
    .map(Number)
}

// A child of ours: other workerds on the machine are none of our business.
function isWorkerd(pid: string): boolean {
  try {
    const [name = '', rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    return name.includes('(workerd') && Number(rest.split(' ')[1]) === process.pid
  } catch {
    return false
  }
}

/** CPU milliseconds that a process has used so far, by the kernel's accounting. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  // utime and stime are fields 14 and 15, in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10
}
