import * as v from 'valibot'

const WAYS = 'ways'
const Ways = v.looseObject({})

/** Where old addresses lead, for who comes by one while the database is away. Written when it says something new. */
export async function keepWays(kv: KVNamespace, ways: ReadonlyMap<string, string>): Promise<void> {
  const text = JSON.stringify(Object.fromEntries(ways))
  if ((await kv.get(WAYS)) !== text) await kv.put(WAYS, text)
}

/** The path that an old address led to when the clock last looked; undefined where none is known. */
export async function findWay(kv: KVNamespace, path: string): Promise<string | undefined> {
  const kept: unknown = await kv.get(WAYS, 'json').catch(() => null)
  const to = v.is(Ways, kept) && Object.hasOwn(kept, path) ? kept[path] : undefined
  return typeof to === 'string' ? to : undefined
}
