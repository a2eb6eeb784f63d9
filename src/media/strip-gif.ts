import { type Bytes, checkSize, letters, part, type Stripped, Unfit, view } from './bytes.ts'

const EXTENSION = 0x21
const IMAGE = 0x2c
const TRAILER = 0x3b
/** How long a frame is shown, and what is seen through it. */
const CONTROL = 0xf9
const APPLICATION = 0xff
/** How often it is played; with more than that number it is longer. */
const LOOPS = ['NETSCAPE2.0', 'ANIMEXTS1.0']
const LOOP_LENGTH = 19

/** A GIF without comments, XMP, text and other extensions, and what follows its end; how it is played stays. */
export function stripGif(file: Bytes): Stripped {
  const data = view(file)
  const [width, height] = [data.getUint16(6, true), data.getUint16(8, true)]
  checkSize(width, height)
  let at = 13 + tableLength(data.getUint8(10))
  const parts = [part(file, 0, at)]
  let frames = 0
  for (let kind = data.getUint8(at); kind !== TRAILER; kind = data.getUint8(at)) {
    if (kind !== IMAGE && kind !== EXTENSION) throw new Unfit('Is not a whole GIF')
    const end = kind === IMAGE ? endOfFrame(data, at) : endOfBlocks(data, at + 2)
    if (kind === IMAGE) frames++
    if (kind === IMAGE || isKept(part(file, at, end))) parts.push(part(file, at, end))
    at = end
  }
  if (frames === 0) throw new Unfit('Is not a whole GIF')
  parts.push(part(file, at, at + 1))
  return { parts, width, height }
}

function isKept(extension: Bytes): boolean {
  if (extension[1] === CONTROL) return extension.length === 8
  return extension[1] === APPLICATION && LOOPS.includes(letters(extension, 3, 11)) && extension.length === LOOP_LENGTH
}

function endOfFrame(data: DataView, at: number): number {
  // Browsers enlarge the picture to a frame that is larger.
  const [x, y, width, height] = [1, 3, 5, 7].map((place) => data.getUint16(at + place, true))
  checkSize((x ?? 0) + (width ?? 0), (y ?? 0) + (height ?? 0))
  return endOfBlocks(data, at + 11 + tableLength(data.getUint8(at + 9)))
}

/** Behind blocks that each begin with their length, of which the last has none. */
function endOfBlocks(data: DataView, from: number): number {
  let at = from
  for (let length = data.getUint8(at); length > 0; length = data.getUint8(at)) at += length + 1
  return at + 1
}

const tableLength = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0)
