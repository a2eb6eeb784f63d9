import type { Context } from 'hono'
import * as v from 'valibot'
import { copyJson } from '../comments/copy.ts'
import { erase, writtenQuery } from '../comments/erasure.ts'
import { Email } from '../comments/input.ts'
import { read } from '../db/read.ts'
import { commentStates } from '../db/tables/comments.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { idempotent } from '../http/idempotency.ts'
import { smallJson, valid } from '../http/validate.ts'
import { signer } from '../http/visitor.ts'
import { siteQuery } from '../settings/site.ts'
import { describe } from './describe.ts'
import { writeAndAnswer } from './write.ts'

const Person = v.strictObject({ email: Email })

const Copy = v.object({
  comments: v.array(
    v.object({
      id: v.number(),
      article: v.object({ headline: v.string(), url: v.nullable(v.string()) }),
      author: v.string(),
      url: v.string(),
      email: v.nullable(v.string()),
      body: v.string(),
      state: v.picklist(commentStates),
      createdAt: v.string(),
      detailsKeptUntil: v.nullable(v.string()),
    }),
  ),
})

const common = { tag: 'Privacy', scopes: ['comments:moderate'], refuses: [400, 413, 415, 422] }

/** What a moderator does for a reader who wrote a letter instead of following one. */
export const privacyRoutes = new Hono<Env>()
  .post(
    '/copies',
    describe(
      import.meta.worker || {
        ...common,
        summary: 'Copy all comments that were written with an email address',
        returns: Copy,
      },
    ),
    guard('comments:moderate'),
    smallJson,
    valid('json', Person),
    async (c) => {
      const emailHash = await hashOf(c, c.req.valid('json').email)
      const [site, written] = await read(c.var.reader, siteQuery(), writtenQuery(emailHash))
      return c.json({ comments: written.map((comment) => copyJson(comment, site.address)) })
    },
  )
  .post(
    '/erasures',
    describe(
      import.meta.worker || {
        ...common,
        summary:
          'Erase all comments that were written with an email address; what still waits for the database is not counted, and dropped when it comes in',
        returns: v.object({ erased: v.number() }),
      },
    ),
    guard('comments:moderate'),
    idempotent,
    smallJson,
    valid('json', Person),
    async (c) => {
      const { store, now, bearer, reader } = c.var
      const emailHash = await hashOf(c, c.req.valid('json').email)
      const [written] = await read(reader, writtenQuery(emailHash))
      const made = erase(store.db, written, { emailHash, actor: bearer.name, now })
      return writeAndAnswer(c, () => ({ ...made, status: 200, body: { erased: written.length } }))
    },
  )

async function hashOf(c: Context<Env>, email: string): Promise<string> {
  const fingerprint = await signer(c, 'fingerprint')
  return fingerprint(email.toLowerCase())
}
