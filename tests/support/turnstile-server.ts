import { type Call, type FaultyServer, type Reply, startFaultyServer, type TransportFault } from './akismet-server.ts'

/** Faults, and siteverify's own error, which may be tried again. */
export type TurnstileFault = TransportFault | 'internal-error'

/** The secrets of the manual, which accept the dummy token alone. */
export const secrets = {
  passes: '1x0000000000000000000000000000000AA',
  fails: '2x0000000000000000000000000000000AA',
  spent: '3x0000000000000000000000000000000AA',
} as const
/** A secret like that of a real widget: knows the tokens it is given, each of them once. */
export const REAL_SECRET = '0x4AAAAAAAexampleexampleexample'
export const DUMMY_TOKEN = 'XXXX.DUMMY.TOKEN.XXXX'
/** What a visitor's browser would have got of the widget on `news.example`, with the action `comment`. */
export const REAL_TOKENS = ['0.first-visitor', '0.second-visitor']

/** Turnstile's siteverify on this machine. */
export function startTurnstileServer(): Promise<FaultyServer<TurnstileFault>> {
  const redeemed = new Map<string, string | null>()
  return startFaultyServer('/turnstile/v0/siteverify', (call, fault) =>
    json(fault === 'internal-error' ? failure(fault) : verify(call, redeemed)),
  )
}

const json = (body: object): Reply => ({
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json' },
})

const failure = (code: string) => ({ success: false, 'error-codes': [code], messages: [] })

const success = (hostname: string, action: string) => ({
  success: true,
  'error-codes': [],
  challenge_ts: '2026-11-17T09:00:00.000Z',
  hostname,
  action,
  cdata: '',
})

function verify({ method, form }: Call, redeemed: Map<string, string | null>) {
  const secret = form.get('secret')
  const token = form.get('response')
  const key = form.get('idempotency_key')
  if (method !== 'POST' || (key !== null && !/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(key)))
    return failure('bad-request')
  if (!secret) return failure('missing-input-secret')
  if (!token) return failure('missing-input-response')
  if (secret === REAL_SECRET) return redeem(token, key, redeemed)
  if (!Object.values<string>(secrets).includes(secret)) return failure('invalid-input-secret')
  if (secret === secrets.spent) return failure('timeout-or-duplicate')
  return secret === secrets.passes && token === DUMMY_TOKEN
    ? success('localhost', 'test')
    : failure('invalid-input-response')
}

function redeem(token: string, key: string | null, redeemed: Map<string, string | null>) {
  if (!REAL_TOKENS.includes(token)) return failure('invalid-input-response')
  if (redeemed.has(token) && (key === null || redeemed.get(token) !== key)) return failure('timeout-or-duplicate')
  redeemed.set(token, key)
  return success('news.example', 'comment')
}
