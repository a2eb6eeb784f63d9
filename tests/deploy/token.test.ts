import { afterAll, beforeAll, expect, test } from 'vitest'
import { create, list, type Query, revoke } from '../../tools/token/registry.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let query: Query
const now = new Date()
const never = { expiresAt: null }

beforeAll(async () => {
  server = await startServer()
  const { DB } = await server.env()
  query = async (text) => (await DB.prepare(text).all()).results
})
afterAll(() => server?.close())

const draft = (token: string) =>
  server.fetch('/api/articles', {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: '{"headline":"Hello"}',
  })

test('a token that was made opens what its scopes say, and nothing once revoked', async () => {
  const { id, token } = await create(query, { name: "Ada's laptop", scopes: ['articles:write'], ...never }, now)
  expect((await draft(token)).status).toBe(201)
  expect(await revoke(query, "Ada's laptop", now)).toEqual({ id, name: "Ada's laptop" })
  expect((await draft(token)).status).toBe(401)
})

test('a name is data, whatever it says', async () => {
  const name = `Robert'); drop table tokens; -- "\\' é 🗞`
  await create(query, { name, scopes: ['articles:read'], ...never }, now)
  expect((await list(query)).map((row) => row.name)).toContain(name)
  expect(await revoke(query, "x' or '1'='1", now)).toContain('There is no token')
  expect(await revoke(query, name, now)).toMatchObject({ name })
})

test('of two tokens with one name neither is revoked by it, but each by its id', async () => {
  const first = await create(query, { name: 'Twin', scopes: ['articles:read'], ...never }, now)
  const second = await create(query, { name: 'Twin', scopes: ['articles:read'], ...never }, now)
  expect(await revoke(query, 'Twin', now)).toContain(String(second.id))
  expect(await revoke(query, String(first.id), now)).toEqual({ id: first.id, name: 'Twin' })
})

test('a list shows when a token expires, and no hash', async () => {
  const expiresAt = new Date(now.getTime() + 3_600_000)
  await create(query, { name: 'Brief', scopes: ['articles:read'], expiresAt }, now)
  const brief = (await list(query)).find((row) => row.name === 'Brief')
  expect(brief).toMatchObject({ expires_at: expiresAt.getTime(), last_used_at: null, revoked_at: null })
  expect(Object.keys(brief ?? {})).not.toContain('hash')
})
