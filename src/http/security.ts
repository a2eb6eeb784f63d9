import { createMiddleware } from 'hono/factory'
import type { Env } from '../env.ts'

/** Headers of every answer. `styleHash` is the hash of the one stylesheet that pages carry inline. */
export const security = (styleHash: Promise<string>) =>
  createMiddleware<Env>(async (c, next) => {
    await next()
    const { headers } = c.res
    if (!headers.has('Content-Security-Policy'))
      headers.set('Content-Security-Policy', policy(await styleHash, c.var.allowsTurnstile === true))
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('X-Frame-Options', 'DENY')
    // The comment form's POST must carry an Origin, so no stricter.
    headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()')
    headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  })

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
