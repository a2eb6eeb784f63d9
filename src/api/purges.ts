import { Hono } from 'hono'
import * as v from 'valibot'
import { listPurges } from '../cache/receipts.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { valid } from '../http/validate.ts'
import { describe, listOf } from './describe.ts'
import { answerPage, Paging } from './page.ts'

const READ = ['purges:read', 'articles:publish'] as const

const PurgeJson = v.object({
  id: v.number(),
  tags: v.array(v.string()),
  state: v.picklist(['pending', 'done']),
  createdAt: v.string(),
  doneAt: v.nullable(v.string()),
  attempts: v.number(),
  error: v.nullable(v.string()),
})

/** What became of each change's purge. */
export const purgeRoutes = new Hono<Env>().get(
  '/purges',
  describe({
    summary: 'List purges, newest first',
    tag: 'Purges',
    scopes: READ,
    returns: listOf(PurgeJson),
    refuses: [422],
  }),
  guard(...READ),
  valid('query', Paging),
  (c) => answerPage(c, c.req.valid('query'), (page) => listPurges(c.var.store.db, page), purgeJson),
)

const purgeJson = (row: Awaited<ReturnType<typeof listPurges>>[number]): v.InferInput<typeof PurgeJson> => ({
  ...row,
  state: row.doneAt ? 'done' : 'pending',
  createdAt: row.createdAt.toISOString(),
  doneAt: row.doneAt?.toISOString() ?? null,
})
