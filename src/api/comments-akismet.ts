import * as v from 'valibot'
import { verifyKey } from '../comments/akismet.ts'
import { alertQuery } from '../comments/akismet-alert.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { siteQuery } from '../settings/site.ts'
import { describe } from './describe.ts'
import { moment } from './representations.ts'

const AkismetJson = () =>
  v.object({
    /** Asked of Akismet now; `none` is set, or it gave no answer. */
    key: v.picklist(['none', 'valid', 'invalid', 'no-answer']),
    /** Why there is no answer. */
    why: v.nullable(v.string()),
    /** The last thing Akismet said of the account, with a comment. */
    alert: v.nullable(v.object({ code: v.string(), message: v.string(), at: moment })),
  })

/** Whether Akismet works for us. */
export const akismetRoutes = new Hono<Env>().get(
  '/comments/akismet',
  describe(
    import.meta.worker || {
      summary: 'Ask Akismet whether the key is valid, and tell its last alert',
      tag: 'Comments',
      scopes: ['comments:moderate'],
      returns: AkismetJson(),
    },
  ),
  guard('comments:moderate'),
  async (c) => {
    const [site, row] = await read(c.var.reader, siteQuery(), alertQuery())
    const { AKISMET_KEY: key, AKISMET_ENDPOINT: endpoint } = c.env
    const service = { key: key ?? '', endpoint, blog: `${site.address}/`, minimal: true }
    const answer = key ? await verifyKey(service) : 'none'
    const state = typeof answer === 'object' ? { key: 'no-answer', why: answer.failed } : { key: answer, why: null }
    return c.json({ ...state, alert: row ? { ...row.value, at: row.updatedAt.toISOString() } : null })
  },
)
