import { join } from 'node:path'
import * as v from 'valibot'
import { createTestHarness, unstable_readConfig } from 'wrangler'
import { type Scope, scopes } from '../../src/accounts/scopes.ts'
import { tokenRow } from '../../src/accounts/token.ts'
import { commit } from '../../src/cache/change.ts'
import { type Database, openDatabase } from '../../src/db/database.ts'
import { tokens } from '../../src/db/tables/accounts.ts'
import type { Bindings } from '../../src/env.ts'
import { BUILT } from './built.ts'

/** A secret as `npm run deploy` would make it. */
export const SECRET = 'a-secret-of-this-test-run-and-of-no-other-0123456789'

/** The Worker as deployed, behind the local edge, in workerd, with its own empty D1 and KV. */
export interface Server {
  url: URL
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** The local edge's control path: `control('clock', { method: 'PUT', body: {…} })`. */
  control<T = unknown>(what: string, init?: { method?: string; body?: unknown }): Promise<T>
  env(): Promise<Bindings>
  db(): Promise<Database>
  /** A token with these scopes, or with all. */
  token(...held: Scope[]): Promise<string>
  /** Empties every table, the edge, and puts the clock right. */
  clear(): Promise<void>
  /** What cron does, as of now, in this minute of the hour; where the test told no time, minutes are counted from one. */
  tick(minute?: number): Promise<void>
  close(): Promise<void>
}

const toldNow = v.object({ now: v.string() })

interface Options {
  secret?: string | null
  migrate?: boolean
  /** Calls a minute, by the limiter's name; the others are wide. */
  narrow?: Record<string, number>
  /** False: comments wait in KV. */
  queues?: boolean
  /** Variables besides the secret: keys and endpoints of services outside. */
  vars?: Record<string, string>
  /** Keep media in R2, as where an account has it switched on. */
  bucket?: boolean
  /** Binds Images: smaller pictures are made. */
  images?: boolean
  /** Binds mail, to anybody or to these alone; what is sent goes to disk, see `lettersTo`. */
  mail?: boolean | string[]
}

// The limiter counts real seconds, which no test waits for: wide here, and tested for itself.
const limits = (given: { name: string; namespace_id: string }[] | undefined, narrow: Record<string, number>) =>
  (given ?? []).map((each) => ({ ...each, simple: { limit: narrow[each.name] ?? 100_000, period: 60 as const } }))

const outbox = (mail: boolean | string[]) => {
  if (!mail) return []
  return [{ name: 'EMAIL', ...(mail === true ? {} : { allowed_destination_addresses: mail }) }]
}

const sourceOf = (built: string | undefined) =>
  built === undefined
    ? { main: 'tools/local-edge/worker.ts' }
    : {
        ...{ main: join(built, 'worker.js'), base_dir: built, no_bundle: true, find_additional_modules: true },
        ...{ alias: {}, define: {} },
      }

export async function startServer(options: Options = {}): Promise<Server> {
  const {
    secret = SECRET,
    migrate = true,
    narrow = {},
    vars = {},
    bucket = false,
    images = false,
    mail = false,
  } = options
  const config = unstable_readConfig({ config: 'wrangler.toml' })
  const harness = createTestHarness({
    workers: [
      {
        config: {
          ...config,
          ...sourceOf(process.env[BUILT]),
          send_email: outbox(mail),
          // What `npm run dev` left in .dev.vars is none of ours.
          secrets: { required: [] },
          ...(options.queues === false ? { queues: { producers: [], consumers: [] } } : {}),
          ratelimits: limits(config.ratelimits, narrow),
          ...(bucket ? { r2_buckets: [{ binding: 'MEDIA', bucket_name: 'media' }] } : {}),
          ...(images ? { images: { binding: 'IMAGES' } } : {}),
          vars: {
            ...(secret === null ? {} : { DATELINE_SECRET: secret }),
            ...(mail ? { MAIL_FROM: 'paper@example.org' } : {}),
            ...vars,
          },
        },
      },
    ],
  })
  const { url } = await harness.listen()
  const worker = harness.getWorker<Bindings>()
  if (migrate) await worker.applyD1Migrations('DB')
  const bindings = await worker.getEnv()
  const db = openDatabase(bindings.DB)

  // Which of the clock's jobs comes first follows its minute: no test may pass or fail by when it was begun.
  let told = false
  let minute = 0
  const due = async (given?: number) => {
    const now = new Date((await server.control<{ now: string }>('clock')).now)
    return now.setUTCMinutes(given ?? (told ? now.getUTCMinutes() : ++minute % 60))
  }

  const server: Server = {
    url,
    fetch: async (path, init) => {
      const answer = await fetch(new URL(path, url), { redirect: 'manual', ...init })
      return answer
    },
    control: async (what, { method = 'GET', body } = {}) => {
      if (what === 'clock' && v.is(toldNow, body)) told = true
      const answer = await fetch(new URL(`/__edge/${what}`, url), {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (!answer.ok) throw new Error(`/__edge/${what}: ${answer.status} ${await answer.text()}`)
      return JSON.parse(await answer.text())
    },
    env: async () => bindings,
    db: async () => db,
    token: async (...held) => {
      const token = `dl_test_${crypto.randomUUID()}`
      const of = { name: 'Test', scopes: held.length > 0 ? held : scopes, expiresAt: null }
      await commit(db, [db.insert(tokens).values(await tokenRow(token, of, new Date()))])
      return token
    },
    clear: async () => {
      await emptyTables(bindings.DB)
      await server.control('reset', { method: 'POST' })
      told = false
      minute = 0
    },
    tick: async (given) => {
      await server.control('scheduled', { method: 'POST', body: { scheduledTime: await due(given) } })
      await server.control('settle', { method: 'POST' })
    },
    close: () => harness.close(),
  }
  return server
}

// Children before parents: D1 keeps foreign keys on.
const tables = [
  'erasures reads verdicts rechecks subscriptions letters rules learned commenters comments revisions corrections redirects related bylines article_topics search_texts search_names articles',
  'actions tokens accounts sections authors topics purges idempotency_keys media settings copies announcements listed_months',
].flatMap((names) => names.split(' '))

async function emptyTables(database: D1Database): Promise<void> {
  await database.batch(tables.map((table) => database.prepare(`delete from ${table}`)))
}
