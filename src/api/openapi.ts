import { toJsonSchema } from '@valibot/to-json-schema'
import { Hono } from 'hono'
import { generateSpecs, loadVendor } from 'hono-openapi'
import * as v from 'valibot'
import { scopes } from '../accounts/scopes.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { knows } from '../http/query.ts'
import { describe } from './describe.ts'

// What a client may send, before we clean it; transformations have no JSON Schema and need none.
loadVendor('valibot', {
  toJSONSchema: (schema) => {
    if (!isValibot(schema)) throw new Error('Not a schema of ours')
    return toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' })
  },
})

const isValibot = (schema: unknown): schema is v.GenericSchema =>
  (typeof schema === 'object' || typeof schema === 'function') && schema !== null && 'kind' in schema

const Document = v.looseObject({ openapi: v.string() })

/** `/openapi.json`, made from the routes themselves and the schemas that validate them. */
export const openapi = (programs: Hono<Env>) =>
  new Hono<Env>().get(
    '/openapi.json',
    describe({ summary: 'Read this document', tag: 'Description', returns: Document }),
    knows(),
    // It changes with the build alone, which is in the edge's key, and takes longer to make than a request may.
    (c) => keepAtEdge(c, [], { until: null }, async () => c.json(await documentOf(programs))),
  )

/** What the routes say of themselves. */
export const documentOf = (programs: Hono<Env>) =>
  generateSpecs(programs, {
    documentation: {
      openapi: '3.1.0',
      info: { title: 'Dateline', version: '0.1.0', description: 'The publishing API.' },
      servers: [{ url: '/api' }],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: `An access token. Scopes: ${scopes.join(', ')}.` },
        },
      },
    },
    excludeStaticFile: false,
    defaultValidationErrorResponse: false,
  })
