import type { Env } from '../env.ts'
import { guardAway } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { problem } from '../http/problem.ts'
import { smallJson, valid } from '../http/validate.ts'
import { noteFailure, readSwitches, Switches, SwitchesPatch, turn } from '../settings/switches.ts'
import { describe } from './describe.ts'
import { show } from './write.ts'

const described = { tag: 'Settings', scopes: ['settings:write'], returns: Switches }

/** Emergency switches. While the database is away, a token turns them that the clock has seen, and so does `npm run switch`. */
export const switchRoutes = new Hono<Env>()
  .get(
    '/switches',
    describe(import.meta.worker || { summary: 'Read the emergency switches', ...described }),
    guardAway('settings:write'),
    async (c) => show(c, await readSwitches(c.env.KV).catch(unreachable)),
  )
  .patch(
    '/switches',
    describe(import.meta.worker || { summary: 'Turn emergency switches', ...described, refuses: [400, 413, 415, 422] }),
    guardAway('settings:write'),
    smallJson,
    valid('json', SwitchesPatch),
    async (c) => {
      const { KV } = c.env
      return show(c, await turn(KV, c.executionCtx.cache, c.req.valid('json'), c.get('now')).catch(unreachable))
    },
  )

function unreachable(error: unknown): never {
  noteFailure(error)
  throw problem(503, 'unavailable', {
    title: 'The switches cannot be reached',
    detail: (w) => w.again,
    headers: { 'Retry-After': '5' },
  })
}
