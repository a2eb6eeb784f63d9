/** Stands between the app and its static files, and lets them be out of reach. */

export type FilesFault = 'refuse'

/** A copy of `env` whose `ASSETS` answers nothing while the fault is there. */
export function watchFiles<Env>(env: Env, watch: { faults: { files: FilesFault | null } }): Env {
  const watched = { ...env }
  for (const name in watched) {
    const binding = watched[name]
    if (name === 'ASSETS' && isFetcher(binding)) watched[name] = watchFetcher(binding, watch.faults)
  }
  return watched
}

const isFetcher = (binding: unknown): binding is Fetcher =>
  typeof binding === 'object' && binding !== null && 'fetch' in binding

const watchFetcher = <Files extends Fetcher>(files: Files, faults: { files: FilesFault | null }): Files =>
  new Proxy(files, {
    get(target, key) {
      if (key === 'fetch' && faults.files === 'refuse')
        return () => Promise.reject(new Error('Network connection lost.'))
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
