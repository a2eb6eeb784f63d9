import type { SQL } from 'drizzle-orm'
import type { Context } from 'hono'
import type { Force } from '../cache/ask.ts'
import { change } from '../cache/change.ts'
import type { Page } from '../cache/live.ts'
import type { Tag } from '../cache/tags.ts'
import type { Statement } from '../db/database.ts'
import type { Env } from '../env.ts'
import { conflictOn } from '../http/failure.ts'
import { answerAgain, findAnswer } from '../http/idempotency.ts'
import { contentTag } from '../http/precondition.ts'
import { problem } from '../http/problem.ts'
import { receiptHeader } from '../http/receipt.ts'
import { lookSoon } from './live.ts'

/** What a write wants committed, and what it answers once it is. */
export interface Write {
  tags: readonly Tag[]
  found?: SQL | undefined
  force?: Force
  statements: readonly Statement[]
  /** Where readers see it. */
  page?: Page | undefined
  status: 200 | 201
  headers?: Record<string, string>
  body: unknown
}

const TRIES = 3
/** Names that we choose, and choose anew when somebody was faster; a comment's entry is taken when it changed. */
const CHOSEN = new Set(['articles.path', 'topics.slug', 'verdicts.id', 'media.name'])
/** Names that the caller chose, and in which field. */
const GIVEN = new Map([
  ['authors.slug', 'slug'],
  ['sections.slug', 'slug'],
  ['redirects.path', 'path'],
])

/**
 * Plans a write, commits it and answers. One that lost against another is planned again when only a name of our
 * choice was taken; it gets the other's answer when that was its twin; else it is 409.
 */
export async function writeAndAnswer(c: Context<Env>, plan: () => Write | Promise<Write>): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const write = await plan()
    try {
      return await commitAndAnswer(c, write)
    } catch (error) {
      const taken = conflictOn(error)
      if (taken === undefined) throw error
      const { once, store } = c.var
      const twin = once && (await findAnswer(store.db, once))
      if (twin) return await answerAgain(store.db, twin, once)
      if (tries === TRIES || !CHOSEN.has(taken)) throw conflict(taken)
    }
  }
}

/** Answers one thing as it is now, with the ETag that `If-Match` asks for. */
export const show = async (c: Context<Env>, body: object): Promise<Response> =>
  c.json(body, 200, { ETag: await contentTag(body) })

async function commitAndAnswer(c: Context<Env>, write: Write): Promise<Response> {
  const { store, now, once } = c.var
  const { status } = write
  const headers = { ETag: await contentTag(write.body), ...write.headers, 'Content-Type': 'application/json' }
  const body = JSON.stringify(write.body)
  const answer = once && { ...once, status, headers, body }
  const { tags, found, force, page } = write
  const receipt = await change(store, { tags, found, force, page, now, answer }, write.statements)
  lookSoon(c, receipt.id, page)
  return new Response(body, { status, headers: { ...headers, ...receiptHeader(receipt) } })
}

function conflict(taken: string) {
  const field = GIVEN.get(taken)
  if (field === undefined) {
    const detail = 'Read it again, and repeat.'
    return problem(409, 'conflict', { title: 'Somebody else changed this at the same moment', detail })
  }
  return problem(409, 'conflict', {
    title: `Another one has this ${field} already`,
    errors: [{ field, problem: 'Is taken' }],
  })
}
