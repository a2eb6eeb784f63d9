import * as v from 'valibot'
import { messageOf } from '../cache/ask.ts'
import { change } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import { submit } from '../comments/comment.ts'
import { tokenState } from '../comments/form-token.ts'
import { noticeStatement } from '../comments/notices.ts'
import { once } from '../comments/once.ts'
import { judgeSpooled, type Place, placeQuery, Spooled } from '../comments/spooled.ts'
import { subscribe } from '../comments/subscription.ts'
import type { Statement } from '../db/database.ts'
import { openReader, read } from '../db/read.ts'
import type { Bindings } from '../env.ts'
import { conflictOn, isOutage } from '../http/failure.ts'
import { mailOf, moderatorsOf } from '../http/mail.ts'
import { SPOOL } from '../http/spool.ts'
import { signer } from '../http/visitor.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { loadEntityNames } from '../text/entity-names.ts'
import { loadWords } from '../text/words/words.ts'

/** Comments a run takes from KV: each asks the database up to sixteen times, and the Free plan allows fifty a run. */
const AT_ONCE = 2

/** A queue forgets after a day, on the Free plan; a comment that failed so often moves to KV, which does not. */
const MOST_ATTEMPTS = 15

/** The queue's consumer: each comment is committed once, or comes again. */
export async function takeBatch(store: Store, env: Bindings, batch: MessageBatch, now: Date): Promise<void> {
  await loadWords(env.ASSETS)
  for (const message of batch.messages) {
    try {
      await take(store, env, message.body, now)
      message.ack()
    } catch (error) {
      report(error)
      if (message.attempts < MOST_ATTEMPTS) message.retry({ delaySeconds: Math.min(5 * message.attempts ** 2, 600) })
      else {
        await env.KV.put(SPOOL + message.id, JSON.stringify(message.body))
        message.ack()
      }
    }
  }
}

/** What waits in KV. Every other minute: the Free plan lists a thousand times a day. */
export async function takeFromKv(store: Store, env: Bindings, now: Date): Promise<void> {
  const { keys } = await env.KV.list({ prefix: SPOOL, limit: AT_ONCE })
  for (const { name } of keys) {
    try {
      const message = await env.KV.get(name, 'json')
      if (message !== null) await take(store, env, message, now)
      // Only what is committed is forgotten; to take it a second time changes nothing.
      const forgotten = env.KV.delete(name)
      await forgotten
    } catch (error) {
      if (isOutage(error)) throw error
      report(error)
    }
  }
}

async function take(store: Store, env: Bindings, message: unknown, now: Date): Promise<void> {
  await loadEntityNames(env.ASSETS)
  const spooled = v.parse(Spooled, message)
  const reader = openReader(env.DB)
  const { path, form } = spooled
  const [site, place] = await read(reader, siteQuery(), placeQuery(path, form.comment_parent))
  if (!place) return console.error(JSON.stringify({ event: 'comment-without-article', path }))
  const token = await tokenState(await signer({ env }, 'form'), place.id, spooled.token, new Date(spooled.at))
  const about = { place, token, settings: site.comments, akismet: Boolean(env.AKISMET_KEY), now }
  const verdict = await judgeSpooled(reader, spooled, about)
  await commitOnce(store, env, { spooled, site, place, verdict })
}

interface Taken {
  spooled: Spooled
  site: Site
  place: Place
  verdict: Awaited<ReturnType<typeof judgeSpooled>>
}

async function commitOnce({ db, edge }: Store, env: Bindings, taken: Taken): Promise<void> {
  const { spooled, site, place, verdict } = taken
  const now = new Date(spooled.at)
  const sender = { ...spooled.sender, daysKept: site.comments.daysKept, depth: site.comments.depth }
  const form = { ...spooled.form, comment_parent: place.parentId }
  const { id, tags, statements } = submit(db, place.id, form, sender, verdict, now)
  const sign = await signer({ env }, 'waiting-comment')
  const location = `${place.path}?waiting=${id}.${await sign(String(id))}#own-${id}`
  const answer = await once(await signer({ env }, 'words'), place.id, spooled, location)
  try {
    await change({ db, edge }, { tags, now: new Date(), answer }, [...statements, ...letters(db, env, id, taken)])
  } catch (error) {
    if (!conflictOn(error)?.startsWith('idempotency_keys')) throw error
  }
}

function letters(
  db: Store['db'],
  env: Bindings,
  commentId: number,
  { spooled, site, place, verdict }: Taken,
): Statement[] {
  if (!mailOf(env)) return []
  const { form, sender } = spooled
  const now = new Date()
  const asking = { article: place, commentId, language: site.language, email: form.email, emailHash: sender.emailHash }
  return [
    ...(verdict.state === 'held' && moderatorsOf(env).length > 0 ? [noticeStatement(db, commentId, now)] : []),
    ...(form.subscribe && verdict.state !== 'spam' ? subscribe(db, asking, now) : []),
  ]
}

const report = (error: unknown) =>
  console.error(JSON.stringify({ event: 'comment-waits', message: messageOf(error).replace(/\nparams: [\s\S]*/, '') }))
