import { type Bytes, checkSize, type Stripped, Unfit, view } from './bytes.ts'
import { type Box, blank, boxes, itemKinds, itemPlaces } from './iso-boxes.ts'

const META = ['hdlr', 'pitm', 'iloc', 'iinf', 'iref', 'iprp', 'idat', 'dinf', 'grpl']
/** Coded pictures, and how they are put together. */
const PICTURES = ['av01', 'grid', 'iovl', 'tmap']
/** An Exif of no entries, as AVIF has it: readers that look for one find it whole. */
const NO_EXIF = [0, 0, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0]

/**
 * A still AVIF whose Exif, XMP and other items are blanked in their place, and all boxes that are not the picture.
 * How it is turned is no part of the Exif here.
 */
export function stripAvif(file: Bytes): Stripped {
  const copy = new Uint8Array(file)
  const top = only(copy, 0, copy.length, ['ftyp', 'meta', 'mdat', 'moov'])
  const meta = top.get('meta')
  // A film has its own places for what a camera says.
  if (!meta || top.has('moov')) throw new Unfit('Is a moving AVIF, or none; only still ones are taken')
  const parts = only(copy, meta.body + 4, meta.end, META)
  blankItems(copy, parts)
  return { parts: [copy], ...sizeIn(copy, parts.get('iprp')) }
}

/** The boxes of these types, of each the first; the rest is blanked. */
function only(file: Bytes, from: number, to: number, types: string[]): Map<string, Box> {
  const found = new Map<string, Box>()
  for (const box of boxes(file, from, to)) {
    if (!types.includes(box.type)) blank(file, box)
    else if (!found.has(box.type)) found.set(box.type, box)
    else if (box.type !== 'mdat') throw new Unfit('Is not a whole AVIF')
  }
  return found
}

function blankItems(file: Bytes, parts: Map<string, Box>): void {
  const [kinds, places] = [parts.get('iinf'), parts.get('iloc')]
  if (!kinds || !places) throw new Unfit('Is not a whole AVIF')
  const kindOf = new Map(itemKinds(file, kinds))
  let pictures = 0
  // Places may be said to be anywhere, and a hundred thousand times the same: no more is looked at than there is.
  let left = 2 * file.length
  for (const [id, bytes] of itemPlaces(file, places, parts.get('idat'))) {
    left -= bytes.length + 64
    if (left < 0) throw new Unfit('Says more than it holds')
    const kind = kindOf.get(id) ?? ''
    if (PICTURES.includes(kind)) pictures++
    else {
      // White space is an empty XMP.
      bytes.fill(kind === 'mime' ? 0x20 : 0)
      if (kind === 'Exif' && bytes.length >= NO_EXIF.length) bytes.set(NO_EXIF)
    }
  }
  if (pictures === 0) throw new Unfit('Is not a whole AVIF')
}

/** The largest size that is said is the picture's: others are of its tiles and thumbnails. */
function sizeIn(file: Bytes, properties: Box | undefined): { width: number; height: number } {
  const data = view(file)
  let [width, height, aside] = [0, 0, false]
  for (const { type, body } of propertiesIn(file, properties)) {
    if (type === 'irot') aside ||= (data.getUint8(body) & 1) === 1
    if (type !== 'ispe') continue
    const said = { width: data.getUint32(body + 4), height: data.getUint32(body + 8) }
    checkSize(said.width, said.height)
    if (said.width * said.height > width * height) ({ width, height } = said)
  }
  checkSize(width, height)
  return aside ? { width: height, height: width } : { width, height }
}

function* propertiesIn(file: Bytes, properties: Box | undefined): Generator<Box> {
  if (!properties) return
  for (const box of boxes(file, properties.body, properties.end)) {
    if (box.type === 'ipco') yield* boxes(file, box.body, box.end)
  }
}
