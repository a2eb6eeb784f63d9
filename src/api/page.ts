import type { Context } from 'hono'
import * as v from 'valibot'
import type { Place } from '../articles/list.ts'
import type { Env } from '../env.ts'

const DEFAULT = 20
const MOST = 100
const bounds = `Must be a number from 1 to ${MOST}`

/** `?cursor=&limit=`, the same on every list. */
export const paging = {
  cursor: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,15}-\d{1,16}$/, 'Must be a cursor that a list answered'),
      v.transform((text): Place => {
        const [at = '', id = ''] = text.split('-')
        return { at: new Date(Number(at)), id: Number(id) }
      }),
    ),
  ),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,3}$/, bounds),
      v.transform(Number),
      v.minValue(1, bounds),
      v.maxValue(MOST, bounds),
    ),
    String(DEFAULT),
  ),
}

/** The query of a list that has no filter. */
export const Paging = v.strictObject(paging)

/** An id in a path. */
export const Id = v.object({ id: v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number)) })

/** Answers a page of a list, which is asked for one row more than shown: whether there is another page. */
export async function answerPage<R extends { createdAt: Date; id: number }>(
  c: Context<Env>,
  { cursor, limit }: { cursor?: Place | undefined; limit: number },
  list: (page: { before: Place | undefined; limit: number }) => Promise<R[]>,
  toJson: (row: R) => object,
): Promise<Response> {
  const rows = await list({ before: cursor, limit: limit + 1 })
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return c.json({ items: items.map(toJson), cursor: last ? `${last.createdAt.getTime()}-${last.id}` : null })
}
