/** `ctx.cache`: purge and invalidate, with the platform's limits (Workers Cache, "Purging the cache"). */
import type { Limiter } from './limit.ts'
import type { Entry, Store } from './store.ts'

export type PurgeFault = 'limited' | 'throw' | 'unlimited'

export interface PurgeRecord {
  at: string
  method: 'purge' | 'invalidate'
  options: CachePurgeOptions
  /** Null when the call threw. */
  result: CachePurgeResult | null
  /** The addresses of the entries it touched. */
  touched: string[]
}

export interface PurgeSetting {
  store: Store
  limiter: Limiter
  log: PurgeRecord[]
  faults: { purge: PurgeFault | null }
}

const MAX_OPERATIONS = 100

// The documentation promises a number and a message and gives neither; these are the zone API's.
const INVALID = 1012
const LIMITED = 1134

/**
 * A purge touches what is stored now. A render that began before it and ends after it is stored all the same, old
 * data and all: on the platform nothing ties the two together, and that race is for the app to close. Not documented:
 * whether it touches what another version of the Worker stored (here it does; its scope is "the entrypoint").
 */
export function cacheContext(setting: PurgeSetting): CacheContext {
  const call = (method: PurgeRecord['method'], touch: (entry: Entry, now: number) => void) => {
    return async (options: CachePurgeOptions): Promise<CachePurgeResult> => {
      const now = Date.now()
      const record: PurgeRecord = { at: new Date(now).toISOString(), method, options, result: null, touched: [] }
      setting.log.push(record)
      if (setting.faults.purge === 'throw') throw new Error('The cache could not be reached (injected fault).')
      record.result = refusal(setting, options, now) ?? { success: true, errors: [] }
      if (record.result.success) record.touched = touchAll(setting.store, options, (entry) => touch(entry, now))
      return record.result
    }
  }
  return {
    purge: call('purge', (entry) => setting.store.drop(entry.key)),
    invalidate: call('invalidate', (entry, now) => {
      entry.invalidatedAt ??= now
    }),
  }
}

/** Not documented: whether a malformed call costs a token (here not), and whether `invalidate` has its own bucket
 * (here it shares, as "the same options, scoping and result" suggest). */
function refusal(setting: PurgeSetting, options: CachePurgeOptions, now: number): CachePurgeResult | undefined {
  const named = (options.tags?.length ?? 0) + (options.pathPrefixes?.length ?? 0)
  if (options.purgeEverything && named > 0) return failure(INVALID, 'purgeEverything excludes tags and pathPrefixes.')
  if (!options.purgeEverything && named === 0) return failure(INVALID, 'Name tags, pathPrefixes or purgeEverything.')
  if (named > MAX_OPERATIONS) return failure(INVALID, `At most ${MAX_OPERATIONS} operations a request.`)
  if (setting.faults.purge === 'unlimited') return undefined
  const allowed = setting.faults.purge !== 'limited' && setting.limiter.take(now)
  return allowed ? undefined : failure(LIMITED, 'Unable to purge, rate limit reached. Please wait.')
}

function failure(code: number, message: string): CachePurgeResult {
  return { success: false, errors: [{ code, message }] }
}

/** Variants share one purge identity: what matches one of them takes them all. */
function touchAll(store: Store, options: CachePurgeOptions, touch: (entry: Entry) => void): string[] {
  const entries = store.all()
  const keys = new Set(entries.filter((entry) => matches(entry, options)).map((entry) => entry.key))
  const matched = entries.filter((entry) => keys.has(entry.key))
  matched.forEach(touch)
  return matched.map((entry) => entry.address)
}

function matches(entry: Entry, { tags = [], pathPrefixes = [], purgeEverything }: CachePurgeOptions): boolean {
  if (purgeEverything) return true
  if (tags.some((tag) => entry.tags.includes(tag.toLowerCase()))) return true
  return pathPrefixes.some((prefix) => entry.path.startsWith(prefix))
}
