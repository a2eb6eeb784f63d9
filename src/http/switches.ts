import { createMiddleware } from 'hono/factory'
import type { Env } from '../env.ts'
import { switchesNow } from '../settings/switches.ts'
import { xml } from '../text/xml.ts'
import { problem } from './problem.ts'
import { afterMain } from './survive.ts'

const READS = ['GET', 'HEAD', 'OPTIONS']

/** Lets the emergency switches have their way: no writes while read-only, and a banner on every page. */
export const switched = createMiddleware<Env>(async (c, next) => {
  const switches = await switchesNow(c.env.KV)
  c.set('switches', switches)
  if (switches.readOnly !== '' && !READS.includes(c.req.method) && !isExempt(c.req.path))
    throw readOnly(switches.readOnly)
  await next()
  const isPage = c.res.status !== 304 && (c.res.headers.get('Content-Type') ?? '').startsWith('text/html')
  if (switches.banner === '' || !isPage) return
  c.res = new Response(afterMain(await c.res.text(), bannerHtml(switches.banner)), c.res)
})

export const bannerHtml = (banner: string): string => `<p class="notice" role="status">${xml(banner)}</p>`

// The way back has to stay open; a comment's form answers with what was typed, and who counts a reading to nobody.
const isExempt = (path: string) => path === '/api/switches' || /^\/\d{4}\/\d{2}\/[^/]+\/(?:comments|read)$/.test(path)

const readOnly = (reason: string) =>
  problem(503, 'read-only', {
    title: (w) => w.readOnly,
    detail: reason,
    headers: { 'Retry-After': '300' },
  })
