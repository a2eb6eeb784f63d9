import { app } from './app.tsx'
import { everyMinute } from './cron/clock.ts'
import { takeBatch } from './cron/spool.ts'
import { counting } from './db/allowance.ts'
import { openDatabase } from './db/database.ts'
import { limited, patienceOfClock } from './db/limit.ts'
import type { Bindings } from './env.ts'

/** The Worker. */
export default {
  fetch: (request, env, ctx) => app.fetch(request, env, ctx),
  scheduled({ scheduledTime }, given, ctx) {
    const { database, left } = counting(given.DB)
    const counted = { ...given, DB: database }
    const env = patient(counted)
    const render = async (path: string, headers: Record<string, string> = {}) =>
      app.fetch(new Request(new URL(path, 'https://copies.invalid'), { headers }), counted, ctx)
    const run = { minute: new Date(scheduledTime).getUTCMinutes(), left }
    return everyMinute({ db: openDatabase(env.DB), edge: ctx.cache }, env, render, run, new Date())
  },
  queue(batch, given, ctx) {
    const env = patient(given)
    return takeBatch({ db: openDatabase(env.DB), edge: ctx.cache }, env, batch, new Date())
  },
} satisfies ExportedHandler<Bindings>

const patient = (env: Bindings): Bindings => ({ ...env, DB: limited(env.DB, patienceOfClock()) })
