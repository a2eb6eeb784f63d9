import { countDiscussed, storedDiscussed, writeDiscussed } from '../articles/discussed.ts'
import { change } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'

/** Counts what is discussed most. The front page is asked for anew only when another order came of it. */
export async function countAgain(store: Store, now: Date): Promise<void> {
  const [before, ids] = [await storedDiscussed(store.db), await countDiscussed(store.db, now)]
  if (ids.join() === before.join()) return
  await change(store, { tags: ['front'], force: 'soft', now }, [writeDiscussed(store.db, ids, now)])
}
