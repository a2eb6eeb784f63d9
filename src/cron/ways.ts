import { listRedirects } from '../articles/redirect.ts'
import type { Store } from '../cache/store.ts'
import type { Bindings } from '../env.ts'
import { keepWays } from '../http/ways.ts'

/** Old addresses whose way on is kept, the newest: they are read together, by whoever finds no page. */
const MOST = 500
/** Characters of an old address and of where it leads, together: longer ones are left out. */
const LONGEST = 500

/** Keeps where old addresses lead, once an hour. One record: the ways of one moment never lead in a circle. */
export async function keepWaysNow({ db }: Store, { KV }: Bindings): Promise<void> {
  const redirects = await listRedirects(db, { limit: MOST })
  const short = redirects.flatMap(({ path, target }): [string, string][] =>
    target && path.length + target.length <= LONGEST ? [[path, target]] : [],
  )
  await keepWays(KV, new Map(short))
}
