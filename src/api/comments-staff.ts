import type { Context } from 'hono'
import type * as v from 'valibot'
import { StaffComment } from '../comments/input.ts'
import { findReferences, NO_AUTHOR, sayAsStaff } from '../comments/staff.ts'
import type { StoredComment } from '../comments/stored.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { idempotent } from '../http/idempotency.ts'
import type { FieldError } from '../http/problem.ts'
import { refused, takesJson, valid } from '../http/validate.ts'
import { siteQuery } from '../settings/site.ts'
import { CommentJson, commentJson, commentTag } from './comment-json.ts'
import { describe } from './describe.ts'
import { type Write, writeAndAnswer } from './write.ts'

/** What the paper itself says under an article. */
export const staffRoutes = new Hono<Env>().post(
  '/comments',
  describe(
    import.meta.worker || {
      summary: 'Comment for the paper, approved at once',
      tag: 'Comments',
      scopes: ['comments:moderate'],
      status: 201,
      returns: CommentJson(),
      refuses: [400, 409, 413, 415, 422],
    },
  ),
  guard('comments:moderate'),
  takesJson(800_000),
  idempotent,
  valid('json', StaffComment),
  (c) => writeAndAnswer(c, () => say(c, c.req.valid('json'))),
)

async function say(c: Context<Env>, input: v.InferOutput<typeof StaffComment>): Promise<Write> {
  const { store, bearer, now } = c.var
  const { articleId, author, body } = input
  const parentId = input.parentId ?? null
  const found = await findReferences(store.db, { articleId, parentId, author }, now)
  const errors: FieldError[] = []
  if (!found.article) errors.push({ field: 'articleId', problem: 'There is no such public article' })
  if (parentId !== null && !found.parent)
    errors.push({ field: 'parentId', problem: 'Is no approved comment of the article' })
  if (author !== undefined && !found.writer) errors.push({ field: 'author', problem: `No author "${author}"` })
  if (errors.length > 0) throw refused(errors)
  const writer = found.writer ?? { id: NO_AUTHOR, name: input.name ?? '' }
  const by = { actor: bearer.name, now }
  const [{ comments }] = await read(c.var.reader, siteQuery())
  const words = { articleId, parentId, author: writer, body, depth: comments.depth }
  const { row, ...made } = sayAsStaff(store.db, words, by)
  const articlePath = found.article?.path ?? null
  const json = commentJson({ ...nobody, ...row, articlePath, path: '' }, true)
  const headers = { Location: `/api/comments/${row.id}`, ETag: await commentTag(json) }
  return { ...made, status: 201, headers, body: json }
}

// What only a stranger's comment has.
const nobody: Omit<
  StoredComment,
  'id' | 'articleId' | 'parentId' | 'author' | 'body' | 'bodyHtml' | 'state' | 'createdAt'
> = {
  ...{ path: '', url: '', reasons: [], shown: true, authorId: null, editedAt: null, decidedAt: null, decidedBy: '' },
  ...{ score: null, spamProbability: null, taught: null, articlePath: null, headline: null },
  ...{ email: null, emailHash: null, address: null, addressHash: null, networkHash: null, userAgent: null },
}
