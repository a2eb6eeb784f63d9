/** The `ctx` that the app gets: the platform's own, with a working `cache`. */

/** Work begun by `waitUntil` that has not ended, so that tests can wait for it. */
export type Pending = Set<Promise<unknown>>

export function withCache(native: ExecutionContext, cache: CacheContext, ...pending: Pending[]): ExecutionContext {
  const waitUntil = (promise: Promise<unknown>) => {
    for (const set of pending) remember(set, promise)
    native.waitUntil(promise)
  }
  return new Proxy(native, {
    get(target, key) {
      if (key === 'cache') return cache
      if (key === 'waitUntil') return waitUntil
      const value: unknown = Reflect.get(target, key, target)
      // The platform's methods refuse a `this` that is not the platform's own object.
      return typeof value === 'function' ? value.bind(target) : value
    },
    has: (target, key) => key === 'cache' || key in target,
  })
}

/** Waits for all of it, and for what it begins in turn; gives up after `patience` ms. Answers how many it saw end. */
export async function settle(pending: Pending, patience: number): Promise<number> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const enough = new Promise<'enough'>((resolve) => {
    timer = setTimeout(() => resolve('enough'), patience)
  })
  let settled = 0
  while (pending.size > 0) {
    const current = [...pending]
    if ((await Promise.race([Promise.all(current), enough])) === 'enough') break
    settled += current.length
  }
  clearTimeout(timer)
  return settled
}

function remember(pending: Pending, promise: Promise<unknown>): void {
  const ended: Promise<unknown> = Promise.resolve(promise).then(
    () => pending.delete(ended),
    () => pending.delete(ended),
  )
  pending.add(ended)
}
