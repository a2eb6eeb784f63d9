import type { Context } from 'hono'
import * as v from 'valibot'
import { CommentId } from '../comments/input.ts'
import { findVerdicts, type Verdict } from '../comments/ledger.ts'
import { alter, type By, type Change, changeOf } from '../comments/moderate.ts'
import { findModerated, type Moderated } from '../comments/moderated.ts'
import { historiesOf, undoing } from '../comments/undo.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { type FieldError, problem } from '../http/problem.ts'
import { refused, smallJson, valid } from '../http/validate.ts'
import { line } from '../text/fields.ts'
import { BulkJson, bulkJson, moderator } from './comments.ts'
import { stays } from './comments-ledger.ts'
import { describe } from './describe.ts'
import { type Write, writeAndAnswer } from './write.ts'

const MODERATE = 'comments:moderate'

const Undoing = v.strictObject({
  ids: v.pipe(v.array(CommentId), v.minLength(1), v.maxLength(100)),
  reason: v.optional(line(200)),
})

/** Many decisions taken back at once, or none of them. */
export const undoRoutes = new Hono<Env>().post(
  '/verdicts/undo',
  describe(
    import.meta.worker || {
      summary: 'Put back what up to 100 entries changed, each of another comment',
      tag: 'Comments',
      scopes: [MODERATE],
      returns: BulkJson(),
      refuses: [400, 409, 413, 415, 422],
    },
  ),
  guard(MODERATE),
  smallJson,
  valid('json', Undoing),
  (c) => {
    const { ids, reason } = c.req.valid('json')
    return writeAndAnswer(c, () => undoAll(c, [...new Set(ids)], moderator(c, reason)))
  },
)

async function undoAll(c: Context<Env>, ids: readonly number[], by: By): Promise<Write> {
  const { db } = c.var.store
  const entries = await findVerdicts(db, ids)
  const subjects = entries.map(({ commentId }) => commentId)
  const [found, histories] = await Promise.all([findModerated(db, subjects), historiesOf(db, subjects)])
  const comments = new Map(found.map((each) => [each.id, each]))
  const errors: FieldError[] = []
  const seen = new Set<number>()
  const changes = ids.flatMap((id, i) => {
    const entry = entries.find((each) => each.id === id)
    const comment = entry && comments.get(entry.commentId)
    const change =
      entry && comment ? takenBack(comment, histories.get(comment.id) ?? [], entry, by) : 'There is no such entry'
    const twice = comment && seen.size === seen.add(comment.id).size
    if (typeof change !== 'string' && !twice) return [change]
    errors.push({
      field: `ids.${i}`,
      problem: typeof change === 'string' ? change : 'Is of the same comment as another',
    })
    return []
  })
  if (ids.some((id) => !entries.some((each) => each.id === id))) throw refused(errors)
  if (errors.length > 0) throw problem(409, 'conflict', { title: 'Not all of them can be undone', errors })
  return { ...alter(db, changes, by), status: 200, body: bulkJson(changes) }
}

function takenBack(comment: Moderated, history: readonly Verdict[], entry: Verdict, by: By): Change | string {
  const wish = undoing(comment, history, entry)
  if (typeof wish === 'string') return stays[wish]
  const change = changeOf(comment, wish, by)
  return change.entries.length > 0 ? change : stays['changed-nothing']
}
