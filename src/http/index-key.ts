import type { Bindings } from '../env.ts'
import { signer } from './visitor.ts'

/** The key by which search engines know that we are who tells them (IndexNow): 44 hexadecimal digits, of the secret. */
export async function indexKey(env: Bindings): Promise<string> {
  const sign = await signer({ env }, 'index-now')
  return Array.from(await sign('key'), (letter) => letter.charCodeAt(0).toString(16)).join('')
}
