/** Statements that one invocation may ask of D1 on the Free plan; those of a batch count one by one. */
export const QUERIES_A_RUN = 50

/** The same database, and how many more statements it may be asked. */
export function counting(binding: D1Database): { database: D1Database; left: () => number } {
  let left = QUERIES_A_RUN
  const database = new Proxy(binding, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      if (key !== 'prepare') return value.bind(target)
      // What is prepared is asked, once.
      return (query: string) => {
        left -= 1
        return target.prepare(query)
      }
    },
  })
  return { database, left: () => left }
}
