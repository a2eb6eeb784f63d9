import { sql } from 'drizzle-orm'
import { articles } from '../db/tables/articles.ts'
import type { Env } from '../env.ts'
import { Hono } from '../http/hono.ts'

/** `/healthz`: 200 when the database answers and has its tables; anything else is thrown and answered as 503. */
export const healthPage = new Hono<Env>().get('/healthz', async (c) => {
  await c.var.store.db.select({ one: sql`1` }).from(articles).limit(1)
  const { DATELINE_SECRET: secret, VERSION: version } = c.env
  return c.json({ status: 'ok', version: version?.id ?? null, secret: secret ? 'set' : 'missing' })
})
