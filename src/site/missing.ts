import { traceQuery } from '../articles/gone.ts'
import { type Reader, read } from '../db/read.ts'
import { missingAt } from '../http/missing.ts'

/** What to throw where nothing is shown; see `missingAt`. */
export async function missing(
  reader: Reader,
  path: string,
  now: Date,
  within?: (article: string) => string,
): Promise<Error> {
  const [trace] = await read(reader, traceQuery(path, now))
  return missingAt(trace, within)
}
