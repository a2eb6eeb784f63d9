import { HTTPException } from 'hono/http-exception'
import { traceQuery } from '../articles/gone.ts'
import { type Reader, read } from '../db/read.ts'
import { problem } from '../http/problem.ts'

/**
 * What to throw where nothing is shown: the way to where it is now, "gone", or "never was". `within` makes of an
 * article's address that of a page below it.
 */
export async function missing(
  reader: Reader,
  path: string,
  now: Date,
  within = (article: string) => article,
): Promise<Error> {
  const [{ target, gone }] = await read(reader, traceQuery(path, now))
  if (target) {
    const headers = { Location: within(target) }
    return new HTTPException(301, { res: new Response(null, { status: 301, headers }) })
  }
  if (gone) return problem(410, 'gone', { title: 'This article has been withdrawn' })
  return problem(404, 'not-found', { title: 'There is nothing at this address' })
}
