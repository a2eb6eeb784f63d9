import type { ValidationTargets } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { validator } from 'hono-openapi'
import type * as v from 'valibot'
import type { Env } from '../env.ts'
import { type FieldError, problem } from './problem.ts'
import { speakPlainly } from './wording.ts'

speakPlainly()

type Schema = v.GenericSchema | v.GenericSchemaAsync

/**
 * Validates a part of the request, or answers 422 naming each bad field (404 for a path that names nothing).
 * The schema is in the OpenAPI document too.
 */
export const valid = <S extends Schema, T extends keyof ValidationTargets>(target: T, schema: S) =>
  validator(target, schema, (result) => {
    const lists = listsForObjects(schema, result.data)
    if (lists.length > 0) throw refused(lists)
    if (result.success) return
    if (target === 'param') throw problem(404, 'not-found', { title: 'There is nothing of that name' })
    throw refused(firstOfEach(result.error.map(({ path, message }) => ({ field: dotted(path), problem: message }))))
  })

// To valibot a list is an object in which nothing is set.
function listsForObjects(schema: unknown, data: unknown, path: string[] = []): FieldError[] {
  if (!isRecord(schema) || !isRecord(data)) return []
  if ('wrapped' in schema) return listsForObjects(schema.wrapped, data, path)
  if (!isRecord(schema.entries)) return []
  if (Array.isArray(data)) return [{ field: path.join('.'), problem: 'Must be an object' }]
  return Object.entries(schema.entries).flatMap(([name, each]) => listsForObjects(each, data[name], [...path, name]))
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** 422, with what is wrong field by field; a field of no name is the whole. */
export const refused = (errors: FieldError[]) =>
  problem(422, 'invalid-input', { title: 'Some of the input was refused', errors })

/** A body that is not JSON is 415, whatever it says; one of more than `maxBytes` 413, also when it does not say so. */
export function takesJson(maxBytes: number) {
  const limited = bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw problem(413, 'too-large', { title: `At most ${Math.floor(maxBytes / 1000)} KB of JSON are taken here` })
    },
  })
  return createMiddleware<Env>((c, next) => {
    if (!isJson(c.req.header('Content-Type') ?? '')) throw notJson()
    return limited(c, next)
  })
}

/** Enough for everything but an article's body. */
export const smallJson = takesJson(64_000)

const isJson = (type: string) => /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)

const notJson = () =>
  problem(415, 'unsupported-media-type', { title: 'Send JSON', detail: 'Content-Type must be application/json' })

// What is not a date is not between two years either: one reason a field is enough.
const firstOfEach = (errors: FieldError[]) =>
  errors.filter(({ field }, i) => errors.findIndex((each) => each.field === field) === i)

type Step = PropertyKey | { key: PropertyKey }
const dotted = (path: readonly Step[] | undefined) =>
  (path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
