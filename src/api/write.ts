import type { Context } from 'hono'
import { change } from '../cache/change.ts'
import type { Tag } from '../cache/tags.ts'
import type { Statement } from '../db/database.ts'
import type { Env } from '../env.ts'
import { isConflict } from '../http/failure.ts'
import { answerAgain, findAnswer } from '../http/idempotency.ts'
import { problem } from '../http/problem.ts'

/** What a write wants committed, and what it answers once it is. */
export interface Write {
  tags: readonly Tag[]
  statements: readonly Statement[]
  status: 200 | 201
  headers?: Record<string, string>
  body: unknown
}

/** Commits a write and answers. One that lost against another is 409, or the other's answer when it is its twin. */
export async function writeAndAnswer(c: Context<Env>, write: Write): Promise<Response> {
  const { store, now } = c.var
  const { once } = c.var
  const headers = { ...write.headers, 'Content-Type': 'application/json' }
  const body = JSON.stringify(write.body)
  const answer = once && { ...once, status: write.status, headers, body }
  try {
    const receipt = await change(store, { tags: write.tags, now, answer }, write.statements)
    const purge = {
      'Dateline-Purge': receipt.id === null ? 'none' : `${receipt.id}; ${receipt.done ? 'done' : 'pending'}`,
    }
    return new Response(body, { status: write.status, headers: { ...headers, ...purge } })
  } catch (error) {
    if (!isConflict(error)) throw error
    const twin = once && (await findAnswer(store.db, once))
    if (twin) return answerAgain(twin, once)
    throw problem(409, 'conflict', {
      title: 'Somebody else changed this at the same moment',
      detail: 'Read it again, and repeat.',
    })
  }
}
