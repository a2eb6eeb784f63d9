/** What came of telling somebody outside. `later`: it may be told again, after so many ms where they said. */
export type Told = 'taken' | { failed: string; later: boolean; afterMs?: number }

const PATIENCE_MS = 5000
const DAY = 86_400_000

/** Worth a second try: a key that was not found yet, a machine that was busy, slow or ill. */
const PASSING = [403, 408, 429]

/** Posts once. Follows no redirect, waits five seconds, and never throws; what is answered besides is not read. */
export async function tell(url: string, type: string, body: string): Promise<Told> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': type, 'User-Agent': 'Dateline' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await answer.body?.cancel()
    const { ok, status, headers } = answer
    if (ok) return 'taken'
    const later = status < 400 || status >= 500 || PASSING.includes(status)
    return { failed: `the answer was ${status}`, later, afterMs: pauseIn(headers.get('Retry-After') ?? '') }
  } catch (error) {
    // The message of a failed fetch may hold the address, which may be a secret.
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    return { failed: isLate ? `no answer within ${PATIENCE_MS / 1000} s` : 'no connection', later: true }
  }
}

// Seconds, or a date (RFC 9110, section 10.2.3); a day at most.
const pauseIn = (header: string): number => Math.min(Number(header) * 1000 || Date.parse(header) - Date.now(), DAY) || 0
