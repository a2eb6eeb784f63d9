import { type Bytes, join, letters, type Stripped, Unfit } from './bytes.ts'
import { stripAvif } from './strip-avif.ts'
import { stripGif } from './strip-gif.ts'
import { stripJpeg } from './strip-jpeg.ts'
import { isMp3, stripMp3 } from './strip-mp3.ts'
import { isMp4, stripMp4 } from './strip-mp4.ts'
import { stripPng } from './strip-png.ts'
import { stripWebm } from './strip-webm.ts'
import { stripWebp } from './strip-webp.ts'

/** The largest picture that is taken: looked through, hashed and copied in less than the 10 ms of the Free plan. */
export const MOST_BYTES = 4_000_000

/** The largest sound or film: KV keeps 25 MiB a file. */
export const MOST_RECORDED = 25_000_000

/** A picture, film or sound as it is kept: nothing in it but itself; width and height as it is shown, if it is. */
export interface Picture {
  ending: string
  bytes: Bytes
  width: number | null
  height: number | null
}

interface Kind {
  ending: string
  most?: number
  is(file: Bytes): boolean
  strip(file: Bytes): Stripped & { ending?: string }
}

const kinds: Kind[] = [
  { ending: 'jpg', is: (file) => letters(file, 0, 3) === '\xff\xd8\xff', strip: stripJpeg },
  { ending: 'png', is: (file) => letters(file, 0, 8) === '\x89PNG\r\n\x1a\n', strip: stripPng },
  { ending: 'gif', is: (file) => /^GIF8[79]a$/.test(letters(file, 0, 6)), strip: stripGif },
  { ending: 'webp', is: (file) => letters(file, 0, 4) + letters(file, 8, 4) === 'RIFFWEBP', strip: stripWebp },
  { ending: 'avif', is: (file) => letters(file, 4, 8) === 'ftypavif', strip: stripAvif },
  { ending: 'mp4', most: MOST_RECORDED, is: isMp4, strip: stripMp4 },
  { ending: 'webm', most: MOST_RECORDED, is: (file) => letters(file, 0, 4) === '\x1a\x45\xdf\xa3', strip: stripWebm },
  { ending: 'mp3', most: MOST_RECORDED, is: isMp3, strip: stripMp3 },
]

const kindOf = (file: Bytes) => kinds.find(({ is }) => is(file))

/** What a file is, as the ending of its name, by its first bytes. */
export const endingOf = (file: Bytes): string | undefined => kindOf(file)?.ending

/** How large a file may be that begins as this one does. */
export const mostBytes = (file: Bytes): number => kindOf(file)?.most ?? MOST_BYTES

/**
 * The picture, film or sound in a file, told by its first bytes and by nothing that anybody says of it, without
 * metadata and not encoded anew; the file may be changed. Null for what is none of the kinds that every browser shows.
 * Throws `Unfit`.
 */
export function pictureIn(file: Bytes): Picture | null {
  const kind = kindOf(file)
  if (!kind) return null
  try {
    const { parts, width, height, ending = kind.ending } = kind.strip(file)
    const [only, ...others] = parts
    const bytes = only && others.length === 0 ? only : join(parts)
    return { ending, bytes, width: width || null, height: height || null }
  } catch (error) {
    // A place behind the end was asked for.
    throw error instanceof RangeError ? new Unfit('Is cut off') : error
  }
}

/** Whether the file is text that draws: it can carry script. */
export const isSvg = (file: Bytes): boolean => /<svg[\s>]/i.test(letters(file, 0, 1000))
