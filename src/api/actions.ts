import * as v from 'valibot'
import { listActions } from '../comments/actions.ts'
import { actionKinds } from '../db/tables/moderation.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { valid } from '../http/validate.ts'
import { describe, listOf } from './describe.ts'
import { answerPage, Paging } from './page.ts'
import { moment, whole } from './representations.ts'

const ActionJson = () =>
  v.object({
    id: whole,
    at: moment,
    actor: v.string(),
    act: v.picklist(actionKinds),
    /** The rule; or the comment's id, its state, and how many were deleted. */
    about: v.record(v.string(), v.union([v.string(), v.number()])),
  })

/** What was done to lists, and to comments that are no more. */
export const actionRoutes = new Hono<Env>().get(
  '/actions',
  describe(
    import.meta.worker || {
      summary: 'List changes of rules, and deletions, of the last year, newest first',
      tag: 'Rules',
      scopes: ['comments:moderate'],
      returns: listOf(ActionJson()),
      refuses: [422],
    },
  ),
  guard('comments:moderate'),
  valid('query', Paging),
  (c) =>
    answerPage(
      c,
      c.req.valid('query'),
      async (page) => (await listActions(c.var.store.db, page)).map((row) => ({ ...row, createdAt: row.at })),
      ({ createdAt, ...row }) => ({ ...row, at: createdAt.toISOString() }),
    ),
)
