import type { Context } from 'hono'
import { addMark, markOf, readerIn } from '../articles/reads.ts'
import { commit } from '../cache/change.ts'
import { openDatabase } from '../db/database.ts'
import { within } from '../db/limit.ts'
import type { Env } from '../env.ts'
import { Hono } from '../http/hono.ts'
import { refuseCrossSite, visitorOf } from '../http/visitor.ts'

const ROUTE = '/:year{[0-9]{4}}/:month{[0-9]{2}}/:slug{[a-z0-9-]+}/read'

/**
 * `POST /2026/11/the-strike/read`: what a page's script says of one reading in five, where the paper counts them. Always
 * 204, and at once: nobody waits for what becomes of it, and what fails is not tried again.
 */
export const readsDoor = new Hono<Env>().post(ROUTE, (c) => {
  c.executionCtx.waitUntil(count(c).catch(() => undefined))
  return c.body(null, 204)
})

async function count(c: Context<Env>): Promise<void> {
  refuseCrossSite(c)
  const { now, reader, switches } = c.var
  const from = readerIn(visitorOf(c).address)
  const { success } = await c.env.LIMIT.limit({ key: `read:${from}` })
  if (!success || switches.readOnly || !reader.patience) return
  const path = c.req.path.slice(0, -'/read'.length)
  const mark = await markOf(c.env.KV, path, from, now)
  if (!mark) return
  const db = openDatabase(c.env.DB)
  // By the readers' patience: while the database answers nobody, it is not asked.
  await within(reader.patience, () => commit(db, [addMark(db, path, mark, now)]))
}
