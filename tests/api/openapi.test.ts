import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusal } from '../support/api.ts'
import { type Server, startServer } from '../support/server.ts'

/** What anybody may ask for. Whoever adds a name here says why. */
const publicByName = [
  // A description of the doors opens none of them.
  'GET /openapi.json',
]

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

test('the OpenAPI document comes from the edge, since it changes with a deploy alone', async () => {
  await server.fetch('/api/openapi.json')
  const answer = await server.fetch('/api/openapi.json')
  expect(answer.headers.get('Cf-Cache-Status')).toBe('HIT')
  expect(answer.headers.get('Content-Type')).toMatch(/^application\/json/)
  expect((await server.fetch('/api/openapi.json?x=1')).status).toBe(301)
})

describe('every route of the OpenAPI document', () => {
  test('answers 401 without a token, unless it is public by name', async () => {
    const document: { paths: Record<string, object> } = JSON.parse(
      await (await server.fetch('/api/openapi.json')).text(),
    )
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => ({ path, method: method.toUpperCase() })),
    )
    expect(operations.length).toBeGreaterThan(20)
    const open: string[] = []
    for (const { path, method } of operations) {
      const answer = await server.fetch(`/api${path.replace(/\{\w+\}/g, '1')}`, { method })
      if (answer.status === 401) await refusal(answer, 401, 'unauthorized')
      else open.push(`${method} ${path}`)
    }
    expect(open).toEqual(publicByName)
  })
})
