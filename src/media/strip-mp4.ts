import { type Bytes, checkSize, letters, type Stripped, Unfit, view } from './bytes.ts'
import { type Box, blank, boxes } from './iso-boxes.ts'

/** What is looked into, and what of it a film or a sound is made of; all else is what is said about it. */
const OPEN = /^(?:moov|trak|mdia)$/
const KEPT = /^(?:ftyp|styp|sidx|moof|mdat|mfra|mvhd|iods|mvex|tkhd|edts|tref|mdhd|hdlr|minf)$/
/** Tracks of pictures, sound, words and the clock. */
const SHOWN = /^(?:vide|soun|text|sbtl|subt|clcp|tmcd)$/
const MOST_BOXES = 20_000

/** Brands of files that browsers play; QuickTime's is none of them. */
export const isMp4 = (file: Bytes) => /^ftyp(?:iso[\dm]|mp4\d|M4[ABV] |avc1|dash|mmp4|3gp\d)/.test(letters(file, 4, 8))

/**
 * An MP4 in which titles, places and whatever else stands beside picture and sound is blanked in its place, as places
 * in it are counted from its beginning. Without pictures it is an M4A. The file itself is changed.
 */
export function stripMp4(file: Bytes): Stripped & { ending: string } {
  let [head, count, tracks, films] = [0, 0, 0, 0]
  let size: { width: number; height: number } | undefined
  for (const box of inside(file, 0, file.length)) {
    if (++count > MOST_BOXES) throw new Unfit('Is in more pieces than any film')
    if (!KEPT.test(box.type)) blank(file, box)
    if (box.type === 'mdat') films++
    if (box.type === 'tkhd') head = box.body
    if (box.type !== 'hdlr') continue
    tracks++
    const kind = letters(file, box.body + 8, 4)
    // Cameras write where they are into a track of its own, whose samples are in the midst of the others.
    if (!SHOWN.test(kind)) throw new Unfit('Has a track of data beside picture and sound; export it without')
    if (kind === 'vide') size ??= sizeAt(file, head)
  }
  if (tracks === 0 || films === 0) throw new Unfit('Is not a whole MP4')
  if (size) checkSize(size.width, size.height)
  return { parts: [file], ending: size ? 'mp4' : 'm4a', ...(size ?? { width: 0, height: 0 }) }
}

function* inside(file: Bytes, from: number, to: number): Generator<Box> {
  for (const box of boxes(file, from, to)) {
    if (OPEN.test(box.type)) yield* inside(file, box.body, box.end)
    else yield box
  }
}

/** How large the track is shown whose head begins here. */
function sizeAt(file: Bytes, head: number): { width: number; height: number } {
  const data = view(file)
  const matrix = head + (data.getUint8(head) === 1 ? 52 : 40)
  const [width, height] = [data.getUint16(matrix + 36), data.getUint16(matrix + 40)]
  const lies = data.getInt32(matrix) === 0 && data.getInt32(matrix + 4) !== 0
  return lies ? { width: height, height: width } : { width, height }
}
