import { setTimeout as wait } from 'node:timers/promises'

const EVERY_MS = 150
// A Worker that could not be built keeps its callers waiting; the next call finds the repaired one.
const PATIENCE_MS = 3000
const MINUTE_MS = 60_000

/** Asks until the Worker answers; null is an answer of health, a text what it said instead. */
export async function untilReady(address: string, isOver: () => boolean): Promise<string | null> {
  while (!isOver()) {
    const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null)
    if (answer) return answer.ok ? null : `${answer.status} ${await answer.text()}`
    await wait(EVERY_MS)
  }
  return 'The Worker ended before it answered.'
}

/** Cron does not fire by itself on this machine: once a minute we are the clock. Answers how to stop it. */
export function tick(address: string): () => void {
  const timer = setInterval(() => {
    // While the Worker is being rebuilt nobody answers; the next minute comes.
    fetch(`${address}/__edge/scheduled`, { method: 'POST', body: '{}' }).catch(() => undefined)
  }, MINUTE_MS)
  return () => clearInterval(timer)
}
