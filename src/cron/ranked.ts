import { countDiscussed } from '../articles/discussed.ts'
import { type List, storedRank, writeRank } from '../articles/ranked.ts'
import { countRead, forgetReads, makeKeys } from '../articles/reads.ts'
import { change, commit } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import { openReader, read } from '../db/read.ts'
import type { Bindings } from '../env.ts'
import { listsQuery } from '../settings/lists.ts'

/** Counts what is discussed most. */
export const rankDiscussed = async (store: Store, now: Date): Promise<void> =>
  rank(store, 'discussed', await countDiscussed(store.db, now), now)

/** Counts what is read most, where the paper wants to know, and forgets what no longer counts. */
export async function rankRead(store: Store, { DB, KV }: Pick<Bindings, 'DB' | 'KV'>, now: Date): Promise<void> {
  const [{ read: wanted }] = await read(openReader(DB), listsQuery())
  if (wanted) await makeKeys(KV, now)
  await commit(store.db, [forgetReads(store.db, wanted, now)])
  await rank(store, 'read', wanted ? await countRead(store.db, now) : [], now)
}

// The front page is asked for anew only when another order came of it.
async function rank(store: Store, list: List, ids: number[], now: Date): Promise<void> {
  const before = await storedRank(store.db, list)
  if (ids.join() === before.join()) return
  await change(store, { tags: ['front'], force: 'soft', now }, [writeRank(store.db, list, ids, now)])
}
