import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { tokenRow } from '../../src/accounts/token.ts'
import { writeSection } from '../../src/articles/desk-write.ts'
import { change, commit } from '../../src/cache/change.ts'
import { openDatabase } from '../../src/db/database.ts'
import { tokens } from '../../src/db/tables/accounts.ts'
import { migrations } from '../bench/paper.ts'
import { build, cpuOf, staticFiles, workerds } from '../bench/workers.ts'

/** The site behind the local edge in a workerd of its own, whose state is on disk. */
export interface Site {
  url: URL
  database: D1Database
  /** Milliseconds of CPU that its process has used so far. */
  cpu(): number
  /** SIGKILL: nothing is flushed, nothing is said. */
  kill(): void
  stop(): Promise<void>
}

export const TOKEN = 'dl_faults_0123456789abcdef'
const SECRET = 'a-secret-for-injected-faults-and-nothing-else-0123'
const wide = (namespace_id: string) => ({ namespace_id, simple: { limit: 1_000_000, period: 60 as const } })

export type Built = ReturnType<typeof build>
export const buildSite = (): Built => build('tools/local-edge/worker.ts')

/** Where comments wait. The local queue is in memory, and does not outlive the kill that KV has to outlive. */
export type Spool = 'KV' | 'queue'

// As in wrangler.toml.
const queue = {
  queueProducers: { SPOOL: 'dateline-spool' },
  queueConsumers: { 'dateline-spool': { maxBatchSize: 2, maxBatchTimeout: 1, maxRetries: 100 } },
}

export async function startSite({ script, modules }: Built, folder: string, spool: Spool): Promise<Site> {
  const before = workerds()
  const options = convertV4MiniflareOptions({
    name: 'dateline',
    modules: [
      { type: 'ESModule', path: 'index.js', contents: script },
      ...modules.map(({ path, text }) => ({ type: 'Text' as const, path, contents: text })),
    ],
    compatibilityDate: '2026-11-01',
    d1Databases: ['DB'],
    kvNamespaces: ['KV'],
    serviceBindings: staticFiles,
    ...(spool === 'queue' ? queue : {}),
    ratelimits: { LIMIT: wide('1'), API_LIMIT: wide('2'), SEARCH_LIMIT: wide('3') },
    bindings: { DATELINE_SECRET: SECRET },
    unsafeDirectSockets: [{}],
  })
  // What the Worker logs of each fault is no news here.
  const miniflare = new Miniflare({
    ...options,
    resourcePersistencePath: folder,
    handleStructuredLogs: () => undefined,
  })
  await miniflare.ready
  const pid = workerds().find((each) => !before.includes(each))
  if (pid === undefined) throw new Error('No new workerd process was seen')
  return {
    url: await miniflare.unsafeGetDirectURL('dateline'),
    database: await miniflare.getD1Database('DB'),
    cpu: () => cpuOf(pid),
    kill: () => process.kill(pid, 'SIGKILL'),
    stop: () => miniflare.dispose().catch(() => undefined),
  }
}

/** Tables, a section and a token. */
export async function prepare({ database }: Site): Promise<void> {
  for (const sql of migrations()) await database.prepare(sql).run()
  const db = openDatabase(database)
  const now = new Date()
  const { tags, statements } = writeSection(db, null, { name: 'Harbour' }, now)
  await change({ db, edge: undefined }, { tags, now }, statements)
  const scopes = ['articles:write', 'articles:publish'] as const
  await commit(db, [
    db.insert(tokens).values(await tokenRow(TOKEN, { name: 'Faults', scopes: [...scopes], expiresAt: null }, now)),
  ])
}

export async function control(site: Site, what: string, method: string, body?: unknown): Promise<void> {
  const answer = await fetch(new URL(`/__edge/${what}`, site.url), {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`)
  await answer.body?.cancel()
}

/** Minutes of the clock, one after the other. */
export async function minutes(site: Site, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await control(site, 'clock', 'PUT', { advance: 60_000 })
    await control(site, 'scheduled', 'POST')
  }
}
