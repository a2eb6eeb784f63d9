import { app } from './app.tsx'
import { everyMinute } from './cron/clock.ts'
import { openDatabase } from './db/database.ts'
import type { Bindings } from './env.ts'

/** The Worker. */
export default {
  fetch: (request, env, ctx) => app.fetch(request, env, ctx),
  scheduled: (_event, env, ctx) => everyMinute({ db: openDatabase(env.DB), edge: ctx.cache }, env, new Date()),
} satisfies ExportedHandler<Bindings>
