/** The cache key (Workers Cache, "Cache keys"). One edge wraps one entrypoint, so the entrypoint is not in it. */

/** Headers that frameworks take for the real method, host or path: a poisoned one gets an entry of its own. */
const POISONS = [
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
  'x-forwarded-host',
  'x-host',
  'x-forwarded-scheme',
  'x-original-url',
  'x-rewrite-url',
  'forwarded',
  'cloudflare-workers-version-key',
]

export function cacheKey(request: Request, version: string | null, props: unknown): string {
  const poisons = POISONS.flatMap((name) => {
    const value = request.headers.get(name)
    if (value === null || (name === 'x-forwarded-scheme' && /^https?$/.test(value))) return []
    return [[name, value]]
  })
  const partition = { version, props: isEmpty(props) ? null : props, poisons }
  return `${pathAndQuery(request)} ${JSON.stringify(partition)}`
}

/** As sent: order of parameters, trailing slash and a lone `?` all matter. */
export function pathAndQuery(request: Request): string {
  const { origin, hash } = new URL(request.url)
  return request.url.slice(origin.length, request.url.length - hash.length)
}

function isEmpty(props: unknown): boolean {
  return props === undefined || props === null || (typeof props === 'object' && Object.keys(props).length === 0)
}
