import * as v from 'valibot'
import { ArticlePatch, NewArticle, statuses } from '../articles/input.ts'
import { listStored } from '../articles/stored.ts'
import type { Env } from '../env.ts'
import { guard, requireScope } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { idempotent } from '../http/idempotency.ts'
import { requireMatch, versionTag } from '../http/precondition.ts'
import { takesJson, valid } from '../http/validate.ts'
import { answerSaved, findArticle, readSite } from './article.ts'
import { describe, listOf } from './describe.ts'
import { answerPage, Id, paging } from './page.ts'
import { ArticleJson, articleJson } from './representations.ts'

const READ = ['articles:read', 'articles:write', 'articles:publish'] as const
const WRITE = ['articles:write', 'articles:publish'] as const

const Filter = v.strictObject({
  ...paging,
  status: v.optional(v.picklist(statuses)),
  section: v.optional(v.string()),
  author: v.optional(v.string()),
  topic: v.optional(v.string()),
})

/** A body of 256 KB, in JSON at its longest spelling, and what is around it. */
const articleJsonBody = takesJson(2_000_000)

export const articleRoutes = new Hono<Env>()
  .get(
    '/articles',
    describe(
      import.meta.worker || {
        summary: 'List articles, newest first',
        tag: 'Articles',
        scopes: READ,
        returns: listOf(ArticleJson()),
        refuses: [422],
      },
    ),
    guard(...READ),
    valid('query', Filter),
    async (c) => {
      const { store, now } = c.var
      const filter = c.req.valid('query')
      const { address } = await readSite(c)
      const list = (page: Pick<Parameters<typeof listStored>[1], 'before' | 'limit'>) =>
        listStored(store.db, { ...filter, ...page }, now)
      return answerPage(c, filter, list, (row) => articleJson(row, address, now))
    },
  )
  .post(
    '/articles',
    describe(
      import.meta.worker || {
        summary: 'Make an article',
        tag: 'Articles',
        scopes: WRITE,
        status: 201,
        returns: ArticleJson(),
        refuses: [400, 409, 413, 415, 422],
      },
    ),
    guard(...WRITE),
    articleJsonBody,
    idempotent,
    valid('json', NewArticle),
    async (c) => {
      const input = c.req.valid('json')
      if (input.status && input.status !== 'draft') requireScope(c.var.bearer, 'articles:publish')
      return answerSaved(c, null, input)
    },
  )
  .get(
    '/articles/:id',
    describe(
      import.meta.worker || {
        summary: 'Read an article',
        tag: 'Articles',
        scopes: READ,
        returns: ArticleJson(),
        refuses: [404],
      },
    ),
    guard(...READ),
    valid('param', Id),
    async (c) => {
      const article = await findArticle(c, c.req.valid('param').id)
      const { address } = await readSite(c)
      return c.json(articleJson(article, address, c.var.now), 200, { ETag: versionTag(article.version) })
    },
  )
  .patch(
    '/articles/:id',
    describe(
      import.meta.worker || {
        summary: 'Change, publish, schedule or withdraw an article',
        tag: 'Articles',
        scopes: WRITE,
        returns: ArticleJson(),
        refuses: [400, 404, 409, 412, 413, 415, 422],
      },
    ),
    guard(...WRITE),
    articleJsonBody,
    valid('param', Id),
    valid('json', ArticlePatch),
    async (c) => {
      const before = await findArticle(c, c.req.valid('param').id)
      requireMatch(c.req.header('If-Match'), versionTag(before.version))
      const input = c.req.valid('json')
      // Whatever readers see, or would see, takes the right to publish.
      if (before.publishedAt || (input.status && input.status !== 'draft'))
        requireScope(c.var.bearer, 'articles:publish')
      return answerSaved(c, before, input)
    },
  )
  .delete(
    '/articles/:id',
    describe(
      import.meta.worker || {
        summary: 'Withdraw an article: its address answers 410',
        tag: 'Articles',
        scopes: ['articles:publish'],
        returns: ArticleJson(),
        refuses: [404, 409, 412, 422],
      },
    ),
    guard('articles:publish'),
    valid('param', Id),
    async (c) => {
      const before = await findArticle(c, c.req.valid('param').id)
      requireMatch(c.req.header('If-Match'), versionTag(before.version))
      return answerSaved(c, before, { status: 'withdrawn' })
    },
  )
