import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { CommentPatch } from '../comments/input.ts'
import { type CommentFilter, decide, findComment, listComments, type StoredComment } from '../comments/moderation.ts'
import { commentStates } from '../db/tables/comments.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { contentTag, requireMatch } from '../http/precondition.ts'
import { problem } from '../http/problem.ts'
import { smallJson, valid } from '../http/validate.ts'
import { describe, listOf } from './describe.ts'
import { answerPage, Id, paging } from './page.ts'
import { CommentJson, commentJson } from './representations.ts'
import { show, writeAndAnswer } from './write.ts'

const READ = ['comments:read', 'comments:moderate'] as const

const Filter = v.strictObject({
  ...paging,
  state: v.optional(v.picklist(commentStates)),
  article: v.optional(v.pipe(v.string(), v.regex(/^\d{1,16}$/, 'Must be the id of an article'), v.transform(Number))),
})

export const commentRoutes = new Hono<Env>()
  .get(
    '/comments',
    describe({
      summary: 'List comments, newest first',
      tag: 'Comments',
      scopes: READ,
      returns: listOf(CommentJson),
      refuses: [422],
    }),
    guard(...READ),
    valid('query', Filter),
    async (c) => {
      const { article: articleId, state, ...asked } = c.req.valid('query')
      const list = (page: Pick<CommentFilter, 'before' | 'limit'>) =>
        listComments(c.var.store.db, { state, articleId, ...page })
      return answerPage(c, asked, list, (row) => commentJson(row, mayModerate(c)))
    },
  )
  .get(
    '/comments/:id',
    describe({ summary: 'Read a comment', tag: 'Comments', scopes: READ, returns: CommentJson, refuses: [404] }),
    guard(...READ),
    valid('param', Id),
    async (c) => show(c, commentJson(await find(c, c.req.valid('param').id), mayModerate(c))),
  )
  .patch(
    '/comments/:id',
    describe({
      summary: 'Approve a comment, hold it, or put it away',
      tag: 'Comments',
      scopes: ['comments:moderate'],
      returns: CommentJson,
      refuses: [400, 404, 412, 413, 415, 422],
    }),
    guard('comments:moderate'),
    smallJson,
    valid('param', Id),
    valid('json', CommentPatch),
    async (c) => {
      const { store, now, bearer } = c.var
      const before = await find(c, c.req.valid('param').id)
      requireMatch(c.req.header('If-Match'), await contentTag(commentJson(before, true)))
      const { decision, ...made } = decide(store.db, before, c.req.valid('json').state, { actor: bearer.name, now })
      return writeAndAnswer(c, () => ({ ...made, status: 200, body: commentJson({ ...before, ...decision }, true) }))
    },
  )

async function find(c: Context<Env>, id: number): Promise<StoredComment> {
  const comment = await findComment(c.var.store.db, id)
  if (!comment) throw problem(404, 'not-found', { title: 'There is no such comment' })
  return comment
}

const mayModerate = (c: Context<Env>) => c.var.bearer.scopes.includes('comments:moderate')
