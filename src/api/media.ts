import type { Context } from 'hono'
import * as v from 'valibot'
import { tag as tagOf } from '../cache/tags.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { repeated } from '../http/idempotency.ts'
import { contentTag, requireMatch } from '../http/precondition.ts'
import { problem } from '../http/problem.ts'
import { smallJson, valid } from '../http/validate.ts'
import { deleteMedia, findMediaRow, insertMedia, listMedia, type MediaRow, updateMedia } from '../media/library.ts'
import { keepMedia, mediaName, mediaPath, mediaTypes } from '../media/store.ts'
import { dropMedia } from '../media/variant.ts'
import { line } from '../text/fields.ts'
import { readSite } from './article.ts'
import { describe, listOf } from './describe.ts'
import { limited, uploaded, uploadTypes } from './media-upload.ts'
import { answerPage, Paging } from './page.ts'
import { moment, whole } from './representations.ts'
import { show, writeAndAnswer } from './write.ts'

const scopes = ['media:write'] as const
const tag = 'Media'
const Alt = line(1000)
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
/** In a query. */
const Share = v.pipe(v.string(), v.regex(/^(?:0|1|0?\.\d+|1\.0+)$/, 'Must be from 0 to 1'), v.transform(Number))
const Focus = v.strictObject({ x: share, y: share })
const Name = v.object({ name: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}\.[a-z0-9]{3,4}$/)) })

const MediaJson = () =>
  v.object({
    name: v.string(),
    url: v.string(),
    path: v.string(),
    type: v.string(),
    bytes: whole,
    width: v.nullable(whole),
    height: v.nullable(whole),
    alt: v.string(),
    focus: v.nullable(Focus),
    createdAt: moment,
  })

function mediaJson(row: MediaRow, address: string): v.InferInput<ReturnType<typeof MediaJson>> {
  const { name, type, bytes, width, height, alt, focus } = row
  const path = mediaPath(name)
  const createdAt = row.createdAt.toISOString()
  return { name, url: address + path, path, type, bytes, width, height, alt, focus, createdAt }
}

/** Pictures, films and sounds, for articles to show. */
export const mediaRoutes = new Hono<Env>()
  .get(
    '/media',
    describe(
      import.meta.worker || {
        summary: 'List pictures, newest first',
        tag,
        scopes,
        returns: listOf(MediaJson()),
        refuses: [422],
      },
    ),
    guard(...scopes),
    valid('query', Paging),
    async (c) => {
      const { address } = await readSite(c)
      const list = (page: Parameters<typeof listMedia>[1]) => listMedia(c.var.store.db, page)
      return answerPage(c, c.req.valid('query'), list, (row) => mediaJson(row, address))
    },
  )
  .post(
    '/media',
    describe(
      import.meta.worker || {
        summary:
          'Upload a picture (JPEG, PNG, GIF, WebP, AVIF), film (MP4, WebM) or sound (MP3, M4A), without what it says beside',
        tag,
        scopes,
        status: 201,
        again: 'It was here already, and stays as it is',
        returns: MediaJson(),
        refuses: [400, 409, 413, 415, 422],
        takes: uploadTypes,
      },
    ),
    guard(...scopes),
    limited,
    valid('query', v.strictObject({ alt: v.optional(Alt), x: v.optional(Share), y: v.optional(Share) })),
    async (c) => upload(c, c.req.valid('query')),
  )
  .get(
    '/media/:name',
    describe(
      import.meta.worker || {
        summary: 'Read what is known of a picture',
        tag,
        scopes,
        returns: MediaJson(),
        refuses: [404],
      },
    ),
    guard(...scopes),
    valid('param', Name),
    async (c) => {
      const { address } = await readSite(c)
      return show(c, mediaJson(await find(c, c.req.valid('param').name), address))
    },
  )
  .patch(
    '/media/:name',
    describe(
      import.meta.worker || {
        summary: 'Change the alternative text of a picture, or where to look in it when it is cropped',
        tag,
        scopes,
        returns: MediaJson(),
        refuses: [400, 404, 409, 412, 413, 415, 422],
      },
    ),
    guard(...scopes),
    smallJson,
    valid('param', Name),
    valid('json', v.strictObject({ alt: v.optional(Alt), focus: v.optional(v.nullable(Focus)) })),
    async (c) => {
      const { name } = c.req.valid('param')
      const before = await find(c, name)
      const { address } = await readSite(c)
      requireMatch(c.req.header('If-Match'), await contentTag(mediaJson(before, address)))
      const { alt = before.alt, focus = before.focus } = c.req.valid('json')
      const body = mediaJson({ ...before, alt, focus }, address)
      // Pages have the text of their article, not this one, and the focus as it was when that was saved.
      return writeAndAnswer(c, () => ({
        tags: [],
        statements: [updateMedia(c.var.store.db, name, { alt, focus })],
        status: 200,
        body,
      }))
    },
  )
  .delete(
    '/media/:name',
    describe(
      import.meta.worker || {
        summary: 'Delete a picture, film or sound for good, also from the edge, whatever shows it',
        tag,
        scopes,
        returns: Name,
        refuses: [404],
      },
    ),
    guard(...scopes),
    valid('param', Name),
    (c) => {
      const body = c.req.valid('param')
      const { name } = body
      // First, or the edge might take it in again. Of what is not there too: a second time mends a first one.
      return writeAndAnswer(c, async () => {
        await dropMedia(c.env, name)
        return { tags: [tagOf.media(name)], statements: [deleteMedia(c.var.store.db, name)], status: 200, body }
      })
    },
  )

async function find(c: Context<Env>, name: string): Promise<MediaRow> {
  const row = await findMediaRow(c.var.store.db, name)
  if (!row) throw problem(404, 'not-found', { title: 'There is no such picture' })
  return row
}

interface Said {
  alt?: string | undefined
  x?: number | undefined
  y?: number | undefined
}

async function upload(c: Context<Env>, { alt: altInQuery, x, y }: Said): Promise<Response> {
  const { store, now } = c.var
  const { picture, alt } = await uploaded(c, altInQuery, Alt)
  const { ending, bytes, width, height } = picture
  const focus = x === undefined && y === undefined ? null : { x: x ?? 0.5, y: y ?? 0.5 }
  const name = await mediaName(bytes, ending)
  // The name is the hash of what is kept: the bytes that came need no second one.
  const again = await repeated(c, `${name}\n${alt}${focus ? `\n${x} ${y}` : ''}`)
  if (again) return again
  const { address } = await readSite(c)
  const type = mediaTypes[ending] ?? ''
  const headers = { Location: `/api/media/${name}` }
  return writeAndAnswer(c, async () => {
    const there = await findMediaRow(store.db, name)
    if (there) return { tags: [], statements: [], status: 200, headers, body: mediaJson(there, address) }
    const row = { name, type, bytes: bytes.length, width, height, alt, focus, createdAt: now }
    // Bytes without a row harm nobody; a row without bytes would.
    await keepMedia(c.env, { name, type }, bytes)
    return { tags: [], statements: [insertMedia(store.db, row)], status: 201, headers, body: mediaJson(row, address) }
  })
}
