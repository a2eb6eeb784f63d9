import * as v from 'valibot'
import { KEY, StoredSwitches, type Switches } from '../../src/settings/switches.ts'
import type { Ran } from '../dev/wrangler.ts'

/**
 * What Wrangler found under the key; null when it cannot be told, which is not "none". Of a missing key it says
 * "Value not found" and succeeds here (`--local`), and fails with the 404 of Cloudflare's API there (`--remote`).
 */
export function known({ code, stdout, output }: Ran): Switches | null {
  const isMissing = code === 0 ? stdout === 'Value not found' : output.includes(`/values/${KEY} - 404:`)
  const stored = v.safeParse(StoredSwitches, isMissing ? '{}' : stdout)
  return stored.success && (isMissing || code === 0) ? stored.output : null
}
