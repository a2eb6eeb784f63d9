import { type Bytes, checkSize, letters, part, type Stripped, Unfit, view } from './bytes.ts'
import { orientationOf, orientationTiff, turned } from './orientation.ts'

const KEPT = ['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']
const HAS_EXIF = 0x08
const HAS_XMP = 0x04

interface Chunk {
  type: string
  /** With its head and, where its length is odd, a byte more. */
  bytes: Bytes
}

/** A WebP without Exif, XMP, unknown chunks, and what follows its end; of the Exif, how the camera was held stays. */
export function stripWebp(file: Bytes): Stripped {
  const chunks = [...chunksOf(file)]
  const [first] = chunks
  if (!first || !chunks.some(({ type }) => ['VP8 ', 'VP8L', 'ANMF'].includes(type)))
    throw new Unfit('Is not a whole WebP')
  const { width, height } = sizeOf(first)
  for (const chunk of chunks) {
    const inner = sizeOf(chunk)
    if (inner.width > width || inner.height > height) throw new Unfit('Says two sizes')
  }
  checkSize(width, height)
  const kept = chunks.filter(({ type }) => KEPT.includes(type)).map(({ bytes }) => bytes)
  if (first.type !== 'VP8X') return { parts: framed(kept), width, height }
  const orientation = orientationIn(chunks)
  const head = new Uint8Array(first.bytes)
  head[8] = ((head[8] ?? 0) & ~(HAS_EXIF | HAS_XMP)) | (orientation > 1 ? HAS_EXIF : 0)
  const exif =
    orientation > 1 ? [new Uint8Array([0x45, 0x58, 0x49, 0x46, 26, 0, 0, 0]), orientationTiff(orientation)] : []
  return { parts: framed([head, ...kept.slice(1), ...exif]), ...turned(orientation, width, height) }
}

function* chunksOf(file: Bytes): Generator<Chunk> {
  const data = view(file)
  const end = 8 + data.getUint32(4, true)
  for (let at = 12; at < end; ) {
    const length = data.getUint32(at + 4, true)
    const next = at + 8 + length + (length % 2)
    yield { type: letters(file, at, 4), bytes: part(file, at, next) }
    at = next
  }
}

/** Width and height that a chunk says; none where it says none. */
function sizeOf({ type, bytes }: Chunk): { width: number; height: number } {
  const data = view(bytes)
  const of24 = (at: number) => 1 + data.getUint16(at, true) + data.getUint8(at + 2) * 65_536
  if (type === 'VP8X') return { width: of24(12), height: of24(15) }
  if (type === 'ANMF') return { width: of24(14), height: of24(17) }
  if (type === 'VP8 ' && (data.getUint8(8) & 1) === 0 && (data.getUint32(10) & 0xffffff) === 0x9d012a) {
    return { width: data.getUint16(14, true) & 0x3fff, height: data.getUint16(16, true) & 0x3fff }
  }
  if (type === 'VP8L' && data.getUint8(8) === 0x2f) {
    const bits = data.getUint32(9, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  return { width: 0, height: 0 }
}

function orientationIn(chunks: Chunk[]): number {
  const exif = chunks.find(({ type }) => type === 'EXIF')?.bytes.subarray(8)
  if (!exif) return 1
  return orientationOf(letters(exif, 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif)
}

function framed(chunks: Bytes[]): Bytes[] {
  const head = new Uint8Array([0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50])
  view(head).setUint32(4, 4 + chunks.reduce((sum, { length }) => sum + length, 0), true)
  return [head, ...chunks]
}
