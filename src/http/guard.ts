import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { findHolderAway } from '../accounts/away.ts'
import type { Scope } from '../accounts/scopes.ts'
import { type Bearer, findBearer, noteUse } from '../accounts/token.ts'
import { commit } from '../cache/change.ts'
import type { Env } from '../env.ts'
import { isOutage } from './failure.ts'
import { problem } from './problem.ts'
import { senderOf, visitorOf } from './visitor.ts'

/** The name of a scheme is case-insensitive (RFC 9110, section 11.1). */
const SHAPE = /^Bearer +([A-Za-z0-9._~+/=-]{8,200})$/i

/**
 * Lets in who holds a living token with one of these scopes: 401 without, 403 with the wrong one, 429 for too many.
 * Guesses are counted by address, so that they slow nobody who has a token.
 */
export const guard = (...allowed: [Scope, ...Scope[]]) => letIn(findHolder, allowed)

/** The same for what has to work without the database: a token that the clock knew is then let in as well. */
export const guardAway = (scope: 'settings:write') => letIn(findHolderAnyhow, [scope])

const letIn = (find: (c: Context<Env>) => Promise<Bearer | undefined>, allowed: Scope[]) =>
  createMiddleware<Env>(async (c, next) => {
    const bearer = await find(c)
    await count(c, bearer ? `token:${bearer.id}` : `guess:${senderOf(visitorOf(c))}`)
    if (!bearer) throw unauthorized(c.req.header('Authorization') !== undefined)
    if (!allowed.some((scope) => bearer.scopes.includes(scope))) throw missing(allowed)
    c.set('bearer', bearer)
    return next()
  })

/** Asks for one more scope than the route did: publishing is more than writing. */
export function requireScope(bearer: { scopes: readonly Scope[] }, scope: Scope): void {
  if (!bearer.scopes.includes(scope)) throw missing([scope])
}

const tokenOf = (c: Context<Env>) => SHAPE.exec(c.req.header('Authorization')?.trim() ?? '')?.[1]

async function findHolderAnyhow(c: Context<Env>): Promise<Bearer | undefined> {
  try {
    return await findHolder(c)
  } catch (error) {
    const holder = isOutage(error) && (await findHolderAway(c.env.KV, tokenOf(c) ?? '', c.var.now))
    // Of any other token nobody can say that it is none.
    if (!holder) throw error
    return holder
  }
}

async function findHolder(c: Context<Env>): Promise<Bearer | undefined> {
  const { store, now } = c.var
  const token = tokenOf(c)
  const bearer = token === undefined ? undefined : await findBearer(store.db, token, now)
  const note = bearer && noteUse(store.db, bearer, now)
  if (note) c.executionCtx.waitUntil(commit(store.db, [note]))
  return bearer
}

async function count({ env }: Context<Env>, key: string): Promise<void> {
  const { success } = await env.API_LIMIT.limit({ key })
  if (success) return
  throw problem(429, 'too-many-requests', {
    title: 'Too many requests in a minute',
    headers: { 'Retry-After': '60' },
  })
}

// RFC 6750, section 3.1: no error code for who sent no credentials at all.
const unauthorized = (tried: boolean) =>
  problem(401, 'unauthorized', {
    title: 'A valid access token is needed',
    detail: 'Send it as Authorization: Bearer …',
    headers: { 'WWW-Authenticate': `Bearer realm="Dateline"${tried ? ', error="invalid_token"' : ''}` },
  })

const missing = (scopes: readonly Scope[]) =>
  problem(403, 'missing-scope', {
    title: 'This token may not do that',
    detail: `It needs the scope ${scopes.join(' or ')}`,
    headers: { 'WWW-Authenticate': `Bearer realm="Dateline", error="insufficient_scope", scope="${scopes[0]}"` },
  })
