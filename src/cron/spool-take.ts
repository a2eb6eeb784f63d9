import { change } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import { submit } from '../comments/comment.ts'
import { unlessErased } from '../comments/erased.ts'
import { tokenState } from '../comments/form-token.ts'
import { noticeStatement } from '../comments/notices.ts'
import { once } from '../comments/once.ts'
import { judgeSpooled, type Place, placeQuery, type Spooled } from '../comments/spooled.ts'
import { subscribe } from '../comments/subscription.ts'
import type { Statement } from '../db/database.ts'
import { openReader, read } from '../db/read.ts'
import type { Bindings } from '../env.ts'
import { conflictOn } from '../http/failure.ts'
import { mailOf, moderatorsOf } from '../http/mail.ts'
import { signer } from '../http/visitor.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { loadEntityNames } from '../text/entity-names.ts'

/** Judges and commits one comment, once however often it comes. `false`: there is no article that it belongs to. */
export async function take(store: Store, env: Bindings, sent: Spooled, now: Date): Promise<boolean> {
  // By the clock of another machine, which may be ahead: no page would show it before, and none ends when it would.
  const spooled = { ...sent, at: Math.min(sent.at, now.getTime()) }
  await loadEntityNames(env.ASSETS)
  const reader = openReader(env.DB)
  const { path, form } = spooled
  const [site, place] = await read(reader, siteQuery(), placeQuery(path, form.comment_parent))
  if (!place) return false
  const token = await tokenState(await signer({ env }, 'form'), place.id, spooled.token, new Date(spooled.at))
  const about = { place, token, settings: site.comments, akismet: Boolean(env.AKISMET_KEY), now }
  const verdict = await judgeSpooled(reader, spooled, about)
  await commitOnce(store, env, { spooled, site, place, verdict })
  return true
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
  const mayCome = unlessErased(db, [sender.emailHash, answer.key], now)
  const all = [mayCome, ...statements, ...letters(db, env, id, taken)]
  try {
    await change({ db, edge }, { tags, now: new Date(), answer }, all)
  } catch (error) {
    // It is there already, or was erased since it came.
    if (!/^(?:idempotency_keys|erasures)\./.test(conflictOn(error) ?? '')) throw error
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
