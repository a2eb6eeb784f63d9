/** Decides whether a response is stored, and for how long (Workers Cache, configuration and debugging pages). */
import { isDisguised } from './armor.ts'
import { type Directives, type Governing, governing, seconds, withheldFields } from './directives.ts'

/** All in seconds. */
export interface Lifetime {
  freshFor: number
  staleWhileRevalidate: number
  /** Infinity unless the response says otherwise. */
  staleIfError: number
}

export type Verdict = { lifetime: Lifetime } | { refusal: 'BYPASS' | 'MISS' }

const HOUR = 3600
const DEFAULT_SECONDS = new Map([
  [200, 2 * HOUR],
  [203, 2 * HOUR],
  [204, 2 * HOUR],
  [300, 1200],
  [301, 1200],
  [404, 180],
  [410, 180],
  [405, 60],
  [414, 60],
  [501, 60],
])

export function judge(request: Request, status: number, headers: Headers, now: number): Verdict {
  // A 206 is documented as "MISS on every request". For 520–526, and for statuses that are not stored by default,
  // the documentation names no value: they are MISS too, since nothing in them asks to go around the cache.
  // A 304 nobody asked for has no body to store.
  if (status === 206 || status === 304 || (status >= 520 && status <= 526)) return { refusal: 'MISS' }
  const rule = governing(headers)
  if (isRefused(headers, rule?.directives)) return { refusal: 'BYPASS' }
  if (request.headers.has('authorization') && !isForEveryone(rule?.directives)) return { refusal: 'BYPASS' }
  if (!rule && !headers.has('expires')) return byDefault(request.url, status, headers)
  return byHeaders(status, headers, rule, now)
}

function isRefused(headers: Headers, directives: Directives = new Map()): boolean {
  if (directives.has('no-store') || directives.get('private') === true) return true
  if (headers.has('set-cookie') && !withheldFields(directives).includes('set-cookie')) return true
  return (headers.get('vary') ?? '').split(',').some((name) => name.trim() === '*')
}

/** RFC 9111, section 3.5. */
function isForEveryone(directives: Directives = new Map()): boolean {
  return ['public', 'must-revalidate', 's-maxage'].some((name) => directives.has(name))
}

function byDefault(url: string, status: number, headers: Headers): Verdict {
  const freshFor = DEFAULT_SECONDS.get(status)
  if (freshFor === undefined) return { refusal: 'MISS' }
  if (isDisguised(url, headers.get('content-type'))) return { refusal: 'BYPASS' }
  return { lifetime: { freshFor, staleWhileRevalidate: 0, staleIfError: Number.POSITIVE_INFINITY } }
}

function byHeaders(status: number, headers: Headers, rule: Governing | undefined, now: number): Verdict {
  const directives: Directives = rule?.directives ?? new Map()
  const expires = rule?.targeted ? undefined : secondsUntil(headers.get('expires'), now)
  const explicit = seconds(directives, 's-maxage') ?? seconds(directives, 'max-age') ?? expires
  if (explicit === undefined && !directives.has('public') && !DEFAULT_SECONDS.has(status)) return { refusal: 'MISS' }
  // Directives without a lifetime (`public` alone): the documentation says only that the default lifetimes do not
  // apply. Stored, and stale from the start, is the reading that hides least from a test of freshness.
  const freshFor = directives.get('no-cache') === true ? 0 : (explicit ?? 0)
  const forbidsStale = ['s-maxage', 'must-revalidate', 'proxy-revalidate'].some((name) => directives.has(name))
  if (forbidsStale) return { lifetime: { freshFor, staleWhileRevalidate: 0, staleIfError: 0 } }
  return {
    lifetime: {
      freshFor,
      staleWhileRevalidate: seconds(directives, 'stale-while-revalidate') ?? 0,
      // Also for a bare `no-cache`: RFC 9111 would refuse, the Workers Cache pages make no exception.
      staleIfError: seconds(directives, 'stale-if-error') ?? Number.POSITIVE_INFINITY,
    },
  }
}

/** An `Expires` that cannot be read lies in the past (RFC 9111, section 5.3). */
function secondsUntil(expires: string | null, now: number): number | undefined {
  if (expires === null) return undefined
  const time = Date.parse(expires)
  return Number.isNaN(time) ? 0 : Math.max(0, (time - now) / 1000)
}
