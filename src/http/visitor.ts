import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Env } from '../env.ts'
import { senderIn } from '../text/address.ts'
import { deriveKey, sign } from '../text/sign.ts'
import { problem } from './problem.ts'

/** Who sends a request, as far as it tells. Only the comment POST, the newsroom and those who count may ask. */
export interface Visitor {
  address: string
  userAgent: string
}

/** Cloudflare sets the address; `X-Forwarded-For` is whatever the sender likes, and is not read. */
export const visitorOf = (c: Context<Env>): Visitor => ({
  address: c.req.header('CF-Connecting-IP') ?? '',
  userAgent: (c.req.header('User-Agent') ?? '').slice(0, 500),
})

/** Whom limits count: one household's IPv6 addresses are one. */
export const senderOf = ({ address }: Pick<Visitor, 'address'>): string => senderIn(address)?.sender ?? address

/** Keyed hashes of the sender, and of the network around it: what is kept when the address is forgotten. */
export async function hashesOf(c: Pick<Context<Env>, 'env'>, visitor: Pick<Visitor, 'address'>) {
  const fingerprint = await signer(c, 'fingerprint')
  const network = senderIn(visitor.address)?.network
  const [addressHash, networkHash] = await Promise.all([
    fingerprint(senderOf(visitor)),
    network === undefined ? '' : fingerprint(network),
  ])
  return { addressHash, networkHash }
}

/** A cross-site form is refused; a missing Origin is accepted, since nothing is done by cookie. */
export function refuseCrossSite(c: Context<Env>): void {
  const origin = c.req.header('Origin')
  const site = c.req.header('Sec-Fetch-Site')
  const foreign = origin !== undefined && origin !== new URL(c.req.url).origin
  if (foreign || site === 'cross-site') {
    throw problem(403, 'cross-site', { title: (w) => w.elsewhere })
  }
}

const COOKIE = '__Host-dateline-reader'
const YEAR = 31_536_000

/**
 * The name a returning reader's browser goes by, from its signed cookie; a new name without one. A form without an
 * Origin may come from anywhere, so its cookie is not believed.
 */
export async function readerOf(c: Context<Env>): Promise<string> {
  const [id = '', signature = ''] = (c.req.header('Origin') ? (getCookie(c, COOKIE) ?? '') : '').split('.')
  const sign = await signer(c, 'reader')
  return id !== '' && signature === (await sign(id)) ? id : crypto.randomUUID()
}

/** Only the answer to a comment's POST sets it, or to the letter that confirms its address; it says nothing of whoever holds it. */
export async function rememberReader(c: Context<Env>, id: string): Promise<void> {
  const sign = await signer(c, 'reader')
  const how = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge: YEAR } as const
  setCookie(c, COOKIE, `${id}.${await sign(id)}`, how)
}

/** Signs with a key of this purpose. Without the secret there is nothing to sign with: 503, and the command. */
export async function signer(
  c: Pick<Context<Env>, 'env'>,
  purpose: Purpose,
): Promise<(text: string) => Promise<string>> {
  const secret = c.env.DATELINE_SECRET
  if (!hasSecret(c.env) || !secret) throw noSecret()
  const key = await keyFor(secret, purpose)
  return (text) => sign(key, text)
}

/** What a key is for; no key serves two. */
export type Purpose = 'fingerprint' | 'form' | 'index-now' | 'mail' | 'reader' | 'waiting-comment' | 'words'

export const hasSecret = ({ DATELINE_SECRET: secret }: Env['Bindings']): boolean => (secret?.length ?? 0) >= 32

const keys = new Map<string, Promise<CryptoKey>>()

// Derived once: the same secret and purpose are the same key for as long as this isolate lives.
function keyFor(secret: string, purpose: Purpose): Promise<CryptoKey> {
  const name = `${purpose} ${secret}`
  const known = keys.get(name) ?? deriveKey(secret, purpose)
  keys.set(name, known)
  return known
}

const noSecret = () =>
  problem(503, 'no-secret', {
    title: (w) => w.noComments,
    detail: 'The secret DATELINE_SECRET is missing. Run: npm run deploy (or: npx wrangler secret put DATELINE_SECRET)',
    headers: { 'Retry-After': '3600' },
  })
