/** Reads `Cache-Control` and its two relatives, which share a syntax. */

export type Directives = Map<string, string | true>

export interface Governing {
  directives: Directives
  /** From a header meant for caches alone, which also silences `Expires` (RFC 9213, section 2.1). */
  targeted: boolean
}

const PRECEDENCE = ['cloudflare-cdn-cache-control', 'cdn-cache-control', 'cache-control']

/** The most specific of the three headers governs alone. An empty one is as if absent (RFC 9213, section 2.1). */
export function governing(headers: Headers): Governing | undefined {
  for (const name of PRECEDENCE) {
    const directives = parseDirectives(headers.get(name) ?? '')
    if (directives.size > 0) return { directives, targeted: name !== 'cache-control' }
  }
  return undefined
}

export function parseDirectives(value: string): Directives {
  const directives: Directives = new Map()
  for (const match of value.matchAll(/([^\s,;="]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;]*)))?/g)) {
    const name = match[1]?.toLowerCase()
    // The first of two wins (RFC 9111, section 4.2.1, leaves the choice between that and "stale").
    if (name && !directives.has(name)) directives.set(name, match[2] ?? match[3] ?? true)
  }
  return directives
}

/** Seconds of a directive; one that cannot be read counts as 0 (RFC 9111, section 4.2.1: treat it as stale). */
export function seconds(directives: Directives, name: string): number | undefined {
  const value = directives.get(name)
  if (value === undefined) return undefined
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : 0
}

/** The header names in `private="set-cookie"` and `no-cache="set-cookie"`: they stay out of the stored copy. */
export function withheldFields(directives: Directives): string[] {
  return ['private', 'no-cache'].flatMap((name) => {
    const value = directives.get(name)
    return typeof value === 'string' ? value.toLowerCase().split(/[\s,]+/) : []
  })
}
