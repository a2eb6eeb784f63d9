import type { Context } from 'hono'
import type { Env } from '../env.ts'
import { deriveKey, sign } from '../text/sign.ts'
import { problem } from './problem.ts'

/** Who sends a request, as far as it tells. Only the comment POST, the newsroom and the guard may ask. */
export interface Visitor {
  address: string
  userAgent: string
}

/** Cloudflare sets the address; `X-Forwarded-For` is whatever the sender likes, and is not read. */
export const visitorOf = (c: Context<Env>): Visitor => ({
  address: c.req.header('CF-Connecting-IP') ?? '',
  userAgent: (c.req.header('User-Agent') ?? '').slice(0, 500),
})

/** A cross-site form is refused; a missing Origin is accepted, since nothing is done by cookie. */
export function refuseCrossSite(c: Context<Env>): void {
  const origin = c.req.header('Origin')
  const site = c.req.header('Sec-Fetch-Site')
  const foreign = origin !== undefined && origin !== new URL(c.req.url).origin
  if (foreign || site === 'cross-site') {
    throw problem(403, 'cross-site', { title: 'This form was sent from another site' })
  }
}

/** Signs with a key of this purpose. Without the secret there is nothing to sign with: 503, and the command. */
export async function signer(c: Context<Env>, purpose: string): Promise<(text: string) => Promise<string>> {
  const secret = c.env.DATELINE_SECRET
  if (!secret || secret.length < 32) throw noSecret()
  const key = await deriveKey(secret, purpose)
  return (text) => sign(key, text)
}

const noSecret = () =>
  problem(503, 'no-secret', {
    title: 'This paper cannot take comments yet',
    detail: 'The secret DATELINE_SECRET is missing. Run: npm run deploy (or: npx wrangler secret put DATELINE_SECRET)',
    headers: { 'Retry-After': '3600' },
  })
