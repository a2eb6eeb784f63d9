import { messageOf } from '../cache/ask.ts'
import { commit } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import { notSent, sealed, sent, type Waiting, waitingQuery } from '../comments/letters.ts'
import { openReader, read } from '../db/read.ts'
import type { Bindings } from '../env.ts'
import { type Mail, mailOf } from '../http/mail.ts'
import { signer } from '../http/visitor.ts'
import { siteQuery } from '../settings/site.ts'
import type { Sign } from '../text/signed-link.ts'

/** How many more statements this run may ask of the database. */
export type Left = () => number

/** Letters a run sends at most; each is one call and one statement. */
const AT_ONCE = 10

/** Sends what waits in the outbox. Only the clock does, once a minute, so that no letter goes out twice. */
export async function sendLetters(store: Store, env: Bindings, left: Left, now: Date): Promise<void> {
  const mail = mailOf(env)
  if (!mail) return
  const [site, letters] = await read(openReader(env.DB), siteQuery(), waitingQuery(now, Math.min(AT_ONCE, left() - 2)))
  const sign = await signer({ env }, 'mail')
  for (const letter of letters) {
    const went = await deliver(mail, letter, site.address, sign)
    await commit(store.db, [went ? sent(store.db, letter) : notSent(store.db, letter, now)])
  }
}

async function deliver({ binding, from }: Mail, letter: Waiting, origin: string, sign: Sign): Promise<boolean> {
  const { subject, text, unsubscribe } = await sealed(letter, origin, sign)
  const headers: Record<string, string> = unsubscribe
    ? { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : {}
  try {
    await binding.send({ from, to: letter.recipient, subject, text, headers })
    return true
  } catch (error) {
    // The address is a reader's, and no log's.
    const message = messageOf(error).replaceAll(letter.recipient, '…')
    console.error(JSON.stringify({ event: 'letter-not-sent', attempts: letter.attempts + 1, message }))
    return false
  }
}
