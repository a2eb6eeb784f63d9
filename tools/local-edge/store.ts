/** Where responses are kept. Bodies are bytes: in workerd a Response cannot outlive the request that made it. */
import type { Lifetime } from './lifetime.ts'

export interface Entry {
  key: string
  /** Without the query string: what `pathPrefixes` compares. */
  path: string
  /** With the query string. */
  address: string
  status: number
  statusText: string
  headers: [string, string][]
  body: ArrayBuffer
  /** Lower case. */
  tags: string[]
  /** The request headers named by `Vary`, with their values when this variant was made. */
  vary: [string, string | null][]
  /** Milliseconds, like every time here. */
  storedAt: number
  invalidatedAt: number | null
  lifetime: Lifetime
}

/** One store is the cache of one entrypoint. Edges with different versions may share one, as deployments do. */
export interface Store {
  /** The stored variant that fits these request headers. */
  find(key: string, headers: Headers): Entry | undefined
  keep(entry: Entry): void
  /** Drops every variant. */
  drop(key: string): void
  all(): Entry[]
  clear(): void
}

export function memoryStore(): Store {
  const entries = new Map<string, Entry[]>()
  const variants = (key: string) => entries.get(key) ?? []
  return {
    find: (key, headers) => variants(key).find((entry) => isVariantFor(entry, headers)),
    keep(entry) {
      const others = variants(entry.key).filter((other) => JSON.stringify(other.vary) !== JSON.stringify(entry.vary))
      entries.set(entry.key, [entry, ...others])
    },
    drop: (key) => void entries.delete(key),
    all: () => [...entries.values()].flat(),
    clear: () => entries.clear(),
  }
}

/** Values are compared verbatim: `gzip, br` is not `br, gzip`. */
export function isVariantFor(entry: Entry, headers: Headers): boolean {
  return entry.vary.every(([name, value]) => headers.get(name) === value)
}
