import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'

/** What every refusal answers (RFC 9457); the document has it once. */
export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.optional(v.string()),
  errors: v.optional(v.array(v.object({ field: v.string(), problem: v.string() }))),
})

const reasons: Record<number, string> = {
  400: 'The request cannot be understood',
  401: 'No valid token',
  403: 'The token lacks the scope',
  404: 'No such thing',
  409: 'Something else came first',
  412: 'If-Match named another version',
  413: 'Too large',
  415: 'Not of a type that is taken',
  422: 'Bad input, named field by field',
  429: 'Too many requests',
}

const refusal = (status: number) => ({
  description: reasons[status] ?? 'Refused',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const answer = (description: string, returns: v.GenericSchema | undefined) => ({
  description,
  ...(returns ? { content: { 'application/json': { schema: resolver(returns) } } } : {}),
})

interface Description {
  summary: string
  tag: string
  /** The scopes of which one is needed; absent on public routes. */
  scopes?: readonly string[]
  status?: 200 | 201
  /** What 200 means where 201 is the rule. */
  again?: string
  returns?: v.GenericSchema
  refuses?: number[]
  /** A body that no schema validates, by its types. */
  takes?: Record<string, object>
}

/**
 * An operation in the OpenAPI document; its input is described by the schemas that validate it. It is written
 * `describe(import.meta.worker || {…})`: the document is made before the Worker, which carries no description.
 */
export const describe = (operation: Description | true) =>
  describeRoute(import.meta.worker || operation === true ? {} : spec(operation))

const spec = ({ summary, tag, scopes, status = 200, again, returns, refuses = [], takes }: Description) => ({
  summary,
  tags: [tag],
  ...(scopes
    ? {
        security: scopes.map((scope) => ({ token: [scope] })),
        description: `Needs the scope ${scopes.join(' or ')}.`,
      }
    : { security: [] }),
  ...(takes ? { requestBody: { required: true, content: takes } } : {}),
  responses: {
    ...(again ? { 200: answer(again, returns) } : {}),
    [status]: answer(status === 201 ? 'Made' : 'Done', returns),
    ...Object.fromEntries([...(scopes ? [401, 403, 429] : []), ...refuses].map((code) => [code, refusal(code)])),
  },
})

/** A page of a list, as described. */
export const listOf = <S extends v.GenericSchema>(item: S) =>
  v.object({ items: v.array(item), cursor: v.nullable(v.string()) })
