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

/** Headers of every answer. `styleHash` is the hash of the one stylesheet that pages carry inline. */
export const security = (styleHash: Promise<string>) => {
  const policies = styleHash.then((hash) => ({ plain: policy(hash, false), turnstile: policy(hash, true) }))
  return createMiddleware<Env>(async (c, next) => {
    await next()
    const { headers } = c.res
    if (!headers.has('Content-Security-Policy')) {
      const { plain, turnstile } = await policies
      headers.set('Content-Security-Policy', c.get('allowsTurnstile') === true ? turnstile : plain)
    }
    for (const [name, value] of always) headers.set(name, value)
    headers.set('Referrer-Policy', SIGNED.test(c.req.url) ? 'same-origin' : 'strict-origin-when-cross-origin')
  })
}

const TURNSTILE = 'https://challenges.cloudflare.com'

// Hashes, not nonces: a nonce in a cached page would be the same for everybody.
const policy = (styleHash: string, withTurnstile: boolean) =>
  [
    "default-src 'none'",
    `script-src 'self'${withTurnstile ? ` ${TURNSTILE}` : ''}`,
    ...(withTurnstile ? [`frame-src ${TURNSTILE}`] : []),
    `style-src '${styleHash}'`,
    "img-src 'self' https: data:",
    "font-src 'self'",
    "media-src 'self' https:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
