import * as v from 'valibot'
import { messageOf } from '../cache/ask.ts'
import type { Store } from '../cache/store.ts'
import { Spooled } from '../comments/spooled.ts'
import type { Bindings } from '../env.ts'
import { isAway } from '../http/failure.ts'
import { SPOOL } from '../http/spool.ts'
import { switchesNow } from '../settings/switches.ts'
import { loadWords } from '../text/words/words.ts'
import { take } from './spool-take.ts'

/** Comments a run takes from KV: each asks the database up to seventeen times, and the Free plan allows fifty a run. */
const AT_ONCE = 2

/** Entries a run looks at: those that are gone or cannot be read ask the database nothing. */
const LOOKED_AT = 10

/** A queue forgets after a day, on the Free plan; a comment that failed so often moves to KV, which does not. */
const MOST_ATTEMPTS = 15

/** What cannot come in, for a person to look at: nobody takes it from here. */
const UNREAD = 'spool-unread/'

/** A month less than an erasure is remembered, so that nothing erased is put back; and nothing lies here for ever. */
const UNREAD_FOR = { expirationTtl: 60 * 86_400 }

/** The queue's consumer: each comment is committed once, or comes again. */
export async function takeBatch(store: Store, env: Bindings, batch: MessageBatch, now: Date): Promise<void> {
  await loadWords(env.ASSETS)
  const { readOnly } = await switchesNow(env.KV)
  for (const message of batch.messages) {
    try {
      // Before it is tried: a run that was killed over it never learns that it failed.
      if (message.attempts >= MOST_ATTEMPTS) await env.KV.put(SPOOL + message.id, JSON.stringify(message.body))
      else if (readOnly) {
        message.retry({ delaySeconds: 300 })
        continue
      } else await takeOrSetAside(store, env, { id: message.id, thing: message.body }, now)
      message.ack()
    } catch (error) {
      report(error)
      message.retry({ delaySeconds: Math.min(5 * message.attempts ** 2, 600) })
    }
  }
}

/** What waits in KV. Every other minute: the Free plan lists a thousand times a day. */
export async function takeFromKv(store: Store, env: Bindings, now: Date): Promise<void> {
  if ((await switchesNow(env.KV)).readOnly) return
  const { keys } = await env.KV.list({ prefix: SPOOL })
  let left = AT_ONCE
  for (const { name } of inTurn(keys, now).slice(0, LOOKED_AT)) {
    if (left === 0) return
    try {
      const text = await env.KV.get(name)
      // Listed, and not yet readable here, or no longer there: another run sees it, if it is.
      if (text === null) continue
      const isTaken = await takeOrSetAside(store, env, { id: name.slice(SPOOL.length), thing: parsed(text) }, now)
      if (isTaken) left -= 1
      // Only what is committed or set aside is forgotten; to take it a second time changes nothing.
      const forgotten = env.KV.delete(name)
      await forgotten
    } catch (error) {
      if (isAway(error)) throw error
      report(error)
      left -= 1
    }
  }
}

/**
 * Beginning elsewhere each run, so that what fails again and again costs its own turn and no other's. By the golden
 * ratio, whose steps come near every place soon, also where a run is left out.
 */
export function inTurn<T>(all: readonly T[], now: Date): T[] {
  const run = Math.floor(now.getTime() / 120_000)
  const first = Math.floor(((run * 0.6180339887498949) % 1) * all.length)
  return [...all.slice(first), ...all.slice(0, first)]
}

interface Entry {
  id: string
  thing: unknown
}

// Whether the database was asked for it.
async function takeOrSetAside(store: Store, env: Bindings, { id, thing }: Entry, now: Date): Promise<boolean> {
  const spooled = v.safeParse(Spooled, thing)
  if (spooled.success && (await take(store, env, spooled.output, now))) return true
  await env.KV.put(UNREAD + id, typeof thing === 'string' ? thing : JSON.stringify(thing), UNREAD_FOR)
  console.error(JSON.stringify({ event: spooled.success ? 'comment-without-article' : 'comment-unreadable', id }))
  return spooled.success
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const report = (error: unknown) =>
  console.error(JSON.stringify({ event: 'comment-waits', message: messageOf(error).replace(/\nparams: [\s\S]*/, '') }))
