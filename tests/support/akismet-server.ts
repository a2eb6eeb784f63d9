import { randomUUID } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'

/** A request as it came in. */
export interface Call {
  method: string
  path: string
  headers: IncomingHttpHeaders
  form: URLSearchParams
  body: string
}

/** What a service answers when nothing is wrong with it. */
export interface Reply {
  status?: number
  headers?: Record<string, string>
  body: string
}

/** What any service over HTTP can do wrong. `slow`: the right answer, late; `stall`: it stops in the body. */
export const transportFaults = [
  'slow',
  'hang',
  'stall',
  'reset',
  '429',
  '500',
  '503',
  'html',
  'empty',
  'huge',
  'redirect',
] as const
export type TransportFault = (typeof transportFaults)[number]

/** Those that end in a time-out: a test gives them a short one, and the others all the time a busy machine needs. */
export const isEndless = (kind: string): boolean => ['slow', 'hang', 'stall'].includes(kind)

/** Faults, and answers of Akismet's own that no comment provokes by itself. */
export type AkismetFault = TransportFault | 'invalid-key' | 'alert' | 'notice' | 'discard' | 'pending'

export interface FaultyServer<Fault> {
  endpoint: string
  calls: Call[]
  /** From now on, or for so many calls; null: none. */
  fault(kind: Fault | null, times?: number): void
  close(): Promise<void>
}

export const VALID_KEY = '123YourAPIKey'
const SLOW_MS = 1000
const THANKS = 'Thanks for making the web a better place.'
const GUARANTEED = 'akismet-guaranteed-spam'

/** Akismet's published protocol, version 1.1, on this machine. It learns what it is told, unless `is_test`. */
export function startAkismetServer(keys: readonly string[] = [VALID_KEY]): Promise<FaultyServer<AkismetFault>> {
  const learned = new Map<string, 'true' | 'false'>()
  return startFaultyServer('/1.1', (call, fault) => {
    const refused = refusal(call, fault === 'invalid-key' ? [] : keys)
    if (refused) return refused
    if (fault === 'alert')
      return { body: 'true', headers: alert('10009', 'Your subscription has been suspended due to overuse.') }
    const headers = fault === 'notice' ? alert('10501', 'You are over the limit of your plan.') : {}
    return answer(call, learned, headers, fault)
  })
}

const alert = (code: string, message: string) => ({ 'X-akismet-alert-code': code, 'X-akismet-alert-msg': message })

function refusal({ path, method, form }: Call, keys: readonly string[]): Reply | null {
  const invalid = (help: string): Reply => ({ body: 'invalid', headers: { 'X-akismet-debug-help': help } })
  if (method !== 'POST') return invalid('We were unable to parse your request')
  const key = form.get('api_key') ?? form.get('key')
  if (!key) return invalid('Empty "api_key" value')
  const required = path === '/1.1/verify-key' ? ['blog'] : ['blog', 'user_ip']
  const missing = required.find((name) => !form.get(name))
  if (missing) return invalid(`Empty "${missing}" value`)
  if (keys.includes(key)) return null
  return path.startsWith('/1.1/submit-') ? { body: 'Invalid Key' } : invalid('We were unable to find your API key')
}

function answer(
  { path, form }: Call,
  learned: Map<string, 'true' | 'false'>,
  headers: Record<string, string>,
  fault: AkismetFault | null,
): Reply {
  const content = form.get('comment_content') ?? ''
  if (path === '/1.1/verify-key') return { body: 'valid', headers }
  if (path === '/1.1/submit-spam' || path === '/1.1/submit-ham') {
    if (!form.get('is_test')) learned.set(content, path === '/1.1/submit-spam' ? 'true' : 'false')
    return { body: THANKS, headers }
  }
  if (path !== '/1.1/comment-check') return { status: 404, body: 'Not found' }
  const checked = { ...headers, 'X-akismet-guid': randomUUID().replaceAll('-', '') }
  if (fault === 'discard') return { body: 'true', headers: { ...checked, 'X-akismet-pro-tip': 'discard' } }
  if (fault === 'pending') return { body: 'false', headers: { ...checked, 'X-akismet-recheck-after': '120' } }
  return { body: opinion(form, learned), headers: checked }
}

// The fixed test values of the manual; where they meet, spam wins.
function opinion(form: URLSearchParams, learned: Map<string, 'true' | 'false'>): 'true' | 'false' {
  const guaranteed = [GUARANTEED, 'viagra-test-123'].includes(form.get('comment_author') ?? '')
  if (guaranteed || form.get('comment_author_email') === `${GUARANTEED}@example.com`) return 'true'
  if (form.get('user_role') === 'administrator') return 'false'
  const trap = form.get('honeypot_field_name')
  if (trap && form.get(trap)) return 'true'
  return learned.get(form.get('comment_content') ?? '') ?? 'false'
}

/** A service on a port of this machine's choice that writes down who asks, and fails as told. */
export async function startFaultyServer<Fault extends string>(
  path: string,
  reply: (call: Call, fault: Fault | null) => Reply,
): Promise<FaultyServer<Fault>> {
  const calls: Call[] = []
  let active: { kind: Fault; left: number } | null = null
  const server = createServer(async (request, response) => {
    const call = await readCall(request)
    calls.push(call)
    const fault = active && active.left-- > 0 ? active.kind : null
    if (!misbehave(fault, response))
      setTimeout(() => send(response, reply(call, fault)), fault === 'slow' ? SLOW_MS : 0)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('the server has no port')
  return {
    endpoint: `http://127.0.0.1:${address.port}${path}`,
    calls,
    fault: (kind, times = Number.POSITIVE_INFINITY) => {
      active = kind === null ? null : { kind, left: times }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readCall(request: IncomingMessage): Promise<Call> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  const { method = '', url = '', headers } = request
  return { method, path: url, headers, form: new URLSearchParams(body), body }
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }).end(body)
}

/** Whether a fault has been (or, for a hanging one, never will be) the answer. */
function misbehave(fault: string | null, response: ServerResponse): boolean {
  const html = '<!DOCTYPE html><title>Please sign in to the Wi-Fi</title>'
  const faults: Record<string, () => void> = {
    hang: () => {},
    stall: () => response.writeHead(200, { 'Content-Length': '5' }).write('fal'),
    reset: () => response.socket?.resetAndDestroy(),
    '429': () => send(response, { status: 429, body: 'Too many requests' }),
    '500': () => send(response, { status: 500, body: 'true' }),
    '503': () => send(response, { status: 503, body: html }),
    html: () => send(response, { body: html, headers: { 'Content-Type': 'text/html' } }),
    empty: () => send(response, { body: '' }),
    huge: () => send(response, { body: 'true'.padEnd(10_000_000) }),
    redirect: () => send(response, { status: 302, headers: { Location: '/elsewhere' }, body: 'false' }),
  }
  const act = fault === null ? undefined : faults[fault]
  act?.()
  return act !== undefined
}
