import { createMiddleware } from 'hono/factory'
import type { Env } from '../env.ts'

const always = Object.entries({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
})

// An address that is a key is told to nobody. Not "no-referrer": a form's POST would then say "Origin: null".
const SIGNED = /[?&](?:key|waiting)=/

/** Headers of every answer. `styleHashes` are those of the stylesheets that pages carry inline. */
export const security = (styleHashes: Promise<string[]>) => {
  const plain = styleHashes.then((hashes) => policy(hashes, false, []))
  return createMiddleware<Env>(async (c, next) => {
    await next()
    const { headers } = c.res
    if (!headers.has('Content-Security-Policy')) {
      const [withTurnstile, frames = []] = [c.get('allowsTurnstile') === true, c.get('frames')]
      const isPlain = !withTurnstile && frames.length === 0
      headers.set('Content-Security-Policy', isPlain ? await plain : policy(await styleHashes, withTurnstile, frames))
    }
    for (const [name, value] of always) headers.set(name, value)
    headers.set('Referrer-Policy', SIGNED.test(c.req.url) ? 'same-origin' : 'strict-origin-when-cross-origin')
  })
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
    "media-src 'self' https:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
