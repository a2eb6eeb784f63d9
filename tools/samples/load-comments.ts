import * as v from 'valibot'
import { change } from '../../src/cache/change.ts'
import type { Store } from '../../src/cache/store.ts'
import type { Tag } from '../../src/cache/tags.ts'
import { submit } from '../../src/comments/comment.ts'
import { CommentForm } from '../../src/comments/input.ts'
import { decide } from '../../src/comments/moderation.ts'
import { sayAsStaff } from '../../src/comments/staff.ts'
import { listComments } from '../../src/comments/stored.ts'
import type { Database, Statement } from '../../src/db/database.ts'
import { authors } from '../../src/db/tables/desks.ts'
import { sha256Hex } from '../../src/text/hash.ts'
import { found } from './load-articles.ts'
import { moment, type Said, type SaidByReader, type SaidByStaff } from './load-files.ts'

const MINUTE = 60_000

interface Sent {
  id: number
  statements: Statement[]
}

/** What is there already, by the names that the samples use. */
interface Known {
  articles: Map<string, number>
  writers: Map<string, { id: number; name: string }>
  sent: Map<string, Sent>
}

/** Sends each comment at its own moment, then decides as a moderator would have, some minutes later. */
export async function loadComments(store: Store, said: Said[], ids: Map<string, number>, now: Date): Promise<void> {
  const sent = new Map<string, Sent>()
  const writers = new Map((await store.db.select().from(authors)).map((author) => [author.slug, author]))
  const known = { articles: ids, writers, sent }
  for (const one of said) {
    sent.set(one.key, 'staff' in one ? answer(store.db, one, known, now) : await send(store.db, one, known, now))
  }
  await change(
    store,
    { tags: [], now },
    [...sent.values()].flatMap(({ statements }) => statements),
  )
  const { tags, statements } = await decisions(store.db, said, sent)
  await change(store, { tags, now }, statements)
}

/** An author of the paper speaks, as through the API: approved at once, and marked. */
function answer(db: Database, one: SaidByStaff, { articles, writers, sent }: Known, now: Date): Sent {
  const { row, statements } = sayAsStaff(
    db,
    {
      articleId: found(articles, one.article),
      parentId: one.parent === undefined ? null : found(sent, one.parent).id,
      author: found(writers, one.staff),
      body: one.body,
      depth: 5,
    },
    { actor: 'samples', now: moment(one.at, now) },
  )
  return { id: row.id, statements }
}

async function send(db: Database, one: SaidByReader, { articles, sent }: Known, now: Date): Promise<Sent> {
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
  return submit(db, found(articles, one.article), form, sender, verdict, moment(one.at, now))
}

async function decisions(db: Database, said: Said[], sent: Map<string, Sent>) {
  const stored = new Map((await listComments(db, { limit: said.length })).map((comment) => [comment.id, comment]))
  const tags: Tag[] = []
  const statements: Statement[] = []
  for (const one of said) {
    if ('staff' in one || one.state === 'held') continue
    const comment = stored.get(found(sent, one.key).id)
    if (!comment) throw new Error(`Comment ${one.key} was not stored`)
    const by = { actor: 'samples', now: new Date(comment.createdAt.getTime() + 9 * MINUTE) }
    const decision = decide(db, comment, one.state, by)
    tags.push(...decision.tags)
    statements.push(...decision.statements)
  }
  return { tags, statements }
}
