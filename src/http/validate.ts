import type { ValidationTargets } from 'hono'
import { createMiddleware } from 'hono/factory'
import { validator } from 'hono-openapi'
import type * as v from 'valibot'
import type { Env } from '../env.ts'
import { type FieldError, problem } from './problem.ts'

type Schema = v.GenericSchema | v.GenericSchemaAsync

/** Validates a part of the request, or answers 422 naming each bad field. The schema is in the OpenAPI document too. */
export const valid = <S extends Schema, T extends keyof ValidationTargets>(target: T, schema: S) =>
  validator(target, schema, (result) => {
    if (!result.success)
      throw refused(result.error.map(({ path, message }) => ({ field: dotted(path), problem: message })))
  })

/** 422, with what is wrong field by field. */
export const refused = (errors: FieldError[]) =>
  problem(422, 'invalid-input', { title: 'Some of the input was refused', errors })

/** A body that is not JSON is 415, whatever it says. */
export const jsonOnly = createMiddleware<Env>(async (c, next) => {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw problem(415, 'unsupported-media-type', {
      title: 'Send JSON',
      detail: 'Content-Type must be application/json',
    })
  }
  return next()
})

type Step = PropertyKey | { key: PropertyKey }
const dotted = (path: readonly Step[] | undefined) =>
  (path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
