import * as v from 'valibot'

const DEFAULT = 20
const MOST = 100

/** `?cursor=&limit=`, the same on every list. */
export const paging = {
  cursor: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,15}-\d{1,16}$/, 'Not a cursor of ours'),
      v.transform((text) => {
        const [at = '', id = ''] = text.split('-')
        return { at: new Date(Number(at)), id: Number(id) }
      }),
    ),
  ),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/, 'Must be a number'), v.transform(Number), v.minValue(1), v.maxValue(MOST)),
    String(DEFAULT),
  ),
}

/** A list's answer: `rows` holds one more than the limit when there are more. */
export function pageOf<R extends { createdAt: Date; id: number }, J>(rows: R[], limit: number, toJson: (row: R) => J) {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items: items.map(toJson), cursor: last ? `${last.createdAt.getTime()}-${last.id}` : null }
}

/** An id in a path. */
export const Id = v.object({ id: v.pipe(v.string(), v.regex(/^\d{1,16}$/, 'Not an id'), v.transform(Number)) })
