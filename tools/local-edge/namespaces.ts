/** Stands between the app and its KV namespaces: counts what it writes, as a page may say what is in them, and lets reads fail. */

export type KeysFault = 'refuse-reads'

interface Watch {
  keysWritten: number
  faults: { kv: KeysFault | null }
}

/** A copy of `env` whose KV namespaces tell of every write, and answer no read while the fault is there. */
export function watchNamespaces<Env>(env: Env, edge: Watch): Env {
  const watched = { ...env }
  for (const name in watched) {
    const binding = watched[name]
    if (isNamespace(binding)) watched[name] = watch(binding, edge)
  }
  return watched
}

function isNamespace(binding: unknown): binding is KVNamespace {
  if (typeof binding !== 'object' || binding === null || 'fetch' in binding) return false
  return 'getWithMetadata' in binding && 'put' in binding
}

const READS: (string | symbol)[] = ['get', 'getWithMetadata', 'list']

function watch<Namespace extends KVNamespace>(namespace: Namespace, edge: Watch): Namespace {
  return new Proxy(namespace, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      if (READS.includes(key) && edge.faults.kv !== null)
        return () => Promise.reject(new Error('KV GET failed: 500 Internal Server Error'))
      if (key !== 'put' && key !== 'delete') return value.bind(target)
      return async (...args: unknown[]) => {
        edge.keysWritten += 1
        try {
          return await value.apply(target, args)
        } finally {
          edge.keysWritten += 1
        }
      }
    },
  })
}
