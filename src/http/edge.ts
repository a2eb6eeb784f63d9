import type { Context } from 'hono'
import { SECONDS_TO_RENDER } from '../cache/repeat.ts'
import type { Tag } from '../cache/tags.ts'
import type { Env } from '../env.ts'
import { shortHash } from '../text/hash.ts'

/** When a page changes by itself, and what it shows that is not in the rows it read. */
export interface Keeping {
  /** The earliest moment at which the page changes without a write; null when it never does. */
  until: Date | null
  /** States derived from the time or the address, such as "comments are closed". */
  state?: readonly string[]
}

const DAY = 86_400

/**
 * The one way to let an answer be cached. The edge keeps it under its tags until they are purged; browsers ask
 * each time, with an ETag made of the build and of every row read, so that a 304 is answered before rendering.
 * `Cloudflare-CDN-Cache-Control` is for the edge alone and is stripped by it. It never says s-maxage, which would
 * switch off stale-while-revalidate and stale-if-error
 * (https://developers.cloudflare.com/workers/cache/configuration/).
 */
export async function keepAtEdge(
  c: Context<Env>,
  tags: readonly Tag[],
  keeping: Keeping,
  render: () => Response | Promise<Response>,
): Promise<Response> {
  const now = c.get('now')
  const parts = [c.env.VERSION?.id ?? '', c.get('reader').seen, keeping.state ?? [], c.get('switches').banner]
  const etag = `W/"${await shortHash(JSON.stringify(parts))}"`
  const hasWords = c.get('hasWords')
  const unchanged = hasWords && matches(c.req.header('If-None-Match'), etag)
  const response = unchanged ? new Response(null, { status: 304 }) : await render()
  if (!hasWords) return forgotten(response)
  // By now, which for a page read slowly is later than the moment it is of, its purge may have gone out twice, and nothing would drop it again.
  if (Date.now() - now.getTime() > SECONDS_TO_RENDER * 1000) return forgotten(response)
  response.headers.set('ETag', etag)
  response.headers.set('Cache-Control', 'no-cache')
  response.headers.set('Cloudflare-CDN-Cache-Control', lifetime(keeping.until, new Date()))
  response.headers.set('Cache-Tag', [...new Set<Tag>([...tags, 'site'])].join(','))
  return response
}

// Said to the edge by name too: a 304 that did not would leave it the lifetime that its copy came with.
function forgotten(response: Response): Response {
  response.headers.set('Cache-Control', 'no-store')
  response.headers.set('Cloudflare-CDN-Cache-Control', 'no-store')
  return response
}

/**
 * How long the edge keeps a page. One that changes by itself at a moment is not served stale past it, except when
 * nothing else can be.
 */
export function lifetime(until: Date | null, now: Date): string {
  const seconds = until ? Math.max(0, Math.floor((until.getTime() - now.getTime()) / 1000)) : 8 * DAY
  const fresh = Math.min(seconds, DAY)
  const stale = Math.min(seconds - fresh, 7 * DAY)
  const revalidate = stale > 0 ? [`stale-while-revalidate=${stale}`] : []
  return [`max-age=${fresh}`, ...revalidate, `stale-if-error=${30 * DAY}`].join(', ')
}

/** The earlier of the moments that exist. */
export function earliest(...moments: (Date | null | undefined)[]): Date | null {
  const times = moments.flatMap((moment) => moment?.getTime() ?? [])
  return times.length > 0 ? new Date(Math.min(...times)) : null
}

// Weak comparison (RFC 9110, section 8.8.3.2): the edge may weaken what we send when it compresses.
function matches(header: string | undefined, etag: string): boolean {
  if (!header) return false
  const opaque = (text: string) => text.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((each) => opaque(each) === opaque(etag))
}
