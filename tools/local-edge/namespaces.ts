/** Stands between the app and its KV namespaces, and counts what it writes: a page may say what is in them. */

/** A copy of `env` whose KV namespaces tell of every write. */
export function watchNamespaces<Env>(env: Env, written: () => void): Env {
  const watched = { ...env }
  for (const name in watched) {
    const binding = watched[name]
    if (isNamespace(binding)) watched[name] = watch(binding, written)
  }
  return watched
}

function isNamespace(binding: unknown): binding is KVNamespace {
  if (typeof binding !== 'object' || binding === null || 'fetch' in binding) return false
  return 'getWithMetadata' in binding && 'put' in binding
}

function watch<Namespace extends KVNamespace>(namespace: Namespace, written: () => void): Namespace {
  return new Proxy(namespace, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      if (key !== 'put' && key !== 'delete') return value.bind(target)
      return async (...args: unknown[]) => {
        written()
        try {
          return await value.apply(target, args)
        } finally {
          written()
        }
      }
    },
  })
}
