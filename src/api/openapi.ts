import * as v from 'valibot'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { knows } from '../http/query.ts'
import { describe } from './describe.ts'

/** `/openapi.json`: the file that `npm run openapi` made of the routes and the schemas that validate. */
export const openapi = new Hono<Env>().get(
  '/openapi.json',
  describe(
    import.meta.worker || {
      summary: 'Read this document',
      tag: 'Description',
      returns: v.looseObject({ openapi: v.string() }),
    },
  ),
  knows(),
  // It changes with the build alone, which is in the edge's key.
  (c) =>
    keepAtEdge(c, [], { until: null }, async () => {
      const file = await c.env.ASSETS.fetch(new URL('/openapi.json', c.req.url))
      if (!file.ok) throw new Error(`The OpenAPI document is not among the files: ${file.status}`)
      return new Response(file.body, { headers: { 'Content-Type': 'application/json' } })
    }),
)
