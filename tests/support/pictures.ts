import { crc32 } from 'node:zlib'

/** Pictures made by hand, byte by byte, so that a test can put into them what no program would. */
type Bytes = Uint8Array<ArrayBuffer>
type Part = string | number[] | Uint8Array

/** What must never be left in a file: a place, as a camera says it, in words that can be looked for. */
export const SECRET_PLACE = 'GPS 59.3293 N 18.0686 E'

/** Letters are one byte each. */
export const bytes = (...parts: Part[]): Bytes =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))),
  )

/** Whether the letters stand anywhere in the file. */
export const holds = (file: Uint8Array, text: string): boolean =>
  Buffer.from(file).includes(Buffer.from(text, 'latin1'))

const big = (value: number, size: number) =>
  Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** (size - 1 - i)) & 255)
const small = (value: number, size: number) => big(value, size).reverse()
export const u16 = (value: number) => big(value, 2)
export const u32 = (value: number) => big(value, 4)

/** An Exif of this orientation, with a place in it. */
export const tiff = (orientation: number): Bytes =>
  bytes(
    'II',
    small(42, 2),
    small(8, 4),
    small(2, 2),
    entry(0x0110, 2, 4, 40),
    entry(0x0112, 3, 1, orientation),
    small(0, 4),
    SECRET_PLACE,
  )
const entry = (tag: number, type: number, count: number, value: number) => [
  ...small(tag, 2),
  ...small(type, 2),
  ...small(count, 4),
  ...small(value, 4),
]

export const segment = (marker: number, ...content: Part[]): Bytes => {
  const inner = bytes(...content)
  return bytes([0xff, marker], u16(inner.length + 2), inner)
}
export const exifSegment = (orientation: number) => segment(0xe1, 'Exif\0\0', tiff(orientation))
export const jfif = segment(0xe0, 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0])
export const scan = bytes(segment(0xda, [1, 1, 0, 0, 63, 0]), [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4])

interface Jpeg {
  width?: number
  height?: number
  frame?: number
  before?: Uint8Array[]
  scans?: Uint8Array[]
  after?: Part
  end?: Part
}
export const jpeg = ({
  width = 3,
  height = 2,
  frame = 0xc0,
  before = [],
  scans = [scan],
  after = '',
  end = [0xff, 0xd9],
}: Jpeg = {}) =>
  bytes(
    [0xff, 0xd8],
    ...before,
    segment(0xdb, [0], new Uint8Array(64)),
    segment(frame, [8], u16(height), u16(width), [1, 1, 17, 0]),
    ...scans,
    end,
    after,
  )

export const chunk = (type: string, ...content: Part[]): Bytes => {
  const inner = bytes(type, ...content)
  return bytes(u32(inner.length - 4), inner, u32(crc32(inner)))
}
const PNG = bytes([0x89], 'PNG\r\n', [0x1a], '\n')
export const header = (width: number, height: number) => chunk('IHDR', u32(width), u32(height), [8, 2, 0, 0, 0])
/** A PNG of these chunks between its size and its picture. */
export const png = (chunks: Uint8Array[] = [], { width = 3, height = 2, after = '' as Part } = {}) =>
  bytes(PNG, header(width, height), ...chunks, chunk('IDAT', [1, 2, 3]), chunk('IEND'), after)
/** A PNG of these chunks alone. */
export const barePng = (...chunks: Uint8Array[]) => bytes(PNG, ...chunks)

const FRAME = bytes([0x2c], small(0, 2), small(0, 2), small(3, 2), small(2, 2), [0], [2, 2, 0x44, 1, 0])
export const extension = (label: number, ...blocks: string[]) =>
  bytes([0x21, label], ...blocks.map((block) => bytes([block.length], block)), [0])
export const loop = bytes([0x21, 0xff, 11], 'NETSCAPE2.0', [3, 1, 0, 0, 0])
interface Gif {
  blocks?: Uint8Array[]
  width?: number
  height?: number
  frames?: Uint8Array[]
  after?: Part
}
export const gif = ({ blocks = [], width = 3, height = 2, frames = [FRAME], after = '' }: Gif = {}) =>
  bytes(
    'GIF89a',
    small(width, 2),
    small(height, 2),
    [0x80, 0, 0],
    [0, 0, 0, 255, 255, 255],
    ...blocks,
    ...frames,
    [0x3b],
    after,
  )
export const gifFrame = (width: number, height: number) =>
  bytes([0x2c], small(0, 4), small(width, 2), small(height, 2), [0], [2, 2, 0x44, 1, 0])

export const riff = (type: string, ...content: Part[]): Bytes => {
  const inner = bytes(...content)
  return bytes(type, small(inner.length, 4), inner, inner.length % 2 ? [0] : [])
}
export const vp8 = (width: number, height: number) =>
  riff('VP8 ', [0x10, 0, 0, 0x9d, 1, 0x2a], small(width, 2), small(height, 2), [1, 2, 3])
export const vp8l = (width: number, height: number) =>
  riff('VP8L', [0x2f], small(width - 1 + (height - 1) * 2 ** 14, 4), [1])
export const vp8x = (flags: number, width: number, height: number) =>
  riff('VP8X', [flags, 0, 0, 0], small(width - 1, 3), small(height - 1, 3))
export const webp = (...chunks: Uint8Array[]) => bytes(riff('RIFF', 'WEBP', ...chunks))

export const box = (type: string, ...content: Part[]): Bytes => {
  const inner = bytes(...content)
  return bytes(u32(inner.length + 8), type, inner)
}
const full = (type: string, version: number, ...content: Part[]) => box(type, [version, 0, 0, 0], ...content)

interface Avif {
  width?: number
  height?: number
  turned?: boolean
  /** Boxes beside the picture. */
  beside?: Uint8Array[]
  /** How far behind its end the file says that its Exif goes. */
  beyond?: number
}
const ITEMS = [
  ['av01', 'the picture'],
  ['Exif', bytes([0, 0, 0, 0], tiff(6))],
  ['mime', `<x:xmpmeta>${SECRET_PLACE}</x:xmpmeta>`],
] as const
export function avif({ width = 3, height = 2, turned = false, beside = [], beyond = 0 }: Avif = {}): Bytes {
  const said = (from: number) => {
    let at = from
    const places = ITEMS.map(([, content], i) => {
      const length = bytes(content).length
      at += length
      return bytes(u16(i + 1), u16(0), u16(1), u32(at - length), u32(length + (i === 1 ? beyond : 0)))
    })
    const kinds = ITEMS.map(([kind], i) => full('infe', 2, u16(i + 1), u16(0), kind, [0]))
    const properties = [full('ispe', 0, u32(width), u32(height)), ...(turned ? [box('irot', [1])] : [])]
    return full(
      'meta',
      0,
      full('hdlr', 0, u32(0), 'pict', new Uint8Array(13)),
      full('pitm', 0, u16(1)),
      full('iloc', 0, [0x44, 0], u16(places.length), ...places),
      full('iinf', 0, u16(kinds.length), ...kinds),
      box('iprp', box('ipco', ...properties)),
    )
  }
  const before = bytes(box('ftyp', 'avif', u32(0), 'avifmif1'), ...beside)
  const from = before.length + said(0).length + 8
  return bytes(before, said(from), box('mdat', ...ITEMS.map(([, content]) => content)))
}
