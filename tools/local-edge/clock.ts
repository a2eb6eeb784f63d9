/** Time that tests can move: `Date` itself is replaced, so the app, the lifetimes and the purge limit agree. */

export interface ClockChange {
  /** Milliseconds since 1970. */
  now?: number
  /** Milliseconds, after `now` when both are given. */
  advance?: number
  frozen?: boolean
}

const RealDate = globalThis.Date

// Module state, because the `Date` it replaces is one per isolate too.
let offset = 0
let frozenAt: number | null = null

export function moveClock(change: ClockChange): void {
  const now = (change.now ?? toldTime()) + (change.advance ?? 0)
  const frozen = change.frozen ?? frozenAt !== null
  offset = now - RealDate.now()
  frozenAt = frozen ? now : null
  globalThis.Date = MovedDate
}

export function resetClock(): void {
  offset = 0
  frozenAt = null
  globalThis.Date = RealDate
}

export function clockState() {
  return { now: new RealDate(toldTime()).toISOString(), offset: toldTime() - RealDate.now(), frozen: frozenAt !== null }
}

function toldTime(): number {
  return frozenAt ?? RealDate.now() + offset
}

// A proxy and not a subclass: dates made before the move, or by the platform, stay `instanceof Date`.
const MovedDate = new Proxy(RealDate, {
  construct(target, args, newTarget) {
    return Reflect.construct(target, args.length === 0 ? [toldTime()] : args, newTarget)
  },
  apply: () => new RealDate(toldTime()).toString(),
  get: (target, key) => (key === 'now' ? toldTime : Reflect.get(target, key)),
})
