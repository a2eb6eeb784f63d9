// hono-openapi describes routes and makes the document of them, before the Worker is built; wrangler.toml puts this
// file in its place, which validates alike.
import { createMiddleware } from 'hono/factory'

export { sValidator as validator } from '@hono/standard-validator'

export const describeRoute = () => createMiddleware((_, next) => next())
export const resolver = () => undefined
