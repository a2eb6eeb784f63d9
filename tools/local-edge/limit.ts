/** The purge limit: always the Free tier's, 5 calls a minute from a bucket of 25 (Workers Cache, "Limitations"). */
const BUCKET = 25
const REFILL_PER_MS = 5 / 60_000

export interface Limiter {
  take(now: number): boolean
  refill(): void
}

export function purgeLimiter(): Limiter {
  let tokens = BUCKET
  let countedAt: number | null = null
  return {
    take(now) {
      tokens = Math.min(BUCKET, tokens + Math.max(0, now - (countedAt ?? now)) * REFILL_PER_MS)
      countedAt = now
      // A hair less than one is one: five steps of 0.2 do not add up in floating point.
      if (tokens < 0.999999) return false
      tokens -= 1
      return true
    },
    refill() {
      tokens = BUCKET
      countedAt = null
    },
  }
}
