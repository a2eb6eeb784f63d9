import { createMiddleware } from 'hono/factory'
import type { Scope } from '../accounts/scopes.ts'
import { findBearer, noteUse } from '../accounts/token.ts'
import { commit } from '../cache/change.ts'
import type { Env } from '../env.ts'
import { problem } from './problem.ts'

const SHAPE = /^Bearer ([A-Za-z0-9._~+/=-]{8,200})$/

/** Lets in who holds a living token with one of these scopes: 401 without, 403 with the wrong one. */
export const guard = (...allowed: [Scope, ...Scope[]]) =>
  createMiddleware<Env>(async (c, next) => {
    const { store, now } = c.var
    const token = SHAPE.exec(c.req.header('Authorization') ?? '')?.[1]
    const bearer = token && (await findBearer(store.db, token, now))
    if (!bearer) throw unauthorized()
    if (!allowed.some((scope) => bearer.scopes.includes(scope))) throw missing(allowed)
    c.set('bearer', bearer)
    const note = noteUse(store.db, bearer, now)
    if (note) c.executionCtx.waitUntil(commit(store.db, [note]))
    return next()
  })

/** Asks for one more scope than the route did: publishing is more than writing. */
export function requireScope(bearer: { scopes: readonly Scope[] }, scope: Scope): void {
  if (!bearer.scopes.includes(scope)) throw missing([scope])
}

const unauthorized = () =>
  problem(401, 'unauthorized', {
    title: 'A valid access token is needed',
    headers: { 'WWW-Authenticate': 'Bearer realm="Dateline"' },
  })

const missing = (scopes: readonly Scope[]) =>
  problem(403, 'missing-scope', {
    title: 'This token may not do that',
    detail: `It needs the scope ${scopes.join(' or ')}`,
    headers: { 'WWW-Authenticate': `Bearer realm="Dateline", error="insufficient_scope", scope="${scopes[0]}"` },
  })
