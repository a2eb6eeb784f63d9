import { type Bytes, checkSize, letters, type Stripped, Unfit, view } from './bytes.ts'
import { type Box, blank, boxes } from './iso-boxes.ts'

/** What a film or a sound is made of, by the box it stands in ('' is the file); all else is what is said about it. */
const KEPT = {
  '': ['ftyp', 'styp', 'sidx', 'moov', 'moof', 'mdat', 'mfra'],
  moov: ['mvhd', 'iods', 'trak', 'mvex'],
  trak: ['tkhd', 'edts', 'tref', 'mdia'],
}
/** Tracks of pictures, sound, words and the clock. */
const SHOWN = ['vide', 'soun', 'text', 'sbtl', 'subt', 'clcp', 'tmcd']
const MOST_BOXES = 20_000

/** Brands of files that browsers play; QuickTime's is none of them. */
export const isMp4 = (file: Bytes) => /^ftyp(?:iso[\dm]|mp4\d|M4[ABV] |avc1|dash|mmp4|3gp\d)/.test(letters(file, 4, 8))

/**
 * An MP4 in which titles, places and whatever else stands beside picture and sound is blanked in its place, as places
 * in it are counted from its beginning. Without pictures it is an M4A. The file itself is changed.
 */
export function stripMp4(file: Bytes): Stripped & { ending: string } {
  const top = only(file, { body: 0, end: file.length }, '')
  const moov = top.find(({ type }) => type === 'moov')
  if (!moov || !top.some(({ type }) => type === 'mdat')) throw new Unfit('Is not a whole MP4')
  const tracks = only(file, moov, 'moov').filter(({ type }) => type === 'trak')
  const sizes = tracks.map((track) => sizeOf(file, only(file, track, 'trak'))).filter((size) => size !== null)
  const [size] = sizes
  if (tracks.length === 0) throw new Unfit('Is not a whole MP4')
  if (size) checkSize(size.width, size.height)
  return { parts: [file], ending: size ? 'mp4' : 'm4a', ...(size ?? { width: 0, height: 0 }) }
}

function only(file: Bytes, { body, end }: Pick<Box, 'body' | 'end'>, inside: keyof typeof KEPT): Box[] {
  const kept: Box[] = []
  let count = 0
  for (const box of boxes(file, body, end)) {
    if (++count > MOST_BOXES) throw new Unfit('Is in more pieces than any film')
    if (KEPT[inside].includes(box.type)) kept.push(box)
    else blank(file, box)
  }
  return kept
}

/** How large a track of pictures is shown; null for other tracks. */
function sizeOf(file: Bytes, parts: Box[]): { width: number; height: number } | null {
  const [head, mdia] = ['tkhd', 'mdia'].map((type) => parts.find((part) => part.type === type))
  const kind = mdia && [...boxes(file, mdia.body, mdia.end)].find(({ type }) => type === 'hdlr')
  if (!head || !kind) throw new Unfit('Is not a whole MP4')
  const shown = letters(file, kind.body + 8, 4)
  // Cameras write where they are into a track of its own, whose samples are in the midst of the others.
  if (!SHOWN.includes(shown)) throw new Unfit('Has a track of data beside picture and sound; export it without')
  if (shown !== 'vide') return null
  const data = view(file)
  const matrix = head.body + (data.getUint8(head.body) === 1 ? 52 : 40)
  const size = { width: data.getUint16(matrix + 36), height: data.getUint16(matrix + 40) }
  const lies = data.getInt32(matrix) === 0 && data.getInt32(matrix + 4) !== 0
  return lies ? { width: size.height, height: size.width } : size
}
