import type { Bearer } from './accounts/token.ts'
import type { Ask } from './cache/live.ts'
import type { Store } from './cache/store.ts'
import type { Reader } from './db/read.ts'
import type { Once } from './http/idempotency.ts'
import type { Look } from './settings/look.ts'
import type { Switches } from './settings/switches.ts'

/** What `wrangler.toml` binds. Everything optional switches a feature on when it is there. */
export interface Bindings {
  DB: D1Database
  KV: KVNamespace
  /** Counts comments by sender, and readings. */
  LIMIT: RateLimit
  /** Counts the API's requests by token, and guesses at tokens by address. */
  API_LIMIT: RateLimit
  /** Counts searches by address: no page costs the database more. */
  SEARCH_LIMIT: RateLimit
  /** Where comments wait while the database is away; KV does where none is bound. */
  SPOOL?: Queue
  ASSETS: Fetcher
  /** A reader's request waits this long for one call of the database: 2000, unless said. */
  DATABASE_TIMEOUT_MS?: string
  /** "off": no receipt says whether the public page is live. */
  LIVE_CHECK?: string
  MEDIA?: R2Bucket
  /** Makes smaller pictures. */
  IMAGES?: ImagesBinding
  VERSION?: WorkerVersionMetadata
  /** The one secret; every key is derived from it. Without it reading works, writing by strangers does not. */
  DATELINE_SECRET?: string
  /** Akismet asks and is taught when its key is set. */
  AKISMET_KEY?: string
  AKISMET_ENDPOINT?: string
  /** Turnstile is asked for on suspicion when both are set. */
  TURNSTILE_SITE_KEY?: string
  TURNSTILE_SECRET?: string
  TURNSTILE_ENDPOINT?: string
  /** Where search engines are told of changes, where that is not IndexNow's own address. */
  INDEXNOW_ENDPOINT?: string
  /** Mail, when bound: to moderators, and to readers who asked for it. */
  EMAIL?: SendEmail
  MAIL_FROM?: string
  MODERATORS?: string
}

/** What `app.tsx` and the guards put on a request. */
export interface Variables {
  now: Date
  reader: Reader
  /** The languages are loaded; a page without its own is not kept. */
  hasWords: boolean
  switches: Switches
  /** Of the site, where it was not read from the database. */
  look: Look | undefined
  store: Store
  bearer: Bearer
  /** For programs: what this Worker answers to a reader. */
  ask: Ask
  once: Once | undefined
  /** This answer carries Turnstile's widget. */
  allowsTurnstile: boolean | undefined
  /** The router has no page of this address. */
  isUnknown: boolean | undefined
  /** The origins whose players the page may frame, once its reader asks. */
  frames: string[] | undefined
}

export interface Env {
  Bindings: Bindings
  Variables: Variables
}

declare global {
  interface ImportMeta {
    /** True in the Worker as bundled (wrangler.toml), where nothing after `import.meta.worker ||` is left. */
    readonly worker?: true
  }
}

declare module 'hono' {
  interface ExecutionContext {
    cache?: CacheContext
  }
}
