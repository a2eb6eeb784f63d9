import { getPlatformProxy } from 'wrangler'
import type { Bindings } from '../../src/env.ts'

/** Where `wrangler dev` keeps its local database; the version is Miniflare's. */
export const STATE = '.wrangler/state'
const PERSIST = `${STATE}/v3`

// Asking Cloudflare where this machine is would only delay and warn where there is no network.
process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false'
process.env.WRANGLER_LOG ??= 'warn'
process.env.WRANGLER_WRITE_LOGS ??= 'false'

/** Lends the bindings of the local Worker to `work`: the same database that `wrangler dev` uses, also while it runs. */
export async function withLocal<T>(work: (bindings: Bindings) => Promise<T>, state = PERSIST): Promise<T> {
  const proxy = await getPlatformProxy<Omit<Bindings, 'ASSETS'> & { ASSETS: Fetcher }>({
    configPath: 'wrangler.toml',
    persist: { path: state },
  })
  try {
    return await work(proxy.env)
  } finally {
    await proxy.dispose()
  }
}
