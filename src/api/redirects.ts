import type { Context } from 'hono'
import * as v from 'valibot'
import { NewRedirect, OldPath } from '../articles/desk-input.ts'
import { deleteRedirect, insertRedirect, isArticlePath, listRedirects, type Redirect } from '../articles/redirect.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { idempotent } from '../http/idempotency.ts'
import { problem } from '../http/problem.ts'
import { smallJson, valid } from '../http/validate.ts'
import { describe, listOf } from './describe.ts'
import { answerPage, paging } from './page.ts'
import { RedirectJson, redirectJson } from './representations.ts'
import { writeAndAnswer } from './write.ts'

const scopes = ['redirects:write'] as const

/** Old addresses, and where they lead. */
export const redirectRoutes = new Hono<Env>()
  .get(
    '/redirects',
    describe(
      import.meta.worker || {
        summary: 'List redirects, newest first, or the one of a path',
        tag: 'Redirects',
        scopes,
        returns: listOf(RedirectJson()),
        refuses: [422],
      },
    ),
    guard(...scopes),
    valid('query', v.strictObject({ ...paging, path: v.optional(OldPath) })),
    (c) => {
      const { path, ...asked } = c.req.valid('query')
      return answerPage<Redirect>(c, asked, (page) => listRedirects(c.var.store.db, { path, ...page }), redirectJson)
    },
  )
  .post(
    '/redirects',
    describe(
      import.meta.worker || {
        summary: 'Send an old address to another one of this paper',
        tag: 'Redirects',
        scopes,
        status: 201,
        returns: RedirectJson(),
        refuses: [400, 409, 413, 415, 422],
      },
    ),
    guard(...scopes),
    smallJson,
    idempotent,
    valid('json', NewRedirect),
    async (c) => {
      const { store, now } = c.var
      const { path, target } = c.req.valid('json')
      if (await isArticlePath(store.db, path)) throw articleThere()
      const headers = { Location: `/api/redirects?path=${encodeURIComponent(path)}` }
      const body = redirectJson({ path, target, articleId: null, createdAt: now })
      const statements = [insertRedirect(store.db, path, target, now)]
      return writeAndAnswer(c, () => ({ tags: [], statements, status: 201, headers, body }))
    },
  )
  .delete(
    '/redirects',
    describe(
      import.meta.worker || {
        summary: 'Forget a redirect',
        tag: 'Redirects',
        scopes,
        returns: RedirectJson(),
        refuses: [404, 422],
      },
    ),
    guard(...scopes),
    valid('query', v.strictObject({ path: OldPath })),
    async (c) => {
      const { path } = c.req.valid('query')
      const body = redirectJson(await find(c, path))
      const statements = [deleteRedirect(c.var.store.db, path)]
      return writeAndAnswer(c, () => ({ tags: [], statements, status: 200, body }))
    },
  )

async function find(c: Context<Env>, path: string): Promise<Redirect> {
  const [redirect] = await listRedirects(c.var.store.db, { path, limit: 1 })
  if (!redirect) throw problem(404, 'not-found', { title: 'No redirect of this path' })
  return redirect
}

const articleThere = () =>
  problem(409, 'conflict', {
    title: 'An article has this address',
    errors: [{ field: 'path', problem: 'Is the address of an article' }],
  })
