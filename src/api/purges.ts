import { Hono } from 'hono'
import * as v from 'valibot'
import { listPurges } from '../cache/receipts.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { valid } from '../http/validate.ts'
import { describe, listOf } from './describe.ts'
import { pageOf, paging } from './page.ts'

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
  valid('query', v.strictObject(paging)),
  async (c) => {
    const { cursor, limit } = c.req.valid('query')
    const rows = await listPurges(c.var.store.db, { before: cursor, limit: limit + 1 })
    return c.json(
      pageOf(rows, limit, (row) => ({
        ...row,
        state: row.doneAt ? 'done' : 'pending',
        createdAt: row.createdAt.toISOString(),
        doneAt: row.doneAt?.toISOString() ?? null,
      })),
    )
  },
)
