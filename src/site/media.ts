import type { Context } from 'hono'
import { tag } from '../cache/tags.ts'
import type { Env } from '../env.ts'
import { Hono } from '../http/hono.ts'
import { problem } from '../http/problem.ts'
import { type Part, partAsked } from '../http/range.ts'
import { findMedia, mediaPath, mediaTypes, openMedia } from '../media/store.ts'
import { findVariant, keepVariant, makeVariant, type Variant } from '../media/variant.ts'
import { variantOf } from '../text/own-pictures.ts'

const YEAR = 31_536_000

/** A browser that opens a film makes a page with it, which asks for it once more. */
const PLAYED = "default-src 'none'; media-src 'self'; sandbox"

/** `/media/HASH.ext`: the name is the content's hash, so that every cache may keep it for ever. */
export const mediaDoor = new Hono<Env>()
  .get('/media/:name{[0-9a-f]{32}\\.[a-z0-9]{3,4}}', async (c) => {
    const name = c.req.param('name')
    const type = mediaTypes[name.slice(33)]
    if (!type) throw noFile()
    // Pictures go through as they come; what is played is asked for in parts.
    if (!type.startsWith('image/') || c.req.header('Range')) return inParts(c, name, type)
    const body = await findMedia(c.env, name)
    if (!body) throw noFile()
    return c.body(body, 200, forEver(type, name, name.slice(0, 32)))
  })
  // Of these alone, which `text/own-pictures.ts` offers: who makes one up makes no work.
  .get(
    '/media/:name{[0-9a-f]{32}\\.(?:jpg|png|webp)}/:file{(?:(?:480|960)\\.(?:webp|avif)|1600\\.webp)}',
    async (c) => {
      const { name, file } = c.req.param()
      const variant = (await findVariant(c.env, name, file)) ?? (await made(c, name, file))
      if (!variant) return instead(c, name, file)
      return c.body(variant.bytes, 200, forEver(variant.type, name, `${name.slice(0, 32)}-${file}`))
    },
  )

// Not made, or not now: the address stays good, and the next request tries again. Of AVIF, WebP may be had.
async function instead(c: Context<Env>, name: string, file: string): Promise<Response> {
  const original = await findMedia(c.env, name)
  if (!original) throw noFile()
  await original.cancel()
  const path = mediaPath(name)
  return c.redirect(file.endsWith('.avif') ? variantOf(path, file.replace('avif', 'webp')) : path, 302)
}

// Behind Workers Cache the edge cuts parts out of the whole itself, and no Range comes here.
async function inParts(c: Context<Env>, name: string, type: string): Promise<Response> {
  const file = await openMedia(c.env, name)
  if (!file) throw noFile()
  const { size } = file
  const headers = { ...forEver(type, name, name.slice(0, 32)), 'Content-Security-Policy': PLAYED }
  const asked = c.req.method === 'GET' ? partAsked(c.req.raw.headers, { etag: headers.ETag, size }) : undefined
  if (asked === null) return c.body(null, 416, { 'Content-Range': `bytes */${size}` })
  const { offset, length }: Part = asked ?? { offset: 0, length: size }
  const body = await file.part(offset, length)
  if (!body) throw noFile()
  const range = asked && { 'Content-Range': `bytes ${offset}-${offset + length - 1}/${size}` }
  return c.body(body, asked ? 206 : 200, { ...headers, ...range, 'Content-Length': String(length) })
}

// Shown even where it cannot be kept: the edge has it then.
async function made(c: Context<Env>, name: string, file: string): Promise<Variant | null> {
  try {
    const variant = await makeVariant(c.env, name, file)
    if (variant) c.executionCtx.waitUntil(keepVariant(c.env, name, file, variant).catch(log))
    return variant
  } catch (error) {
    log(error)
    return null
  }
}

function log(error: unknown): void {
  console.error(JSON.stringify({ event: 'smaller-picture-failed', message: String(error) }))
}

const noFile = () => problem(404, 'not-found', { title: (w) => w.file })

// Until it is deleted, which is told to the edge by these tags.
const forEver = (type: string, name: string, etag: string) => ({
  'Content-Type': type,
  'Cache-Control': `public, max-age=${YEAR}, immutable`,
  'Cache-Tag': `media,${tag.media(name)}`,
  ETag: `"${etag}"`,
  'Accept-Ranges': 'bytes',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Content-Security-Policy': "default-src 'none'; sandbox",
})
