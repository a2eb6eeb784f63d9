/** A call to the database is an error after this long; `DATABASE_TIMEOUT_MS` says otherwise. */
const CALL_MS = 2000

/** All calls of one request together: with what it does besides, it has answered within five seconds. */
const REQUEST_MS = 4000

/** How long one request waits for the database. Once a call was too late, the others are not tried. */
export interface Patience {
  callMs: number
  /** By `performance.now()`, which no test moves. */
  until: number
}

export function patienceOf({ DATABASE_TIMEOUT_MS: setting }: { DATABASE_TIMEOUT_MS?: string }): Patience {
  return { callMs: Number(setting) || CALL_MS, until: performance.now() + REQUEST_MS }
}

/** For the clock and the queue, whom nobody waits for; but one run must not outlast the next. */
export const patienceOfClock = (): Patience => ({ callMs: 5000, until: performance.now() + 25_000 })

/** So many calls in a row that were too late, and the isolate's readers wait no more: one in some seconds finds out. */
const MOST_LATE = 3
const PAUSE_MS = 1000
let late = 0
let pausedUntil = 0

/**
 * Waits for a call no longer than allowed. What it asked for may still happen: an answer was lost, no more.
 * A database that answers nobody is asked `always`, or by one reader now and then; the others get the error at once.
 */
export async function within<T>(patience: Patience, ask: () => Promise<T>, always = false): Promise<T> {
  const left = Math.min(patience.callMs, patience.until - performance.now())
  if (left <= 0 || (!always && isPaused(left))) throw tooLate()
  let isLate = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true
      patience.until = 0
      reject(tooLate())
    }, left)
  })
  try {
    return await Promise.race([ask(), timeout])
  } finally {
    if (timer !== undefined) clearTimeout(timer)
    // An error is an answer too.
    late = isLate ? late + 1 : 0
    if (isLate) pausedUntil = performance.now() + PAUSE_MS
  }
}

// Whoever finds the pause over asks, and the others do not wait for the outcome.
function isPaused(callMs: number): boolean {
  if (late < MOST_LATE) return false
  const now = performance.now()
  if (now < pausedUntil) return true
  pausedUntil = now + callMs
  return false
}

const tooLate = () => new Error('D1_ERROR: no answer in time')

/** Errors that D1 calls passing (https://developers.cloudflare.com/d1/observability/debug-d1/), and not overload. */
const PASSING = /Network connection lost|object to be reset|object reset|code was updated|starting up/i

const MOST_SPARE = 10
/**
 * A dead database earns nothing, so an outage costs an isolate ten second tries. One that fails a fifth of its calls
 * earns as many as it needs: a request makes a dozen, and would hardly ever get through without.
 */
const EARNED = 1 / 3
let spare = MOST_SPARE

/** Asks a second time when the first failed at once and may not fail again. Never for a write. */
export async function tryTwice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    const answer = await ask()
    spare = Math.min(MOST_SPARE, spare + EARNED)
    return answer
  } catch (error) {
    if (spare < 1 || !(error instanceof Error) || !PASSING.test(error.message)) throw error
    spare -= 1
    return ask()
  }
}

/** The same database, whose every call is waited for no longer than allowed. */
export const limited = (binding: D1Database, patience: Patience): D1Database =>
  new Proxy(binding, {
    get(target, key) {
      if (key === 'prepare')
        return (query: string) => limitedStatement(target.prepare(query), patience, /^\s*select\b/i.test(query))
      if (key === 'batch') {
        return (statements: D1PreparedStatement[]) => {
          const ask = () => within(patience, () => target.batch(statements.map(own)), true)
          return statements.every((each) => reads.has(each)) ? tryTwice(ask) : ask()
        }
      }
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

// `batch` accepts the platform's own statements alone.
const natives = new WeakMap<D1PreparedStatement, D1PreparedStatement>()
const reads = new WeakSet<D1PreparedStatement>()
const own = (statement: D1PreparedStatement) => natives.get(statement) ?? statement

const calls = new Set<string | symbol>(['run', 'all', 'first', 'raw'])

function limitedStatement(statement: D1PreparedStatement, patience: Patience, isRead: boolean): D1PreparedStatement {
  const proxy: D1PreparedStatement = new Proxy(statement, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      if (key === 'bind') return (...values: unknown[]) => limitedStatement(target.bind(...values), patience, isRead)
      if (!calls.has(key)) return value.bind(target)
      return (...args: unknown[]) => {
        const ask = () => within(patience, () => value.apply(target, args), true)
        return isRead ? tryTwice(ask) : ask()
      }
    },
  })
  natives.set(proxy, statement)
  if (isRead) reads.add(proxy)
  return proxy
}
