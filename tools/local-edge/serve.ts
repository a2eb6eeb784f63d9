/** Makes the answer to one reader from a stored response: conditional requests, ranges, HEAD, `Age`. */
import { ageInSeconds } from './age.ts'
import type { Entry } from './store.ts'

export type CacheStatus = 'HIT' | 'MISS' | 'EXPIRED' | 'REVALIDATED' | 'UPDATING' | 'STALE' | 'BYPASS'

/** Directions from the Worker to the cache, which no reader sees. `CDN-Cache-Control` is passed on. */
const FOR_THE_CACHE_ONLY = ['cloudflare-cdn-cache-control', 'cache-tag']

const BODILESS = [101, 204, 205, 304]

export function serve(request: Request, entry: Entry, cacheStatus: CacheStatus, now: number): Response {
  const headers = publicHeaders(new Headers(entry.headers), cacheStatus)
  if (cacheStatus !== 'MISS' && cacheStatus !== 'EXPIRED') {
    headers.set('age', String(Math.floor(ageInSeconds(entry, now))))
  }
  if (entry.status === 200 && isUnchanged(request.headers, headers)) return notModified(headers)
  const range = entry.status === 200 && request.method === 'GET' ? wantedRange(request.headers, entry) : undefined
  if (range) return slice(entry, headers, range)
  const init = { status: entry.status, statusText: entry.statusText, headers }
  if (BODILESS.includes(entry.status)) return new Response(null, init)
  if (request.method !== 'HEAD') return new Response(entry.body, init)
  headers.set('content-length', String(entry.body.byteLength))
  return new Response(null, init)
}

/** An answer that is not stored, as the reader gets it. */
export function passOn(request: Request, response: Response, cacheStatus: CacheStatus): Response {
  // A WebSocket cannot be put into a second Response.
  if (response.status === 101) return response
  const isHead = request.method === 'HEAD'
  const passed = new Response(isHead ? null : response.body, response)
  if (isHead) response.body?.cancel()
  publicHeaders(passed.headers, cacheStatus)
  return passed
}

function publicHeaders(headers: Headers, cacheStatus: CacheStatus): Headers {
  for (const name of FOR_THE_CACHE_ONLY) headers.delete(name)
  headers.set('cf-cache-status', cacheStatus)
  return headers
}

/** RFC 9110, section 13.2.2: `If-Modified-Since` counts only without `If-None-Match`. */
function isUnchanged(asked: Headers, stored: Headers): boolean {
  const candidates = asked.get('if-none-match')
  if (candidates !== null) {
    const etag = weak(stored.get('etag') ?? '')
    if (candidates.trim() === '*') return true
    return etag !== '' && [...candidates.matchAll(/(?:W\/)?"[^"]*"/g)].some(([candidate]) => weak(candidate) === etag)
  }
  const since = Date.parse(asked.get('if-modified-since') ?? '')
  return Date.parse(stored.get('last-modified') ?? '') <= since
}

function weak(etag: string): string {
  return etag.replace(/^W\//, '')
}

/** Drops what describes a body, as nginx does; the documentation does not list the headers of a 304. */
function notModified(headers: Headers): Response {
  for (const name of ['content-length', 'content-type', 'content-encoding']) headers.delete(name)
  return new Response(null, { status: 304, headers })
}

interface Range {
  first: number
  last: number
}

/** One satisfiable or unsatisfiable range; several at once, or a changed `If-Range`, get the whole body. */
function wantedRange(asked: Headers, entry: Entry): Range | undefined {
  const match = asked.get('range')?.match(/^bytes=(\d*)-(\d*)$/)
  if (!match || (match[1] === '' && match[2] === '') || !isStill(asked.get('if-range'), entry)) return undefined
  const size = entry.body.byteLength
  if (match[1] === '') return { first: Math.max(0, size - Number(match[2])), last: size - 1 }
  const last = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  return { first: Number(match[1]), last }
}

/** `If-Range` compares strongly (RFC 9110, section 13.1.5). */
function isStill(validator: string | null, entry: Entry): boolean {
  if (validator === null) return true
  const stored = new Headers(entry.headers)
  return validator === stored.get(validator.startsWith('"') ? 'etag' : 'last-modified')
}

function slice(entry: Entry, headers: Headers, { first, last }: Range): Response {
  const size = entry.body.byteLength
  headers.delete('content-length')
  if (first > last) {
    headers.set('content-range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  headers.set('content-range', `bytes ${first}-${last}/${size}`)
  return new Response(entry.body.slice(first, last + 1), { status: 206, headers })
}
