import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { app } from '../../src/app.tsx'
import { documentText } from '../../tools/openapi/document.ts'

type Json = Record<string, unknown>
const text = readFileSync('public/openapi.json', 'utf8')
const document: Json = JSON.parse(text)

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const asJson = (value: unknown): Json => (isJson(value) ? value : {})
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const operations = Object.entries(asJson(document.paths)).flatMap(([path, item]) =>
  Object.entries(asJson(item)).map(([method, operation]) => ({ path, method, operation: asJson(operation) })),
)

describe('the OpenAPI document', () => {
  test('is what the routes say today: `npm run openapi` makes it anew', async () => {
    expect(await documentText()).toBe(text)
  })

  test('is of version 3.1, and says where it is served and how to sign in', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.info).toEqual({ title: 'Dateline', version: expect.any(String), description: expect.any(String) })
    expect(document.servers).toEqual([{ url: '/api' }])
    expect(asJson(document.components).securitySchemes).toMatchObject({ token: { type: 'http', scheme: 'bearer' } })
  })

  test('has every route under /api, and no other', () => {
    const registered = app.routes
      .filter(({ path, method }) => path.startsWith('/api/') && method !== 'ALL')
      .map(({ path, method }) => `${method} ${path.slice(4).replace(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')}`)
    const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)
    expect(described.sort()).toEqual([...new Set(registered)].sort())
    expect(described.length).toBeGreaterThan(20)
  })

  test('names each operation once', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('resolves every reference, and has only JSON Schema in its schemas', () => {
    for (const pointer of references(document)) {
      const found = pointer
        .slice(2)
        .split('/')
        .reduce<unknown>((at, step) => asJson(at)[step], document)
      expect(found, pointer).toBeDefined()
    }
    for (const schema of schemas(document)) checkSchema(schema)
  })
})

const takesFile = (path: string, method: string) => path === '/media' && method === 'post'

describe('each operation', () => {
  for (const { path, method, operation } of operations) {
    test(`${method.toUpperCase()} ${path} is described whole`, () => {
      expect(operation.summary).toEqual(expect.stringMatching(/^[A-Z].{5,}/))
      expect(asList(operation.tags)).toHaveLength(1)
      checkResponses(asJson(operation.responses), path, takesFile(path, method))
      checkSecurity(asList(operation.security), path)
      checkParameters(path, asList(operation.parameters).map(asJson))
      const takesBody = method === 'post' || method === 'patch'
      expect(operation.requestBody !== undefined, 'a body').toBe(takesBody)
      const types = takesFile(path, method) ? ['image/*', 'multipart/form-data'] : ['application/json']
      const content = asJson(asJson(operation.requestBody).content)
      if (takesBody) for (const type of types) expect(content).toHaveProperty([type, 'schema'])
    })
  }
})

// The same file again is 200: it is known by its content.
function checkResponses(responses: Json, path: string, twice: boolean): void {
  const statuses = Object.keys(responses)
  expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(twice ? 2 : 1)
  if (path !== '/openapi.json') expect(statuses).toEqual(expect.arrayContaining(['401', '403', '429']))
  if (path.includes('{')) expect(statuses).toContain('404')
  for (const [status, response] of Object.entries(responses)) {
    const { description, content } = asJson(response)
    expect(description).toEqual(expect.any(String))
    const type = status.startsWith('2') ? 'application/json' : 'application/problem+json'
    expect(Object.keys(asJson(content))).toEqual([type])
  }
}

function checkSecurity(security: unknown[], path: string): void {
  expect(security.length > 0).toBe(path !== '/openapi.json')
  for (const each of security) expect(each).toEqual({ token: [expect.stringMatching(/^[a-z]+:[a-z]+$/)] })
}

function checkParameters(path: string, parameters: Json[]): void {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  expect(parameters.filter((each) => each.in === 'path').map(({ name }) => name)).toEqual(inPath)
  for (const { in: place, required, schema } of parameters) {
    if (place === 'path') expect(required).toBe(true)
    expect(isJson(schema)).toBe(true)
  }
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']

function checkSchema(schema: Json): void {
  const { type, enum: values, required, properties } = schema
  if (type !== undefined) expect(TYPES).toContain(type)
  if (values !== undefined) expect(asList(values).length).toBeGreaterThan(0)
  for (const name of asList(required)) expect(Object.keys(asJson(properties))).toContain(name)
  const inner = [...Object.values(asJson(properties)), schema.items, ...asList(schema.anyOf)]
  for (const each of inner) if (isJson(each)) checkSchema(each)
}

function* references(value: unknown): Generator<string> {
  if (isJson(value) && typeof value.$ref === 'string') yield value.$ref
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) yield* references(each)
}

function* schemas(value: unknown): Generator<Json> {
  if (isJson(value) && isJson(value.schema)) yield value.schema
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) yield* schemas(each)
}
