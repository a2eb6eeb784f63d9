import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import type { Env } from '../env.ts'
import { problem } from '../http/problem.ts'
import { refused } from '../http/validate.ts'
import { type Bytes, Unfit } from '../media/bytes.ts'
import { isSvg, MOST_BYTES, MOST_RECORDED, mostBytes, type Picture, pictureIn } from '../media/picture.ts'

/** What a form has around its file. */
const AROUND = 10_000
const RAW = /^(?:(?:image|audio|video)\/[\w.+-]+|application\/octet-stream)\s*(?:;|$)/i
const FORM = /^multipart\/form-data\s*;/i

/** The body of an upload, for the OpenAPI document. */
export const uploadTypes = import.meta.worker
  ? {}
  : {
      'image/*': { schema: {} },
      'audio/*': { schema: {} },
      'video/*': { schema: {} },
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: {
            file: { type: 'string', contentMediaType: 'image/*, audio/*, video/*' },
            alt: { type: 'string', maxLength: 1000 },
          },
          required: ['file'],
        },
      },
    }

const tooLarge = () =>
  problem(413, 'too-large', {
    title: `At most ${MOST_BYTES / 1_000_000} MB are taken here, of film and sound ${MOST_RECORDED / 1_000_000}`,
  })

/** Stops reading where nothing that is taken can follow. */
export const limited = bodyLimit({
  maxSize: MOST_RECORDED + AROUND,
  onError: () => {
    throw tooLarge()
  },
})

/** The picture, film or sound in the request's body, or in the form that it is, cleaned; and the text beside it. */
export async function uploaded(
  c: Context<Env>,
  altInQuery: string | undefined,
  Alt: v.GenericSchema<string, string>,
): Promise<{ picture: Picture; alt: string }> {
  const type = c.req.header('Content-Type') ?? ''
  const isForm = FORM.test(type)
  if (!isForm && !RAW.test(type))
    throw notTaken('Content-Type must be image/…, audio/…, video/… or multipart/form-data')
  const { file, alt } = isForm ? await inForm(c, Alt) : { file: await c.req.arrayBuffer(), alt: undefined }
  const bytes = new Uint8Array(file)
  if (bytes.length > mostBytes(bytes)) throw tooLarge()
  return { picture: cleaned(bytes), alt: alt ?? altInQuery ?? '' }
}

async function inForm(c: Context<Env>, Alt: v.GenericSchema<string, string>) {
  const form = await c.req.formData().catch(() => {
    throw problem(400, 'bad-request', { title: 'This form cannot be read' })
  })
  const file = form.get('file')
  if (file === null || typeof file === 'string') throw refused([{ field: 'file', problem: 'Is missing' }])
  const alt = v.safeParse(v.optional(Alt), form.get('alt') ?? undefined)
  if (!alt.success) throw refused([{ field: 'alt', problem: alt.issues[0].message }])
  return { file: await file.arrayBuffer(), alt: alt.output }
}

function cleaned(file: Bytes): Picture {
  try {
    const picture = pictureIn(file)
    if (picture) return picture
  } catch (error) {
    if (error instanceof Unfit) throw refused([{ field: 'file', problem: error.message }])
    throw error
  }
  if (isSvg(file)) throw notTaken('An SVG can carry script: send it as PNG or WebP')
  throw notTaken('Its first bytes are of no JPEG, PNG, GIF, WebP, AVIF, MP4, WebM, MP3 or M4A')
}

const notTaken = (detail: string) =>
  problem(415, 'unsupported-media-type', { title: 'This is no file that is taken here', detail })
