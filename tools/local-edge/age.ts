/** What the passing of time, or an invalidation, makes of an entry. */
import type { Entry } from './store.ts'

export function ageInSeconds(entry: Entry, now: number): number {
  return Math.max(0, (now - entry.storedAt) / 1000)
}

export function isFresh(entry: Entry, now: number): boolean {
  return entry.invalidatedAt === null && ageInSeconds(entry, now) < entry.lifetime.freshFor
}

/**
 * Whether the stale copy goes out while the Worker makes a new one. Not after `invalidate`: of it the changelog of
 * 2026-09-29 says that "the cache revalidates them with your Worker instead", and nothing of this window.
 */
export function mayServeWhileRevalidating(entry: Entry, now: number): boolean {
  return entry.invalidatedAt === null && secondsStale(entry, now) < entry.lifetime.staleWhileRevalidate
}

export function mayServeOnError(entry: Entry, now: number): boolean {
  return secondsStale(entry, now) < entry.lifetime.staleIfError
}

function secondsStale(entry: Entry, now: number): number {
  const expiredAt = entry.storedAt + entry.lifetime.freshFor * 1000
  return (now - Math.min(expiredAt, entry.invalidatedAt ?? expiredAt)) / 1000
}
