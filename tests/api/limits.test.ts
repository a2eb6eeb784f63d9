import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../support/api.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer({ narrow: { API_LIMIT: 5 } })
})
afterAll(() => server.close())

const ask = (Authorization: string, address: string) =>
  server.fetch('/api/articles', { headers: { Authorization, 'CF-Connecting-IP': address } })

test('a token that asks too often is told to wait, and no other token is', async () => {
  const [busy, calm] = [`Bearer ${await server.token()}`, `Bearer ${await server.token()}`]
  const statuses: number[] = []
  for (let i = 0; i < 8; i++) statuses.push((await ask(busy, '192.0.2.1')).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429])
  const answer = await ask(busy, '192.0.2.1')
  expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
  await refusal(answer, 429, 'too-many-requests')
  expect((await ask(calm, '192.0.2.1')).status).toBe(200)
})

test('an address that guesses tokens is slowed, and nobody who has one', async () => {
  const statuses: number[] = []
  for (let i = 0; i < 7; i++) statuses.push((await ask(`Bearer dl_guess_number_${i}`, '192.0.2.2')).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
  expect((await ask(`Bearer ${await server.token()}`, '192.0.2.2')).status).toBe(200)
})
