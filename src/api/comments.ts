import type { Context } from 'hono'
import * as v from 'valibot'
import { Moment } from '../articles/input.ts'
import { BulkPatch, CommentPatch, type Wished } from '../comments/input.ts'
import { alter, type By, type Change, changeOf, outcomeOf, wishFor } from '../comments/moderate.ts'
import { findModerated, type Moderated } from '../comments/moderated.ts'
import { type CommentFilter, findComment, listComments, WINDOW } from '../comments/stored.ts'
import { commentStates } from '../db/tables/comments.ts'
import type { Env } from '../env.ts'
import { guard, requireScope } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { requireMatch } from '../http/precondition.ts'
import { problem } from '../http/problem.ts'
import { refused, smallJson, takesJson, valid } from '../http/validate.ts'
import { filled } from '../text/fields.ts'
import { CommentJson, commentJson, commentTag } from './comment-json.ts'
import { describe, listOf } from './describe.ts'
import { answerPage, Id, paging } from './page.ts'
import { whole } from './representations.ts'
import { writeAndAnswer } from './write.ts'

const READ = ['comments:read', 'comments:moderate'] as const
const MODERATE = 'comments:moderate'

const hash = v.optional(v.pipe(v.string(), v.regex(/^[\w-]{22,64}$/, 'Must be a hash as a list of comments tells it')))

const Filter = v.strictObject({
  ...paging,
  state: v.optional(v.picklist(commentStates)),
  article: v.optional(v.pipe(v.string(), v.regex(/^\d{1,16}$/, 'Must be the id of an article'), v.transform(Number))),
  addressHash: hash,
  emailHash: hash,
  text: v.optional(filled(200)),
  since: v.optional(Moment),
})

/** What became of each of many comments. */
export const BulkJson = () =>
  v.object({
    items: v.array(
      v.object({
        id: whole,
        state: v.picklist(commentStates),
        /** The ledger's entry, by which it can be undone; null when nothing changed. */
        verdict: v.nullable(whole),
      }),
    ),
  })

/** A comment of 65,525 characters, each escaped as JSON at worst. */
const commentSized = takesJson(800_000)

export const commentRoutes = new Hono<Env>()
  .get(
    '/comments',
    describe(
      import.meta.worker || {
        summary: `List comments, newest first (text and hashes: among the newest ${WINDOW} that fit)`,
        tag: 'Comments',
        scopes: READ,
        returns: listOf(CommentJson()),
        refuses: [422],
      },
    ),
    guard(...READ),
    valid('query', Filter),
    async (c) => {
      const { article: articleId, cursor, limit, ...filter } = c.req.valid('query')
      // Who sent which comments is a personal detail too.
      if (filter.addressHash ?? filter.emailHash) requireScope(c.var.bearer, MODERATE)
      const list = (page: Pick<CommentFilter, 'before' | 'limit'>) =>
        listComments(c.var.store.db, { ...filter, articleId, ...page })
      return answerPage(c, { cursor, limit }, list, (row) => commentJson(row, mayModerate(c)))
    },
  )
  .get(
    '/comments/:id',
    describe(
      import.meta.worker || {
        summary: 'Read a comment',
        tag: 'Comments',
        scopes: READ,
        returns: CommentJson(),
        refuses: [404],
      },
    ),
    guard(...READ),
    valid('param', Id),
    async (c) => {
      const comment = await findComment(c.var.store.db, c.req.valid('param').id)
      if (!comment) throw noComment()
      const body = commentJson(comment, mayModerate(c))
      return c.json(body, 200, { ETag: await commentTag(body) })
    },
  )
  .patch(
    '/comments/:id',
    describe(
      import.meta.worker || {
        summary: 'Decide on a comment, or edit it',
        tag: 'Comments',
        scopes: [MODERATE],
        returns: CommentJson(),
        refuses: [400, 404, 409, 412, 413, 415, 422],
      },
    ),
    guard(MODERATE),
    commentSized,
    valid('param', Id),
    valid('json', CommentPatch),
    (c) => {
      const { state, reason, ...words } = c.req.valid('json')
      const by = moderator(c, reason)
      return writeAndAnswer(c, async () => {
        const [before] = await findModerated(c.var.store.db, [c.req.valid('param').id])
        if (!before) throw noComment()
        requireMatch(c.req.header('If-Match'), await commentTag(commentJson(before, true)))
        const change = changeOf(before, { ...wishFor(before, state), words }, by)
        const body = commentJson(outcomeOf(change, by), true)
        const headers = { ETag: await commentTag(body) }
        return { ...alter(c.var.store.db, [change], by), status: 200, headers, body }
      })
    },
  )
  .patch(
    '/comments',
    describe(
      import.meta.worker || {
        summary: 'Decide on up to 100 comments at once',
        tag: 'Comments',
        scopes: [MODERATE],
        returns: BulkJson(),
        refuses: [400, 409, 413, 415, 422],
      },
    ),
    guard(MODERATE),
    smallJson,
    valid('json', BulkPatch),
    (c) => {
      const { ids, state, reason } = c.req.valid('json')
      return writeAndAnswer(c, () => decideOnAll(c, ids, state, moderator(c, reason)))
    },
  )

async function decideOnAll(c: Context<Env>, ids: readonly number[], state: Wished, by: By) {
  const { db } = c.var.store
  const found = new Map((await findModerated(db, ids)).map((each) => [each.id, each]))
  const changes = [...new Set(ids)].flatMap((id) => asWished(found.get(id), state, by))
  const unknown = ids.flatMap((id, i) =>
    found.has(id) ? [] : [{ field: `ids.${i}`, problem: `There is no comment ${id}` }],
  )
  if (unknown.length > 0) throw refused(unknown)
  return { ...alter(db, changes, by), status: 200 as const, body: bulkJson(changes) }
}

export const bulkJson = (changes: readonly Change[]): v.InferInput<ReturnType<typeof BulkJson>> => ({
  items: changes.map(({ of, to, entries }) => ({ id: of.id, state: to, verdict: entries[0]?.id ?? null })),
})

const asWished = (of: Moderated | undefined, state: Wished, by: By) =>
  of ? [changeOf(of, wishFor(of, state), by)] : []

/** Who decides, with this request's token. */
export function moderator({ var: { bearer, now }, env }: Context<Env>, reason?: string): By {
  return { actor: bearer.name, now, reasons: reason ? [reason] : [], tellAkismet: Boolean(env.AKISMET_KEY) }
}

export const noComment = () => problem(404, 'not-found', { title: 'There is no such comment' })

const mayModerate = (c: Context<Env>) => c.var.bearer.scopes.includes(MODERATE)
