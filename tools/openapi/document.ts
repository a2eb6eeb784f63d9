import { toJsonSchema } from '@valibot/to-json-schema'
import { generateSpecs, loadVendor, resolver } from 'hono-openapi'
import type * as v from 'valibot'
import { scopes } from '../../src/accounts/scopes.ts'
import { Problem } from '../../src/api/describe.ts'
import { programs } from '../../src/api/programs.ts'

loadVendor('valibot', {
  toJSONSchema: (schema) => {
    if (!isValibot(schema)) throw new Error('Not a schema of ours')
    // What a client may send, before we clean it; transformations have no JSON Schema and need none.
    return toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' })
  },
})

const isValibot = (schema: unknown): schema is v.GenericSchema =>
  (typeof schema === 'object' || typeof schema === 'function') && schema !== null && 'kind' in schema

/** The OpenAPI document: what the routes under `/api` say of themselves, and the schemas that validate their input. */
export async function document() {
  const { schema } = await resolver(Problem).toOpenAPISchema()
  return generateSpecs(programs, {
    documentation: {
      openapi: '3.1.0',
      info: { title: 'Dateline', version: '0.1.0', description: 'The publishing API.' },
      servers: [{ url: '/api' }],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: `An access token. Scopes: ${scopes.join(', ')}.` },
        },
        schemas: { Problem: schema },
      },
    },
    excludeStaticFile: false,
    defaultValidationErrorResponse: false,
  })
}

/** As it is served: one line for each line of sense, so that a change can be read. */
export const documentText = async (): Promise<string> => `${JSON.stringify(await document(), null, 1)}\n`
