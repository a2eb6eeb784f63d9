import { createMiddleware } from 'hono/factory'
import type { Env } from '../env.ts'
import { lookStyle } from '../settings/look-style.ts'
import { lookSeen } from '../settings/site.ts'
import { sourceHash } from '../text/hash.ts'

const always = Object.entries({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
})

// An address that is a key is told to nobody. Not "no-referrer": a form's POST would then say "Origin: null".
const SIGNED = /[?&](?:key|waiting)=/

/**
 * Headers of every answer. `sheetHashes` are those of the stylesheets that pages carry inline; that of the look joins
 * them, on a 304 too, whose headers take the place of those that the edge has.
 */
export const security = (sheetHashes: Promise<string[]>) =>
  createMiddleware<Env>(async (c, next) => {
    await next()
    const { headers } = c.res
    if (!headers.has('Content-Security-Policy')) {
      const hashes = [
        ...(await sheetHashes),
        ...(await lookHash(lookStyle(c.get('look') ?? lookSeen(c.get('reader'))))),
      ]
      const frames = c.get('frames') ?? []
      headers.set('Content-Security-Policy', policy(hashes, c.get('allowsTurnstile') === true, frames))
    }
    for (const [name, value] of always) headers.set(name, value)
    headers.set('Referrer-Policy', SIGNED.test(c.req.url) ? 'same-origin' : 'strict-origin-when-cross-origin')
  })

let last: { css: string; hash: string } | undefined

// Made once for a look: it stands in front of every answer.
async function lookHash(css: string): Promise<string[]> {
  if (css === '') return []
  if (last?.css !== css) last = { css, hash: await sourceHash(css) }
  return [last.hash]
}

const TURNSTILE = 'https://challenges.cloudflare.com'

// Hashes, not nonces: a nonce in a cached page would be the same for everybody.
function policy(styleHashes: string[], withTurnstile: boolean, players: string[]): string {
  const frames = [...(withTurnstile ? [TURNSTILE] : []), ...players]
  return [
    "default-src 'none'",
    `script-src 'self'${withTurnstile ? ` ${TURNSTILE}` : ''}`,
    ...(frames.length > 0 ? [`frame-src ${frames.join(' ')}`] : []),
    `style-src ${styleHashes.map((hash) => `'${hash}'`).join(' ')}`,
    "img-src 'self' https: data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
