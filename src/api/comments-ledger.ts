import type { Context } from 'hono'
import * as v from 'valibot'
import { findVerdict, type LedgerPage, listVerdicts, type Verdict } from '../comments/ledger.ts'
import { alter, changeOf } from '../comments/moderate.ts'
import { findModerated } from '../comments/moderated.ts'
import { historyOf, type Stays, undoing } from '../comments/undo.ts'
import { commentStates } from '../db/tables/comments.ts'
import { acts } from '../db/tables/moderation.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { problem } from '../http/problem.ts'
import { smallJson, valid } from '../http/validate.ts'
import { line } from '../text/fields.ts'
import { moderator, noComment } from './comments.ts'
import { describe, listOf } from './describe.ts'
import { answerPage, Id, Paging } from './page.ts'
import { moment, whole } from './representations.ts'
import { writeAndAnswer } from './write.ts'

const MODERATE = 'comments:moderate'

const VerdictJson = () =>
  v.object({
    id: whole,
    commentId: whole,
    at: moment,
    actor: v.string(),
    act: v.picklist(acts),
    from: v.nullable(v.picklist(commentStates)),
    to: v.picklist(commentStates),
    score: v.nullable(v.number()),
    reasons: v.array(v.string()),
    /** What an edit replaced. */
    before: v.nullable(v.object({ author: v.string(), url: v.string(), body: v.string() })),
    /** The entry that this one took back, and whether this one was taken back. */
    undoes: v.nullable(whole),
    isUndone: v.boolean(),
  })

/** Why an entry cannot be undone, in words. */
export const stays: Record<Stays, string> = {
  'changed-nothing': 'It changed nothing that can be put back',
  'undone-already': 'It was undone already',
  redone: 'It brought back what was undone; decide anew instead',
  'too-old': 'Too much happened to the comment since',
  'something-later': 'A later change builds on it; undo that one first',
}

/** Everything that happened to comments, by whom and why. */
export const ledgerRoutes = new Hono<Env>()
  .get(
    '/comments/:id/verdicts',
    describe(
      import.meta.worker || {
        summary: 'List what happened to a comment, newest first',
        tag: 'Comments',
        scopes: [MODERATE],
        returns: listOf(VerdictJson()),
        refuses: [404, 422],
      },
    ),
    guard(MODERATE),
    valid('param', Id),
    valid('query', Paging),
    async (c) => {
      const { id: commentId } = c.req.valid('param')
      return answerPage(c, c.req.valid('query'), (page) => ledgerOf(c, { ...page, commentId }), verdictJson)
    },
  )
  .get(
    '/verdicts',
    describe(
      import.meta.worker || {
        summary: 'List what happened to comments, newest first',
        tag: 'Comments',
        scopes: [MODERATE],
        returns: listOf(VerdictJson()),
        refuses: [422],
      },
    ),
    guard(MODERATE),
    valid('query', Paging),
    (c) => answerPage(c, c.req.valid('query'), (page) => ledger(c, page), verdictJson),
  )
  .post(
    '/verdicts/:id/undo',
    describe(
      import.meta.worker || {
        summary: 'Put back what an entry changed',
        tag: 'Comments',
        scopes: [MODERATE],
        status: 201,
        returns: VerdictJson(),
        refuses: [400, 404, 409, 413, 415, 422],
      },
    ),
    guard(MODERATE),
    smallJson,
    valid('param', Id),
    valid('json', v.strictObject({ reason: v.optional(line(200)) })),
    (c) => writeAndAnswer(c, () => undo(c, c.req.valid('param').id, c.req.valid('json').reason)),
  )

// A list is paged by when things happened.
const ledger = async (c: Context<Env>, page: LedgerPage): Promise<Listed[]> =>
  (await listVerdicts(c.var.store.db, page)).map((row) => ({ ...row, createdAt: row.at }))

async function ledgerOf(c: Context<Env>, page: LedgerPage) {
  const rows = await ledger(c, page)
  // A comment has one entry at least, that of its coming.
  if (rows.length === 0 && !page.before) throw noComment()
  return rows
}

async function undo(c: Context<Env>, id: number, reason: string | undefined) {
  const { db } = c.var.store
  const entry = await findVerdict(db, id)
  if (!entry) throw problem(404, 'not-found', { title: 'There is no such entry' })
  const [[comment], history] = await Promise.all([findModerated(db, [entry.commentId]), historyOf(db, entry.commentId)])
  if (!comment) throw noComment()
  const by = moderator(c, reason)
  const wish = undoing(comment, history, entry)
  if (typeof wish === 'string') throw problem(409, 'conflict', { title: stays[wish] })
  const change = changeOf(comment, wish, by)
  const [made] = change.entries
  if (!made) throw problem(409, 'conflict', { title: stays['changed-nothing'] })
  const { before = null, undoes = null, fromState = null } = made.entry
  const row = { ...made.entry, id: made.id, before, undoes, fromState, score: null, isUndone: false, createdAt: by.now }
  const headers = { Location: `/api/comments/${comment.id}/verdicts` }
  return { ...alter(db, [change], by), status: 201 as const, headers, body: verdictJson(row) }
}

interface Listed extends Verdict {
  isUndone: boolean
  createdAt: Date
}

function verdictJson(row: Listed): v.InferInput<ReturnType<typeof VerdictJson>> {
  const { id, commentId, actor, act, score, reasons, undoes, isUndone } = row
  const { body, author = '', url = '' } = row.before ?? {}
  return {
    ...{ id, commentId, at: row.at.toISOString(), actor, act, from: row.fromState, to: row.toState, score, reasons },
    ...{ before: body === undefined ? null : { author, url, body }, undoes, isUndone },
  }
}
