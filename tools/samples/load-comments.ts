import * as v from 'valibot'
import { change } from '../../src/cache/change.ts'
import type { Store } from '../../src/cache/store.ts'
import type { Tag } from '../../src/cache/tags.ts'
import { type Submission, submit } from '../../src/comments/comment.ts'
import { CommentForm } from '../../src/comments/input.ts'
import { decide } from '../../src/comments/moderation.ts'
import { listComments } from '../../src/comments/stored.ts'
import type { Database, Statement } from '../../src/db/database.ts'
import { sha256Hex } from '../../src/text/hash.ts'
import { found } from './load-articles.ts'
import { moment, type Said } from './load-files.ts'

const MINUTE = 60_000

/** Sends each comment at its own moment, then decides as a moderator would have, some minutes later. */
export async function loadComments(store: Store, said: Said[], ids: Map<string, number>, now: Date): Promise<void> {
  const sent = new Map<string, Submission>()
  for (const one of said) sent.set(one.key, await send(store.db, one, ids, sent, now))
  await change(
    store,
    { tags: [], now },
    [...sent.values()].flatMap(({ statements }) => statements),
  )
  const { tags, statements } = await decisions(store.db, said, sent)
  await change(store, { tags, now }, statements)
}

async function send(
  db: Database,
  one: Said,
  ids: Map<string, number>,
  sent: Map<string, Submission>,
  now: Date,
): Promise<Submission> {
  const { author, email, url = '', body: comment, parent } = one
  const answered = parent === undefined ? '' : String(found(sent, parent).id)
  const form = v.parse(CommentForm, { author, email, url, comment, comment_parent: answered })
  // Whatever marks a person: these came from nowhere.
  const nobody = {
    address: '',
    addressHash: '',
    userAgent: 'samples',
    reader: `samples:${author}`,
    daysKept: 90,
    depth: 5,
  }
  const sender = { ...nobody, emailHash: await sha256Hex(email) }
  const reasons = one.reasons ?? ['first comment of this reader']
  const verdict = { state: 'held' as const, score: 1, reasons, spamProbability: null, recheckAt: null }
  return submit(db, found(ids, one.article), form, sender, verdict, moment(one.at, now))
}

async function decisions(db: Database, said: Said[], sent: Map<string, Submission>) {
  const stored = new Map((await listComments(db, { limit: said.length })).map((comment) => [comment.id, comment]))
  const tags: Tag[] = []
  const statements: Statement[] = []
  for (const { key, state } of said.filter((one) => one.state !== 'held')) {
    const comment = stored.get(found(sent, key).id)
    if (!comment) throw new Error(`Comment ${key} was not stored`)
    const by = { actor: 'samples', now: new Date(comment.createdAt.getTime() + 9 * MINUTE) }
    const decision = decide(db, comment, state, by)
    tags.push(...decision.tags)
    statements.push(...decision.statements)
  }
  return { tags, statements }
}
