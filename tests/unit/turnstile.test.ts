import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Solved, type Turnstile, verifyTurnstile } from '../../src/comments/turnstile.ts'
import { type FaultyServer, isEndless, transportFaults } from '../support/akismet-server.ts'
import {
  DUMMY_TOKEN,
  REAL_SECRET,
  REAL_TOKENS,
  secrets,
  startTurnstileServer,
  type TurnstileFault,
} from '../support/turnstile-server.ts'

const [token = ''] = REAL_TOKENS
const solved: Solved = { token, address: '203.0.113.7', idempotencyKey: '0b4f9e0a-54c6-4a0e-9d0f-1f6f2a1c7d11' }

let server: FaultyServer<TurnstileFault>
let turnstile: Turnstile
beforeEach(async () => {
  server = await startTurnstileServer()
  turnstile = { secret: REAL_SECRET, endpoint: server.endpoint, timeoutMs: 5000 }
})
afterEach(() => server.close())

describe('a token', () => {
  test('that the widget made passes, in one POST with the address and the idempotency key', async () => {
    expect(await verifyTurnstile(turnstile, solved)).toBe('passed')
    expect(server.calls).toHaveLength(1)
    expect(server.calls[0]).toMatchObject({ method: 'POST', path: '/turnstile/v0/siteverify' })
    expect(Object.fromEntries(server.calls[0]?.form ?? [])).toEqual({
      secret: REAL_SECRET,
      response: token,
      remoteip: '203.0.113.7',
      idempotency_key: solved.idempotencyKey,
    })
  })

  test('passes once, and again only with the same idempotency key', async () => {
    expect(await verifyTurnstile(turnstile, solved)).toBe('passed')
    expect(await verifyTurnstile(turnstile, solved)).toBe('passed')
    const other = { ...solved, idempotencyKey: crypto.randomUUID() }
    expect(await verifyTurnstile(turnstile, other)).toBe('failed')
  })

  test('passes without an address', async () => {
    expect(await verifyTurnstile(turnstile, { ...solved, address: null })).toBe('passed')
    expect(server.calls[0]?.form.has('remoteip')).toBe(false)
  })

  test('that nobody made, or a dummy where it counts, fails', async () => {
    expect(await verifyTurnstile(turnstile, { ...solved, token: 'made-up' })).toBe('failed')
    expect(await verifyTurnstile(turnstile, { ...solved, token: DUMMY_TOKEN })).toBe('failed')
  })

  test('that is missing, or longer than 2,048 characters, fails without a call', async () => {
    expect(await verifyTurnstile(turnstile, { ...solved, token: '' })).toBe('failed')
    expect(await verifyTurnstile(turnstile, { ...solved, token: 'x'.repeat(2049) })).toBe('failed')
    expect(server.calls).toHaveLength(0)
    expect(await verifyTurnstile(turnstile, { ...solved, token: 'x'.repeat(2048) })).toBe('failed')
    expect(server.calls).toHaveLength(1)
  })

  test('of another widget or site fails where one is expected', async () => {
    const expected = { action: 'comment', hostname: 'news.example' }
    expect(await verifyTurnstile({ ...turnstile, ...expected }, solved)).toBe('passed')
    expect(await verifyTurnstile({ ...turnstile, action: 'login' }, solved)).toBe('failed')
    expect(await verifyTurnstile({ ...turnstile, hostname: 'evil.example' }, solved)).toBe('failed')
  })
})

describe('the secrets of the manual', () => {
  const dummy = { ...solved, token: DUMMY_TOKEN }
  test.each([
    [secrets.passes, 'passed'],
    [secrets.fails, 'failed'],
    [secrets.spent, 'failed'],
  ])('%s: %s', async (secret, result) => {
    expect(await verifyTurnstile({ ...turnstile, secret }, dummy)).toBe(result)
  })

  test('accept no token of a real widget', async () => {
    expect(await verifyTurnstile({ ...turnstile, secret: secrets.passes }, solved)).toBe('failed')
  })
})

describe('when siteverify fails, nothing is said of the visitor', () => {
  test.each(transportFaults)('%s: it is told within its time, after one call', async (kind) => {
    server.fault(kind)
    const result = await verifyTurnstile({ ...turnstile, timeoutMs: isEndless(kind) ? 400 : 5000 }, solved)
    expect(result).toMatchObject({ failed: expect.stringMatching(/./), retry: kind !== 'redirect' })
    expect(JSON.stringify(result)).not.toContain(REAL_SECRET)
    await expect.poll(() => server.calls.length).toBe(1)
  })

  test('an error inside may be tried again; a wrong secret and a wrong call may not', async () => {
    server.fault('internal-error', 1)
    expect(await verifyTurnstile(turnstile, solved)).toMatchObject({ retry: true })
    expect(await verifyTurnstile({ ...turnstile, secret: 'wrong' }, solved)).toMatchObject({ retry: false })
    expect(await verifyTurnstile(turnstile, { ...solved, idempotencyKey: 'no uuid' })).toMatchObject({ retry: false })
  })

  test.each(['null', '[]', '{"success":"true"}', '{}', '"passed"'])('%s is not an answer', async (body) => {
    const send = () => Promise.resolve(new Response(body))
    expect(await verifyTurnstile({ ...turnstile, fetch: send }, solved)).toMatchObject({ retry: true })
  })
})
