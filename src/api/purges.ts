import * as v from 'valibot'
import { findPurge, listPurges, type PurgeRow } from '../cache/receipts.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { problem } from '../http/problem.ts'
import { valid } from '../http/validate.ts'
import { describe, listOf } from './describe.ts'
import { answerPage, Id, Paging } from './page.ts'

const READ = ['purges:read', 'articles:publish'] as const

const PurgeJson = () =>
  v.object({
    id: v.number(),
    tags: v.array(v.string()),
    force: v.picklist(['hard', 'soft']),
    state: v.picklist(['pending', 'done']),
    createdAt: v.string(),
    doneAt: v.nullable(v.string()),
    repeatedAt: v.nullable(v.string()),
    attempts: v.number(),
    nextAt: v.nullable(v.string()),
    error: v.nullable(v.string()),
    live: v.pipe(
      v.nullable(v.string()),
      v.description(
        'Whether the public page is the one that the Worker answers: "live", "pending", "not yet: …", "not live: …", "could not be reached", "not known: …" or "off: …"; null for what has no page of its own',
      ),
    ),
    page: v.pipe(v.nullable(v.string()), v.description('The public address that is looked at')),
    lookAt: v.pipe(v.nullable(v.string()), v.description('When it is looked at next, at the latest')),
  })

/** What became of each change's purge. */
export const purgeRoutes = new Hono<Env>()
  .get(
    '/purges',
    describe(
      import.meta.worker || {
        summary: 'List purges, newest first',
        tag: 'Purges',
        scopes: READ,
        returns: listOf(PurgeJson()),
        refuses: [422],
      },
    ),
    guard(...READ),
    valid('query', Paging),
    (c) => answerPage(c, c.req.valid('query'), (page) => listPurges(c.var.store.db, page), purgeJson),
  )
  .get(
    '/purges/:id',
    describe(
      import.meta.worker || {
        summary: 'Read a purge',
        tag: 'Purges',
        scopes: READ,
        returns: PurgeJson(),
        refuses: [404],
      },
    ),
    guard(...READ),
    valid('param', Id),
    async (c) => {
      const row = await findPurge(c.var.store.db, c.req.valid('param').id)
      if (!row) throw problem(404, 'not-found', { title: 'There is no such purge, or it is older than a week' })
      return c.json(purgeJson(row))
    },
  )

const purgeJson = ({ looks: _, ...row }: PurgeRow): v.InferInput<ReturnType<typeof PurgeJson>> => ({
  ...row,
  state: row.doneAt ? 'done' : 'pending',
  createdAt: row.createdAt.toISOString(),
  doneAt: row.doneAt?.toISOString() ?? null,
  repeatedAt: row.repeatedAt?.toISOString() ?? null,
  nextAt: row.nextAt?.toISOString() ?? null,
  lookAt: row.lookAt?.toISOString() ?? null,
})
