import { HTTPException } from 'hono/http-exception'
import { traceQuery } from '../articles/gone.ts'
import { type Reader, read } from '../db/read.ts'
import { problem } from '../http/problem.ts'

/** What to throw where nothing is shown: the way to where it is now, "gone", or "never was". */
export async function missing(reader: Reader, path: string, now: Date): Promise<Error> {
  const [{ target, gone }] = await read(reader, traceQuery(path, now))
  if (target) return new HTTPException(301, { res: new Response(null, { status: 301, headers: { Location: target } }) })
  if (gone) return problem(410, 'gone', { title: 'This article has been withdrawn' })
  return problem(404, 'not-found', { title: 'There is nothing at this address' })
}
