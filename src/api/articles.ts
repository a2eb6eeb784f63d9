import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import { NewCorrection } from '../articles/desk-input.ts'
import { addCorrection } from '../articles/desk-write.ts'
import { ArticlePatch, NewArticle, statuses } from '../articles/input.ts'
import { listRevisions } from '../articles/revisions.ts'
import { type Refused, type Saved, save } from '../articles/save.ts'
import { findStored, listStored, type Stored } from '../articles/stored.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { guard, requireScope } from '../http/guard.ts'
import { idempotent } from '../http/idempotency.ts'
import { requireMatch, versionTag } from '../http/precondition.ts'
import { problem } from '../http/problem.ts'
import { jsonOnly, refused, valid } from '../http/validate.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { describe, listOf } from './describe.ts'
import { Id, pageOf, paging } from './page.ts'
import { ArticleJson, articleJson, CorrectionJson, RevisionJson } from './representations.ts'
import { writeAndAnswer } from './write.ts'

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
const small = bodyLimit({
  maxSize: 2_000_000,
  onError: () => {
    throw problem(413, 'too-large', { title: 'An article may have 256 KB at most' })
  },
})

export const articleRoutes = new Hono<Env>()
  .get(
    '/articles',
    describe({
      summary: 'List articles, newest first',
      tag: 'Articles',
      scopes: READ,
      returns: listOf(ArticleJson),
      refuses: [422],
    }),
    guard(...READ),
    valid('query', Filter),
    async (c) => {
      const { cursor, limit, ...filter } = c.req.valid('query')
      const site = await readSite(c)
      const rows = await listStored(c.var.store.db, { ...filter, before: cursor, limit: limit + 1 }, c.var.now)
      return c.json(pageOf(rows, limit, (row) => articleJson(row, site.address, c.var.now)))
    },
  )
  .post(
    '/articles',
    describe({
      summary: 'Make an article',
      tag: 'Articles',
      scopes: WRITE,
      status: 201,
      returns: ArticleJson,
      refuses: [400, 409, 413, 415, 422],
    }),
    guard(...WRITE),
    small,
    jsonOnly,
    idempotent,
    valid('json', NewArticle),
    async (c) => {
      const input = c.req.valid('json')
      if (input.status && input.status !== 'draft') requireScope(c.var.bearer, 'articles:publish')
      return answerSaved(c, null, input, 201)
    },
  )
  .get(
    '/articles/:id',
    describe({ summary: 'Read an article', tag: 'Articles', scopes: READ, returns: ArticleJson, refuses: [404] }),
    guard(...READ),
    valid('param', Id),
    async (c) => {
      const article = await find(c, c.req.valid('param').id)
      const site = await readSite(c)
      return c.json(articleJson(article, site.address, c.var.now), 200, { ETag: versionTag(article.version) })
    },
  )
  .patch(
    '/articles/:id',
    describe({
      summary: 'Change, publish, schedule or withdraw an article',
      tag: 'Articles',
      scopes: WRITE,
      returns: ArticleJson,
      refuses: [400, 404, 409, 412, 413, 415, 422],
    }),
    guard(...WRITE),
    small,
    jsonOnly,
    valid('param', Id),
    valid('json', ArticlePatch),
    async (c) => {
      const before = await find(c, c.req.valid('param').id)
      requireMatch(c.req.header('If-Match'), before.version)
      const input = c.req.valid('json')
      // Whatever readers see, or would see, takes the right to publish.
      if (before.publishedAt || (input.status && input.status !== 'draft'))
        requireScope(c.var.bearer, 'articles:publish')
      return answerSaved(c, before, input, 200)
    },
  )
  .delete(
    '/articles/:id',
    describe({
      summary: 'Withdraw an article: its address answers 410',
      tag: 'Articles',
      scopes: ['articles:publish'],
      returns: ArticleJson,
      refuses: [404, 409, 412, 422],
    }),
    guard('articles:publish'),
    valid('param', Id),
    async (c) => {
      const before = await find(c, c.req.valid('param').id)
      requireMatch(c.req.header('If-Match'), before.version)
      return answerSaved(c, before, { status: 'withdrawn' }, 200)
    },
  )
  .get(
    '/articles/:id/revisions',
    describe({
      summary: 'List the versions of an article, newest first',
      tag: 'Articles',
      scopes: READ,
      returns: listOf(RevisionJson),
      refuses: [404, 422],
    }),
    guard(...READ),
    valid('param', Id),
    valid('query', v.strictObject(paging)),
    async (c) => {
      const { cursor, limit } = c.req.valid('query')
      const { id } = await find(c, c.req.valid('param').id)
      const rows = await listRevisions(c.var.store.db, id, { before: cursor, limit: limit + 1 })
      return c.json(pageOf(rows, limit, ({ createdAt, ...row }) => ({ ...row, at: createdAt.toISOString() })))
    },
  )
  .post(
    '/articles/:id/corrections',
    describe({
      summary: 'Correct an article, for all to see',
      tag: 'Articles',
      scopes: ['articles:publish'],
      status: 201,
      returns: CorrectionJson,
      refuses: [400, 404, 409, 415, 422],
    }),
    guard('articles:publish'),
    jsonOnly,
    valid('param', Id),
    idempotent,
    valid('json', NewCorrection),
    async (c) => {
      const { id } = await find(c, c.req.valid('param').id)
      const { store, now, bearer } = c.var
      const { row, tags, statements } = addCorrection(store.db, id, c.req.valid('json').text, {
        actor: bearer.name,
        now,
      })
      const body = { id: row.id, articleId: id, text: row.text, createdAt: now.toISOString() }
      return writeAndAnswer(c, { tags, statements, status: 201, body })
    },
  )

async function find(c: Context<Env>, id: number): Promise<Stored> {
  const article = await findStored(c.var.store.db, id)
  if (!article) throw problem(404, 'not-found', { title: 'There is no such article' })
  return article
}

async function readSite(c: Context<Env>): Promise<Site> {
  const [site] = await read(c.var.reader, siteQuery())
  return site
}

async function answerSaved(
  c: Context<Env>,
  before: Stored | null,
  input: ArticlePatch,
  status: 200 | 201,
): Promise<Response> {
  const { store, now, bearer } = c.var
  const { address, timeZone } = await readSite(c)
  const saved = await save(store.db, before, input, { actor: bearer.name, now, address, timeZone })
  if (isRefused(saved)) throw refusedSave(saved)
  const { article, tags, statements } = saved
  const headers = { ETag: versionTag(article.version), Location: `/api/articles/${article.id}` }
  return writeAndAnswer(c, { tags, statements, status, headers, body: articleJson(article, address, now) })
}

const isRefused = (saved: Saved | Refused): saved is Refused => 'refusals' in saved

function refusedSave({ refusals, tooLarge }: Refused) {
  if (tooLarge) return problem(413, 'too-large', { title: 'This article is too large', errors: refusals })
  return refused(refusals)
}
