import { announceChanged, appearedQuery } from '../articles/announce.ts'
import { commit } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import { openReader, read } from '../db/read.ts'
import type { Bindings } from '../env.ts'
import { hasSecret } from '../http/visitor.ts'
import { type Announcing, announceQuery, isOff } from '../settings/announce.ts'
import { siteQuery } from '../settings/site.ts'
import { writeSettings } from '../settings/write.ts'
import { sendToHub, sendToIndex } from './announce-send.ts'

/**
 * Tells the hub and search engines what changed. Only the clock does, once a minute and after it has purged: nobody is
 * told of what the edge does not show yet, no editor waits for it, and nothing is told twice.
 */
export async function announce({ db }: Store, env: Bindings, now: Date): Promise<void> {
  const reader = openReader(env.DB)
  const [announcing] = await read(reader, announceQuery())
  if (isOff(announcing)) return
  const since = announcing.seen ?? now.getTime()
  const [site, news] = await read(reader, siteQuery(), appearedQuery(since, now))
  await note(db, announcing, news, now)
  if (announcing.hub !== null) await sendToHub(db, { hub: announcing.hub, address: site.address }, now)
  if (announcing.indexNow && hasSecret(env)) await sendToIndex(db, env, site.address, now)
}

type News = ReturnType<typeof appearedQuery> extends { take(rows: never): infer Rows } ? Rows : never

// Scheduled articles that appeared: no write of an editor's said so.
async function note(db: Store['db'], { seen }: Announcing, news: News, now: Date): Promise<void> {
  const last = news.at(-1)
  if (!last && seen !== undefined) return
  const values = { seen: last?.listedAt ?? now.getTime() }
  await commit(db, [...announceChanged(db, news, now), ...writeSettings(db, 'announce', values, now).statements])
}
