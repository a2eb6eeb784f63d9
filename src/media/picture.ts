import { type Bytes, join, letters, type Stripped, Unfit } from './bytes.ts'
import { stripAvif } from './strip-avif.ts'
import { stripGif } from './strip-gif.ts'
import { stripJpeg } from './strip-jpeg.ts'
import { stripPng } from './strip-png.ts'
import { stripWebp } from './strip-webp.ts'

/** The largest file that is taken: looked through, hashed and copied in less than the 10 ms of the Free plan. */
export const MOST_BYTES = 4_000_000

/** A picture as it is kept: nothing in it but the picture; width and height as it is shown. */
export interface Picture {
  ending: string
  bytes: Bytes
  width: number
  height: number
}

interface Kind {
  ending: string
  is(file: Bytes): boolean
  strip(file: Bytes): Stripped
}

const kinds: Kind[] = [
  { ending: 'jpg', is: (file) => letters(file, 0, 3) === '\xff\xd8\xff', strip: stripJpeg },
  { ending: 'png', is: (file) => letters(file, 0, 8) === '\x89PNG\r\n\x1a\n', strip: stripPng },
  { ending: 'gif', is: (file) => /^GIF8[79]a$/.test(letters(file, 0, 6)), strip: stripGif },
  { ending: 'webp', is: (file) => letters(file, 0, 4) + letters(file, 8, 4) === 'RIFFWEBP', strip: stripWebp },
  { ending: 'avif', is: (file) => letters(file, 4, 8) === 'ftypavif', strip: stripAvif },
]

/**
 * The picture in a file, told by its first bytes and by nothing that anybody says of it, without metadata and not
 * encoded anew. Null for what is none of the kinds that every browser shows. Throws `Unfit`.
 */
export function pictureIn(file: Bytes): Picture | null {
  const kind = kinds.find(({ is }) => is(file))
  if (!kind) return null
  try {
    const { parts, width, height } = kind.strip(file)
    return { ending: kind.ending, bytes: join(parts), width, height }
  } catch (error) {
    // A place behind the end was asked for.
    throw error instanceof RangeError ? new Unfit('Is cut off') : error
  }
}

/** Whether the file is text that draws: it can carry script. */
export const isSvg = (file: Bytes): boolean => /<svg[\s>]/i.test(letters(file, 0, 1000))
