import { listWays } from '../articles/redirect.ts'
import type { Store } from '../cache/store.ts'
import type { Bindings } from '../env.ts'
import { keepWays } from '../http/ways.ts'

/** Old addresses whose way on is kept, the newest: they are read together, by whoever finds no page. */
const MOST = 500
/** Characters of an old address and of where it leads, together: longer ones are left out. */
const LONGEST = 500

/** Keeps where old addresses lead, once an hour, in one record. */
export async function keepWaysNow({ db }: Store, { KV }: Bindings): Promise<void> {
  const found = await listWays(db, MOST)
  const short = found.filter(({ path, target }) => path.length + target.length <= LONGEST)
  const ways = new Map(short.map(({ path, target }) => [path, target]))
  await keepWays(KV, new Map([...ways].filter(([path]) => !isCircle(ways, path))))
}

// Editors may make one by hand, and a page in its midst breaks it only while the page can be read.
function isCircle(ways: ReadonlyMap<string, string>, from: string): boolean {
  const seen = new Set<string>()
  for (let at: string | undefined = from; at !== undefined; at = ways.get(at)?.replace(/[?#].*/, '')) {
    if (seen.has(at)) return true
    seen.add(at)
  }
  return false
}
