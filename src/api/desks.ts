import { Hono } from 'hono'
import * as v from 'valibot'
import { AuthorPatch, NewAuthor, NewSection, SectionPatch } from '../articles/desk-input.ts'
import {
  findAuthor,
  findSection,
  listAuthors,
  listSections,
  listTopics,
  writeAuthor,
  writeSection,
} from '../articles/desk-write.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { idempotent } from '../http/idempotency.ts'
import { problem } from '../http/problem.ts'
import { jsonOnly, valid } from '../http/validate.ts'
import { describe, listOf } from './describe.ts'
import { pageOf, paging } from './page.ts'
import { AuthorJson, authorJson, SectionJson, sectionJson, TopicJson } from './representations.ts'
import { writeAndAnswer } from './write.ts'

const Paging = v.strictObject(paging)
const Slug = v.object({ slug: v.string() })
const READ = ['articles:read', 'articles:write', 'articles:publish', 'authors:write', 'sections:write'] as const
const MADE = [400, 409, 415, 422]

/** Who writes, and where it stands. */
export const deskRoutes = new Hono<Env>()
  .get(
    '/authors',
    describe({ summary: 'List authors', tag: 'Authors', scopes: READ, returns: listOf(AuthorJson), refuses: [422] }),
    guard(...READ),
    valid('query', Paging),
    async (c) => {
      const { cursor, limit } = c.req.valid('query')
      return c.json(pageOf(await listAuthors(c.var.store.db, { before: cursor, limit: limit + 1 }), limit, authorJson))
    },
  )
  .post(
    '/authors',
    describe({
      summary: 'Add an author',
      tag: 'Authors',
      scopes: ['authors:write'],
      status: 201,
      returns: AuthorJson,
      refuses: MADE,
    }),
    guard('authors:write'),
    jsonOnly,
    idempotent,
    valid('json', NewAuthor),
    async (c) => {
      const { row, tags, statements } = writeAuthor(c.var.store.db, null, c.req.valid('json'), c.var.now)
      const headers = { Location: `/api/authors/${row.slug}` }
      return writeAndAnswer(c, { tags, statements, status: 201, headers, body: authorJson(row) })
    },
  )
  .get(
    '/authors/:slug',
    describe({ summary: 'Read an author', tag: 'Authors', scopes: READ, returns: AuthorJson, refuses: [404] }),
    guard(...READ),
    valid('param', Slug),
    async (c) => {
      const author = await findAuthor(c.var.store.db, c.req.valid('param').slug)
      if (!author) throw unknown('author')
      return c.json(authorJson(author))
    },
  )
  .patch(
    '/authors/:slug',
    describe({
      summary: 'Change an author',
      tag: 'Authors',
      scopes: ['authors:write'],
      returns: AuthorJson,
      refuses: [404, ...MADE],
    }),
    guard('authors:write'),
    jsonOnly,
    valid('param', Slug),
    valid('json', AuthorPatch),
    async (c) => {
      const before = await findAuthor(c.var.store.db, c.req.valid('param').slug)
      if (!before) throw unknown('author')
      const { row, tags, statements } = writeAuthor(c.var.store.db, before, c.req.valid('json'), c.var.now)
      return writeAndAnswer(c, { tags, statements, status: 200, body: authorJson(row) })
    },
  )
  .get(
    '/sections',
    describe({ summary: 'List sections', tag: 'Sections', scopes: READ, returns: listOf(SectionJson), refuses: [422] }),
    guard(...READ),
    valid('query', Paging),
    async (c) => {
      const { cursor, limit } = c.req.valid('query')
      return c.json(
        pageOf(await listSections(c.var.store.db, { before: cursor, limit: limit + 1 }), limit, sectionJson),
      )
    },
  )
  .post(
    '/sections',
    describe({
      summary: 'Add a section',
      tag: 'Sections',
      scopes: ['sections:write'],
      status: 201,
      returns: SectionJson,
      refuses: MADE,
    }),
    guard('sections:write'),
    jsonOnly,
    idempotent,
    valid('json', NewSection),
    async (c) => {
      const { row, tags, statements } = writeSection(c.var.store.db, null, c.req.valid('json'), c.var.now)
      const headers = { Location: `/api/sections/${row.slug}` }
      return writeAndAnswer(c, { tags, statements, status: 201, headers, body: sectionJson(row) })
    },
  )
  .get(
    '/sections/:slug',
    describe({ summary: 'Read a section', tag: 'Sections', scopes: READ, returns: SectionJson, refuses: [404] }),
    guard(...READ),
    valid('param', Slug),
    async (c) => {
      const section = await findSection(c.var.store.db, c.req.valid('param').slug)
      if (!section) throw unknown('section')
      return c.json(sectionJson(section))
    },
  )
  .patch(
    '/sections/:slug',
    describe({
      summary: 'Change a section',
      tag: 'Sections',
      scopes: ['sections:write'],
      returns: SectionJson,
      refuses: [404, ...MADE],
    }),
    guard('sections:write'),
    jsonOnly,
    valid('param', Slug),
    valid('json', SectionPatch),
    async (c) => {
      const before = await findSection(c.var.store.db, c.req.valid('param').slug)
      if (!before) throw unknown('section')
      const { row, tags, statements } = writeSection(c.var.store.db, before, c.req.valid('json'), c.var.now)
      return writeAndAnswer(c, { tags, statements, status: 200, body: sectionJson(row) })
    },
  )
  .get(
    '/topics',
    describe({ summary: 'List topics', tag: 'Topics', scopes: READ, returns: listOf(TopicJson), refuses: [422] }),
    guard(...READ),
    valid('query', Paging),
    async (c) => {
      const { cursor, limit } = c.req.valid('query')
      const rows = await listTopics(c.var.store.db, { before: cursor, limit: limit + 1 })
      return c.json(pageOf(rows, limit, (row) => ({ ...row, createdAt: row.createdAt.toISOString() })))
    },
  )

const unknown = (what: string) => problem(404, 'not-found', { title: `There is no such ${what}` })
