import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inTurn, takeBatch, takeFromKv } from '../../src/cron/spool.ts'

vi.spyOn(console, 'error').mockImplementation(() => {})
const now = new Date('2026-11-22T10:06:00Z')
let kept: Map<string, string>
let listed: string[]
let asked: number

// Switches are remembered for half a minute.
let clock = 0
beforeEach(() => {
  clock += 60_000
  vi.spyOn(performance, 'now').mockReturnValue(clock)
  kept = new Map()
  listed = []
  asked = 0
})
afterEach(() => vi.mocked(performance.now).mockRestore())

const KV = {
  get: async (name: string) => kept.get(name) ?? null,
  put: async (name: string, text: string) => kept.set(name, text),
  delete: async (name: string) => kept.delete(name),
  list: async () => ({ keys: listed.map((name) => ({ name })) }),
}
// Any question to the database fails here.
const DB = {
  withSession() {
    asked += 1
    throw new Error('D1_ERROR: Network connection lost.')
  },
}
const env = { KV, DB, ASSETS: { fetch: async () => new Response('{}') } } as never
const store = { db: {}, edge: undefined } as never

async function deliver(body: unknown, attempts: number) {
  const done: string[] = []
  const message = {
    ...{ id: 'm1', timestamp: now, body, attempts },
    ack: () => done.push('ack'),
    retry: ({ delaySeconds }: { delaySeconds: number }) => done.push(`again in ${delaySeconds} s`),
  }
  await takeBatch(store, env, { messages: [message] } as never, now)
  return done
}

const said = {
  ...{ path: '/2026/11/the-strike', at: 1, token: '', trapped: false },
  form: { author: 'Carla', email: 'carla@example.com', url: '', comment: 'Yes.', comment_parent: null },
  sender: { address: '', addressHash: 'a', emailHash: 'e', userAgent: '', reader: 'r' },
}

test('a message that was delivered often moves to KV untried: trying it may be what killed the others', async () => {
  expect(await deliver(said, 15)).toEqual(['ack'])
  expect([...kept]).toEqual([['spool/m1', JSON.stringify(said)]])
  expect(asked).toBe(0)
})

test('a message that cannot be read is set aside, and not tried again', async () => {
  expect(await deliver({ of: 'another format' }, 1)).toEqual(['ack'])
  expect([...kept]).toEqual([['spool-unread/m1', '{"of":"another format"}']])
})

test('a message comes again while nothing may be written, and when the database failed', async () => {
  kept.set('switches', JSON.stringify({ readOnly: 'Moving' }))
  expect(await deliver(said, 1)).toEqual(['again in 300 s'])
  expect(asked).toBe(0)
  kept.delete('switches')
  clock += 60_000
  vi.mocked(performance.now).mockReturnValue(clock)
  expect(await deliver(said, 2)).toEqual(['again in 20 s'])
  expect(kept.size).toBe(0)
})

test('what is listed and cannot be read here yet is not deleted', async () => {
  listed = ['spool/x']
  const forgotten = vi.spyOn(KV, 'delete')
  await takeFromKv(store, env, now)
  expect(forgotten).not.toHaveBeenCalled()
})

test('every place in the spool is soon the first, also where most runs are left out', () => {
  for (const [count, step] of [...Array(30).keys()].flatMap((n) => [1, 7, 30].map((step) => [n + 1, step] as const))) {
    const all = [...Array(count).keys()]
    const firsts = [...Array(count * 8).keys()].map((run) => inTurn(all, new Date(run * step * 120_000))[0])
    expect(new Set(firsts).size, `${count} entries, each ${step} runs`).toBe(count)
  }
})
