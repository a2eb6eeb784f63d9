import { type Bytes, checkSize, letters, part, type Stripped, Unfit, view } from './bytes.ts'
import { orientationOf, orientationTiff, turned } from './orientation.ts'

// Markers (ITU-T T.81, table B.1).
const EOI = 0xd9
const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
/** Baseline, extended and progressive: what browsers show. */
const FRAMES = [0xc0, 0xc1, 0xc2]
/** Tables of the decoder. */
const TABLES = [0xc4, 0xdb, 0xdd]
/** A decoder works through the whole picture in each. */
const MOST_SCANS = 100

interface Segment {
  marker: number
  bytes: Bytes
}

/**
 * A JPEG without Exif, XMP, IPTC, comments, thumbnails, and what follows its end. Colour profile and Adobe's colour
 * transform stay, and of the Exif how the camera was held.
 */
export function stripJpeg(file: Bytes): Stripped {
  const parts = [part(file, 0, 2)]
  let [width, height, orientation, scans] = [0, 0, 0, 0]
  for (const { marker, bytes } of segments(file)) {
    if (FRAMES.includes(marker)) {
      if (width > 0) throw new Unfit('Has two pictures in one')
      const data = view(bytes)
      ;[height, width] = [data.getUint16(5), data.getUint16(7)]
      checkSize(width, height)
    }
    if (marker === SOS && (width === 0 || ++scans > MOST_SCANS)) throw new Unfit('Is not a whole JPEG')
    if (orientation === 0 && isExif(marker, bytes)) {
      orientation = orientationOf(bytes.subarray(10))
      if (orientation > 1) parts.push(exif(orientation))
    }
    if (isKept(marker, bytes)) parts.push(bytes)
  }
  if (scans === 0) throw new Unfit('Is not a whole JPEG')
  parts.push(new Uint8Array([0xff, EOI]))
  return { parts, ...turned(orientation, width, height) }
}

function* segments(file: Bytes): Generator<Segment> {
  const data = view(file)
  for (let at = 2; ; ) {
    if (data.getUint8(at) !== 0xff) throw new Unfit('Is not a whole JPEG')
    while (data.getUint8(at + 1) === 0xff) at++
    const marker = data.getUint8(at + 1)
    if (marker === EOI) return
    let end = at + 2 + data.getUint16(at + 2)
    if (marker === SOS) end = endOfScan(file, end)
    yield { marker, bytes: part(file, at, end) }
    at = end
  }
}

/** Where the marker after the picture's data is; within them, 0xff is followed by 0 or one of RST0 to RST7. */
function endOfScan(file: Bytes, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  throw new Unfit('Is cut off')
}

function isKept(marker: number, bytes: Bytes): boolean {
  if (marker === SOS || FRAMES.includes(marker) || TABLES.includes(marker)) return true
  if (marker < APP0) throw new Unfit('Is a JPEG of a kind that browsers do not show')
  // A longer one has a thumbnail, which may show what was cut away.
  if (marker === APP0) return letters(bytes, 4, 5) === 'JFIF\0' && bytes.length === 18
  if (marker === 0xe2) return letters(bytes, 4, 12) === 'ICC_PROFILE\0'
  return marker === 0xee && letters(bytes, 4, 5) === 'Adobe' && bytes.length === 16
}

const isExif = (marker: number, bytes: Bytes) => marker === APP1 && letters(bytes, 4, 6) === 'Exif\0\0'

const exif = (orientation: number): Bytes =>
  new Uint8Array([0xff, APP1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, ...orientationTiff(orientation)])
