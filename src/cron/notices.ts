import { commit } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import { letterStatement } from '../comments/letters.ts'
import { digest, noticedQuery, noticesDone } from '../comments/notices.ts'
import { openReader, read } from '../db/read.ts'
import type { Bindings } from '../env.ts'
import { mailOf, moderatorName, moderatorsOf } from '../http/mail.ts'
import { proseOf } from '../http/prose.ts'
import { siteQuery } from '../settings/site.ts'

/** Every five minutes: one letter to each moderator about all that has come since. */
export async function writeNotices(store: Store, env: Bindings, now: Date): Promise<void> {
  const moderators = moderatorsOf(env)
  if (!mailOf(env) || moderators.length === 0) return
  const [site, noted] = await read(openReader(env.DB), siteQuery(), noticedQuery())
  if (noted.length === 0) return
  const w = await proseOf(env.ASSETS, site.language)
  const letters = await Promise.all(
    moderators.map(async (recipient) => {
      const letter = digest(noted, { paper: site.name, who: await moderatorName(env, recipient), w, now })
      return letter ? [letterStatement(store.db, { recipient, ...letter }, now)] : []
    }),
  )
  await commit(store.db, [...letters.flat(), noticesDone(store.db, noted)])
}
