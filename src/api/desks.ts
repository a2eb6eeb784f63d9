import * as v from 'valibot'
import type { Scope } from '../accounts/scopes.ts'
import { AuthorPatch, NewAuthor, NewSection, SectionPatch } from '../articles/desk-input.ts'
import {
  findAuthor,
  findSection,
  listAuthors,
  listSections,
  listTopics,
  type Written,
  writeAuthor,
  writeSection,
} from '../articles/desk-write.ts'
import type { Place } from '../articles/list.ts'
import type { Database } from '../db/database.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { idempotent } from '../http/idempotency.ts'
import { contentTag, requireMatch } from '../http/precondition.ts'
import { problem } from '../http/problem.ts'
import { smallJson, valid } from '../http/validate.ts'
import { describe, listOf } from './describe.ts'
import { answerPage, Paging } from './page.ts'
import { AuthorJson, authorJson, SectionJson, sectionJson, TopicJson, topicJson } from './representations.ts'
import { show, writeAndAnswer } from './write.ts'

const Slug = v.object({ slug: v.string() })
const READ = ['articles:read', 'articles:write', 'articles:publish', 'authors:write', 'sections:write'] as const
const REFUSES = [400, 409, 413, 415, 422]

interface Row {
  id: number
  slug: string
  createdAt: Date
}

/** Authors and sections are kept alike: this says how they differ. */
interface Desk<R extends Row, New, Patch> {
  path: '/authors' | '/sections'
  tag: string
  one: string
  scope: Scope
  returns: () => v.GenericSchema
  fresh: v.GenericSchema<unknown, New>
  patch: v.GenericSchema<unknown, Patch>
  list(db: Database, page: { before: Place | undefined; limit: number }): Promise<R[]>
  find(db: Database, slug: string): Promise<R | undefined>
  write(db: Database, before: R | null, input: New | Patch, now: Date): Written<R>
  toJson(row: R): object
}

function deskDoor<R extends Row, New, Patch>(desk: Desk<R, New, Patch>) {
  const { path, tag, one, scope, returns, toJson } = desk
  const find = async (db: Database, slug: string): Promise<R> => {
    const row = await desk.find(db, slug)
    if (!row) throw problem(404, 'not-found', { title: `There is not ${one} of that name` })
    return row
  }
  return new Hono<Env>()
    .get(
      path,
      describe(
        import.meta.worker || {
          summary: `List ${tag.toLowerCase()}`,
          tag,
          scopes: READ,
          returns: listOf(returns()),
          refuses: [422],
        },
      ),
      guard(...READ),
      valid('query', Paging),
      (c) => answerPage(c, c.req.valid('query'), (page) => desk.list(c.var.store.db, page), toJson),
    )
    .post(
      path,
      describe(
        import.meta.worker || {
          summary: `Add ${one}`,
          tag,
          scopes: [scope],
          status: 201,
          returns: returns(),
          refuses: REFUSES,
        },
      ),
      guard(scope),
      smallJson,
      idempotent,
      valid('json', desk.fresh),
      async (c) => {
        const { row, ...made } = desk.write(c.var.store.db, null, c.req.valid('json'), c.var.now)
        const headers = { Location: `/api${path}/${row.slug}` }
        return writeAndAnswer(c, () => ({ ...made, status: 201, headers, body: toJson(row) }))
      },
    )
    .get(
      `${path}/:slug`,
      describe(import.meta.worker || { summary: `Read ${one}`, tag, scopes: READ, returns: returns(), refuses: [404] }),
      guard(...READ),
      valid('param', Slug),
      async (c) => show(c, toJson(await find(c.var.store.db, c.req.valid('param').slug))),
    )
    .patch(
      `${path}/:slug`,
      describe(
        import.meta.worker || {
          summary: `Change ${one}`,
          tag,
          scopes: [scope],
          returns: returns(),
          refuses: [404, 412, ...REFUSES],
        },
      ),
      guard(scope),
      smallJson,
      valid('param', Slug),
      valid('json', desk.patch),
      async (c) => {
        const before = await find(c.var.store.db, c.req.valid('param').slug)
        requireMatch(c.req.header('If-Match'), await contentTag(toJson(before)))
        const { row, ...made } = desk.write(c.var.store.db, before, c.req.valid('json'), c.var.now)
        return writeAndAnswer(c, () => ({ ...made, status: 200, body: toJson(row) }))
      },
    )
}

const authors = deskDoor({
  ...{ path: '/authors', tag: 'Authors', one: 'an author', scope: 'authors:write', returns: AuthorJson },
  ...{ fresh: NewAuthor, patch: AuthorPatch, list: listAuthors, find: findAuthor, write: writeAuthor },
  toJson: authorJson,
})

const sections = deskDoor({
  ...{ path: '/sections', tag: 'Sections', one: 'a section', scope: 'sections:write', returns: SectionJson },
  ...{ fresh: NewSection, patch: SectionPatch, list: listSections, find: findSection, write: writeSection },
  toJson: sectionJson,
})

const topics = new Hono<Env>().get(
  '/topics',
  describe(
    import.meta.worker || {
      summary: 'List topics',
      tag: 'Topics',
      scopes: READ,
      returns: listOf(TopicJson()),
      refuses: [422],
    },
  ),
  guard(...READ),
  valid('query', Paging),
  (c) => answerPage(c, c.req.valid('query'), (page) => listTopics(c.var.store.db, page), topicJson),
)

/** Who writes, where it stands, and what it is about. */
export const deskRoutes = new Hono<Env>().route('/', authors).route('/', sections).route('/', topics)
