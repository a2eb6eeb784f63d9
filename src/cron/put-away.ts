import { commit } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import { deleteForGood, putAwayQuery } from '../comments/removal.ts'
import { openReader, read } from '../db/read.ts'
import type { Bindings } from '../env.ts'
import { siteQuery } from '../settings/site.ts'

const DAY = 86_400_000

/** Deletes for good what has been spam, or in the trash, for as long as the paper keeps such: a hundred at a time. */
export async function deletePutAway({ db }: Store, env: Bindings, now: Date): Promise<void> {
  const reader = openReader(env.DB)
  const [site] = await read(reader, siteQuery())
  const ago = (days: number) => new Date(now.getTime() - days * DAY)
  const { daysSpamKept, daysTrashKept } = site.comments
  const [spam, trash] = await read(
    reader,
    putAwayQuery('spam', ago(daysSpamKept)),
    putAwayQuery('trash', ago(daysTrashKept)),
  )
  const ids = [...spam, ...trash].slice(0, 100).map(({ id }) => id)
  if (ids.length === 0) return
  await commit(db, deleteForGood(db, ids, { actor: 'clock', now, about: { count: ids.length } }))
}
