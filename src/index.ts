import { app } from './app.tsx'
import { everyMinute } from './cron/clock.ts'
import { openDatabase } from './db/database.ts'
import type { Bindings } from './env.ts'

/** The Worker. */
export default {
  fetch: (request, env, ctx) => app.fetch(request, env, ctx),
  scheduled(_event, env, ctx) {
    const render = async (path: string) => app.fetch(new Request(new URL(path, 'https://copies.invalid')), env, ctx)
    return everyMinute({ db: openDatabase(env.DB), edge: ctx.cache }, env, render, new Date())
  },
} satisfies ExportedHandler<Bindings>
