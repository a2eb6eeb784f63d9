import type { Context } from 'hono'
import * as v from 'valibot'
import { Moment } from '../articles/input.ts'
import { deleteForGood, putAwayQuery } from '../comments/removal.ts'
import { findComment } from '../comments/stored.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { requireMatch } from '../http/precondition.ts'
import { problem } from '../http/problem.ts'
import { valid } from '../http/validate.ts'
import { commentJson, commentTag } from './comment-json.ts'
import { noComment } from './comments.ts'
import { describe } from './describe.ts'
import { Id } from './page.ts'
import { whole } from './representations.ts'
import { type Write, writeAndAnswer } from './write.ts'

const MODERATE = 'comments:moderate'
const DeletedJson = () => v.object({ deleted: whole })

/** `before`: leave what was put away later, of which the caller may not know. */
const Emptying = v.strictObject({ state: v.picklist(['spam', 'trash']), before: v.optional(Moment) })

/** The end of a comment: of one, or of what is put away. */
export const deletionRoutes = new Hono<Env>()
  .delete(
    '/comments/:id',
    describe(
      import.meta.worker || {
        summary: 'Delete a comment for good, which is spam or in the trash',
        tag: 'Comments',
        scopes: [MODERATE],
        returns: DeletedJson(),
        refuses: [404, 409, 412],
      },
    ),
    guard(MODERATE),
    valid('param', Id),
    (c) => writeAndAnswer(c, () => deleteOne(c, c.req.valid('param').id)),
  )
  .delete(
    '/comments',
    describe(
      import.meta.worker || {
        summary: 'Empty the spam or the trash, a hundred at a time: repeat until none is deleted',
        tag: 'Comments',
        scopes: [MODERATE],
        returns: DeletedJson(),
        refuses: [422],
      },
    ),
    guard(MODERATE),
    valid('query', Emptying),
    async (c) => {
      const { state, before = c.var.now } = c.req.valid('query')
      const [found] = await read(c.var.reader, putAwayQuery(state, new Date(before.getTime() + 1)))
      const ids = found.map(({ id }) => id)
      return writeAndAnswer(c, () => deleted(c, ids, { state, count: ids.length }))
    },
  )

async function deleteOne(c: Context<Env>, id: number): Promise<Write> {
  const comment = await findComment(c.var.store.db, id)
  if (!comment) throw noComment()
  requireMatch(c.req.header('If-Match'), await commentTag(commentJson(comment, true)))
  if (comment.state !== 'spam' && comment.state !== 'trash') throw notPutAway()
  return deleted(c, [id], { state: comment.state, id })
}

function deleted(c: Context<Env>, ids: readonly number[], about: Record<string, string | number>): Write {
  const { store, bearer, now } = c.var
  const statements = ids.length === 0 ? [] : deleteForGood(store.db, ids, { actor: bearer.name, now, about })
  return { tags: [], statements, status: 200, body: { deleted: ids.length } }
}

const notPutAway = () =>
  problem(409, 'conflict', { title: 'Only spam and trash can be deleted', detail: 'Put it away first.' })
