import * as v from 'valibot'
import { ask, type Failed, failed, type Service } from './akismet-ask.ts'

/** The widget's secret; with `action` and `hostname`, only tokens of that widget and site pass. */
export interface Turnstile extends Service {
  secret: string
  action?: string | undefined
  hostname?: string | undefined
}

export interface Solved {
  /** What the form brought as `cf-turnstile-response`. */
  token: string
  address: string | null
  /** A UUID: with the same one a token may be asked about again. */
  idempotencyKey: string
}

const ENDPOINT = 'https://challenges.cloudflare.com/turnstile/v0/siteverify'
const LONGEST_TOKEN = 2048

const Outcome = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    success: v.boolean(),
    'error-codes': v.optional(v.array(v.string()), []),
    action: v.optional(v.string(), ''),
    hostname: v.optional(v.string(), ''),
  }),
)
type Outcome = v.InferOutput<typeof Outcome>

// https://developers.cloudflare.com/turnstile/get-started/server-side-validation/#error-codes
const ours = ['missing-input-secret', 'invalid-input-secret', 'bad-request']

/**
 * Whether a visitor solved the challenge. One call, or none for what cannot be a token; never throws. A failure
 * says nothing of the visitor.
 */
export async function verifyTurnstile(turnstile: Turnstile, solved: Solved): Promise<'passed' | 'failed' | Failed> {
  if (solved.token === '' || solved.token.length > LONGEST_TOKEN) return 'failed'
  const answer = await ask(turnstile, turnstile.endpoint ?? ENDPOINT, formOf(turnstile.secret, solved))
  if ('failed' in answer) return answer
  const outcome = v.safeParse(Outcome, answer.text)
  return outcome.success ? resultOf(turnstile, outcome.output) : failed('the answer could not be understood', true)
}

function formOf(secret: string, { token, address, idempotencyKey }: Solved): URLSearchParams {
  const form = new URLSearchParams({ secret, response: token, idempotency_key: idempotencyKey })
  if (address) form.append('remoteip', address)
  return form
}

function resultOf({ action, hostname }: Turnstile, outcome: Outcome): 'passed' | 'failed' | Failed {
  const codes = outcome['error-codes']
  if (outcome.success) {
    const elsewhere =
      (action ?? outcome.action) !== outcome.action || (hostname ?? outcome.hostname) !== outcome.hostname
    return elsewhere ? 'failed' : 'passed'
  }
  if (codes.some((code) => ours.includes(code))) return failed(`it refused our call (${codes.join(', ')})`, false)
  return codes.includes('internal-error') ? failed('it had an internal error', true) : 'failed'
}
