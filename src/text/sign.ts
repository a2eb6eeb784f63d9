import { base64url } from './base64.ts'

const encoder = new TextEncoder()

/** A key for one purpose, derived from the one secret (HKDF, RFC 5869), so that no key serves two. */
export async function deriveKey(secret: string, purpose: string): Promise<CryptoKey> {
  const master = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveKey'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode(`dateline:${purpose}`) }
  return crypto.subtle.deriveKey(how, master, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign'])
}

/** The HMAC of a text as base64url: 132 bits of it, enough to sign an address or to stand for an email. */
export async function sign(key: CryptoKey, text: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(text))
  return base64url(new Uint8Array(mac)).slice(0, 22)
}

/** Whether a signature is that of the text; compared without telling how much of it was right. */
export async function isSigned(key: CryptoKey, text: string, signature: string): Promise<boolean> {
  const right = await sign(key, text)
  // Hashed under the key once more: where the comparison stops says nothing about the signature itself.
  return (await sign(key, right)) === (await sign(key, signature))
}
