import { Hono } from 'hono'
import type { Env } from '../env.ts'
import { problem } from '../http/problem.ts'
import { findMedia, mediaTypes } from '../media/store.ts'

const YEAR = 31_536_000

/** `/media/HASH.ext`: the name is the content's hash, so that every cache may keep it for ever. */
export const mediaDoor = new Hono<Env>().get('/media/:name{[0-9a-f]{32}\\.[a-z0-9]{3,4}}', async (c) => {
  const name = c.req.param('name')
  const type = mediaTypes[name.slice(33)]
  const body = type ? await findMedia(c.env, name) : null
  if (!type || !body) throw problem(404, 'not-found', { title: 'There is no such file' })
  return c.body(body, 200, {
    'Content-Type': type,
    'Cache-Control': `public, max-age=${YEAR}, immutable`,
    ETag: `"${name.slice(0, 32)}"`,
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
})
