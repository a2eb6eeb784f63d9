import { announceChanged } from '../articles/announce.ts'
import { NewCorrection } from '../articles/desk-input.ts'
import { addCorrection, listCorrections } from '../articles/desk-write.ts'
import { listRevisions } from '../articles/revisions.ts'
import { wasPublic } from '../articles/schedule.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { idempotent } from '../http/idempotency.ts'
import { problem } from '../http/problem.ts'
import { smallJson, valid } from '../http/validate.ts'
import { findArticle, readSite } from './article.ts'
import { describe, listOf } from './describe.ts'
import { publicPage } from './live.ts'
import { answerPage, Id, Paging } from './page.ts'
import { CorrectionJson, correctionJson, RevisionJson, revisionJson } from './representations.ts'
import { writeAndAnswer } from './write.ts'

const READ = ['articles:read', 'articles:write', 'articles:publish'] as const

/** What was said before, and what was said wrongly. */
export const articleRecordRoutes = new Hono<Env>()
  .get(
    '/articles/:id/revisions',
    describe(
      import.meta.worker || {
        summary: 'List the versions of an article, newest first',
        tag: 'Articles',
        scopes: READ,
        returns: listOf(RevisionJson()),
        refuses: [404, 422],
      },
    ),
    guard(...READ),
    valid('param', Id),
    valid('query', Paging),
    async (c) => {
      const { id } = await findArticle(c, c.req.valid('param').id)
      return answerPage(c, c.req.valid('query'), (page) => listRevisions(c.var.store.db, id, page), revisionJson)
    },
  )
  .get(
    '/articles/:id/corrections',
    describe(
      import.meta.worker || {
        summary: 'List the corrections of an article, newest first',
        tag: 'Articles',
        scopes: READ,
        returns: listOf(CorrectionJson()),
        refuses: [404, 422],
      },
    ),
    guard(...READ),
    valid('param', Id),
    valid('query', Paging),
    async (c) => {
      const { id } = await findArticle(c, c.req.valid('param').id)
      return answerPage(c, c.req.valid('query'), (page) => listCorrections(c.var.store.db, id, page), correctionJson)
    },
  )
  .post(
    '/articles/:id/corrections',
    describe(
      import.meta.worker || {
        summary: 'Correct an article, for all to see',
        tag: 'Articles',
        scopes: ['articles:publish'],
        status: 201,
        returns: CorrectionJson(),
        refuses: [400, 404, 409, 413, 415, 422],
      },
    ),
    guard('articles:publish'),
    smallJson,
    valid('param', Id),
    idempotent,
    valid('json', NewCorrection),
    async (c) => {
      const { store, now, bearer } = c.var
      const article = await findArticle(c, c.req.valid('param').id)
      if (!wasPublic(article, now)) throw problem(409, 'conflict', { title: 'Readers have not seen this article yet' })
      const by = { actor: bearer.name, now }
      const { row, ...made } = addCorrection(store.db, article.id, c.req.valid('json').text, by)
      const isSeen = article.listedAt !== null && article.listedAt <= now
      const statements = [...made.statements, ...announceChanged(store.db, isSeen ? [article] : [], now)]
      const headers = { Location: `/api/articles/${article.id}/corrections` }
      const page = publicPage(c, article, (await readSite(c)).address)
      return writeAndAnswer(c, () => ({ ...made, statements, page, status: 201, headers, body: correctionJson(row) }))
    },
  )
