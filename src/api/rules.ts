import * as v from 'valibot'
import { MAX_RULES } from '../comments/history.ts'
import {
  addRule,
  deleteRule,
  findRule,
  listRules,
  mayAdd,
  NewRule,
  patternOf,
  type StoredRule,
} from '../comments/rules-write.ts'
import { ruleActions, ruleFields } from '../db/tables/moderation.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { idempotent } from '../http/idempotency.ts'
import { problem } from '../http/problem.ts'
import { smallJson, valid } from '../http/validate.ts'
import { signer } from '../http/visitor.ts'
import { describe, listOf } from './describe.ts'
import { answerPage, Id, Paging } from './page.ts'
import { moment, whole } from './representations.ts'
import { writeAndAnswer } from './write.ts'

const MODERATE = 'comments:moderate'
const about = { tag: 'Rules', scopes: [MODERATE] }

const RuleJson = () =>
  v.object({
    id: whole,
    field: v.picklist(ruleFields),
    /** Of an address its keyed hash. */
    pattern: v.string(),
    action: v.picklist(ruleActions),
    actor: v.string(),
    createdAt: moment,
  })

/** Block and hold lists: which comments wait, and which are spam, by what is in them. */
export const ruleRoutes = new Hono<Env>()
  .get(
    '/rules',
    describe(
      import.meta.worker || {
        ...about,
        summary: 'List rules, newest first',
        returns: listOf(RuleJson()),
        refuses: [422],
      },
    ),
    guard(MODERATE),
    valid('query', Paging),
    (c) => answerPage(c, c.req.valid('query'), (page) => listRules(c.var.store.db, page), ruleJson),
  )
  .post(
    '/rules',
    describe(
      import.meta.worker || {
        ...about,
        summary: 'Hold or block comments by a pattern',
        status: 201,
        returns: RuleJson(),
        refuses: [400, 409, 413, 415, 422],
      },
    ),
    guard(MODERATE),
    smallJson,
    idempotent,
    valid('json', NewRule),
    async (c) => {
      const { store, bearer, now } = c.var
      const given = c.req.valid('json')
      const rule = { ...given, pattern: await patternOf(given, () => signer(c, 'fingerprint')) }
      const may = await mayAdd(store.db, rule)
      if (may === 'there-already') throw taken()
      if (may === 'too-many') throw full()
      const { row, statements } = addRule(store.db, rule, { actor: bearer.name, now })
      const headers = { Location: '/api/rules' }
      return writeAndAnswer(c, () => ({ tags: [], statements, status: 201, headers, body: ruleJson(row) }))
    },
  )
  .delete(
    '/rules/:id',
    describe(import.meta.worker || { ...about, summary: 'Forget a rule', returns: RuleJson(), refuses: [404] }),
    guard(MODERATE),
    valid('param', Id),
    async (c) => {
      const { store, bearer, now } = c.var
      const { db } = store
      const rule = await findRule(db, c.req.valid('param').id)
      if (!rule) throw problem(404, 'not-found', { title: 'There is no such rule' })
      const statements = deleteRule(db, rule, { actor: bearer.name, now })
      return writeAndAnswer(c, () => ({ tags: [], statements, status: 200, body: ruleJson(rule) }))
    },
  )

const ruleJson = ({
  id,
  field,
  pattern,
  action,
  actor,
  createdAt,
}: StoredRule): v.InferInput<ReturnType<typeof RuleJson>> => ({
  ...{ id, field, pattern, action, actor },
  createdAt: createdAt.toISOString(),
})

const taken = () =>
  problem(409, 'conflict', {
    title: 'There is a rule for this already',
    errors: [{ field: 'pattern', problem: 'Is in the lists' }],
  })
const full = () =>
  problem(409, 'conflict', {
    title: `There are ${MAX_RULES} rules already`,
    detail: 'Forget some that no longer matter.',
  })
