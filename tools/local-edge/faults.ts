/** Ways for a database call to go wrong. */

/** What happens to a call that is hit. */
export type Mishap = 'refuse' | 'hang' | 'after-commit' | { slow: number } | { late: number } | { hang: number }

export interface DatabaseFault {
  mishap: Mishap
  /** Every Nth call that qualifies: 1 is each of them. */
  every: number
  /** This share of the calls that `every` lets through, by chance; the same seed draws the same lots. */
  fraction: number
  /** Of the next lot. */
  seed: number
  /** How many calls are hit before all is well again. */
  times: number
  only: 'reads' | 'writes' | null
  /** How many calls have qualified so far. */
  seen: number
}

// A promise that never settles would be noticed and cancelled by workerd at once, so a hang is a long wait.
const HANG_MS = 60_000

/** The mishap for this call, if the fault hits it. */
export function nextMishap(fault: DatabaseFault | null, queries: string[]): Mishap | null {
  if (!fault || fault.times <= 0 || !qualifies(fault, queries)) return null
  fault.seen += 1
  if (fault.seen % fault.every !== 0 || draw(fault) >= fault.fraction) return null
  fault.times -= 1
  return fault.mishap
}

/** The next lot, between 0 and 1: mulberry32, which needs 32 bits of state and no more. */
function draw(fault: DatabaseFault): number {
  fault.seed = (fault.seed + 0x6d2b79f5) | 0
  const mixed = Math.imul(fault.seed ^ (fault.seed >>> 15), 1 | fault.seed)
  const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32
}

function qualifies(fault: DatabaseFault, queries: string[]): boolean {
  if (fault.only === null) return true
  return queries.some(isWrite) === (fault.only === 'writes')
}

function isWrite(query: string): boolean {
  const start = query.trimStart().toLowerCase()
  if (start.startsWith('with')) return /\b(insert|update|delete)\b/.test(start)
  return !/^(select|pragma|explain|values)\b/.test(start)
}

/** Runs the call as the mishap has it. Errors look like D1's own. */
export async function suffer<T>(mishap: Mishap | null, run: () => Promise<T>): Promise<T> {
  if (mishap === null) return run()
  if (mishap === 'refuse') throw lost('Network connection lost.')
  if (mishap === 'after-commit') {
    await run()
    throw lost('Network connection lost.')
  }
  if (typeof mishap === 'object' && 'slow' in mishap) {
    await pause(mishap.slow)
    return run()
  }
  if (typeof mishap === 'object' && 'late' in mishap) {
    const answer = await run()
    await pause(mishap.late)
    return answer
  }
  await pause(mishap === 'hang' ? HANG_MS : mishap.hang)
  throw lost('D1 DB storage operation exceeded timeout which caused object to be reset.')
}

function lost(message: string): Error {
  return new Error(`D1_ERROR: ${message}`, { cause: new Error(message) })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
