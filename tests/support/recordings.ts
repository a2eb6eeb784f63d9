import { box, bytes, SECRET_PLACE, u16, u32 } from './pictures.ts'

/** Films and sounds made by hand, as the pictures are, each with a place in all the corners that may hold one. */
type Bytes = Uint8Array<ArrayBuffer>
type Part = string | number[] | Uint8Array

const full = (type: string, ...content: Part[]) => box(type, [0, 0, 0, 0], ...content)
const beside = () => [
  box('udta', box('©xyz', SECRET_PLACE)),
  box('meta', SECRET_PLACE),
  box('uuid', new Uint8Array(16), SECRET_PLACE),
]

/** A track of this kind; `turned` as a telephone held upright makes it. */
const track = (kind: string, turned: boolean) => {
  const matrix = turned ? [0, 0x10000, 0, -0x10000, 0, 0] : [0x10000, 0, 0, 0, 0x10000, 0]
  const nine = [...matrix, 0, 0, 0x40000000].map((value) => u32(value < 0 ? value + 2 ** 32 : value))
  const [width, height] = kind === 'vide' ? [640, 360] : [0, 0]
  return box(
    'trak',
    full('tkhd', new Uint8Array(36), ...nine, u16(width), u16(0), u16(height), u16(0)),
    box('mdia', full('hdlr', u32(0), kind, new Uint8Array(13))),
    ...beside(),
  )
}

interface Mp4 {
  brand?: string
  kinds?: string[]
  turned?: boolean
  after?: Part
}
export const mp4 = ({ brand = 'isom', kinds = ['vide', 'soun'], turned = false, after = '' }: Mp4 = {}): Bytes =>
  bytes(
    box('ftyp', brand, u32(0)),
    box('moov', full('mvhd', new Uint8Array(96)), ...kinds.map((kind) => track(kind, turned)), ...beside()),
    ...beside(),
    box('mdat', 'the film itself'),
    after,
  )

const element = (id: number[], ...content: Part[]): Bytes => {
  const inner = bytes(...content)
  return bytes(id, [0x08], u32(inner.length), inner)
}
interface Webm {
  type?: string
  width?: number
  last?: Uint8Array
}
/** A WebM whose segment does not say how long it is, as browsers record it. */
export const webm = ({ type = 'webm', width = 320, last = bytes() }: Webm = {}): Bytes =>
  bytes(
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], type)),
    [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    element([0x12, 0x54, 0xc3, 0x67], SECRET_PLACE),
    element(
      [0x16, 0x54, 0xae, 0x6b],
      element([0xae], element([0xe0], element([0xb0], u16(width)), element([0xba], [180]))),
    ),
    element([0x19, 0x41, 0xa4, 0x69], SECRET_PLACE),
    element([0x1f, 0x43, 0xb6, 0x75], 'a cluster'),
    last,
  )

const frame = bytes([0xff, 0xfb, 0x90, 0x00], 'a frame of sound')
const id3 = (text: string) => bytes('ID3', [4, 0, 0], [0, 0, 0, text.length], text)
export const mp3 = ({ before = [id3(SECRET_PLACE), id3('more')], sound = frame } = {}): Bytes =>
  bytes(
    ...before,
    [0, 0],
    sound,
    SECRET_PLACE,
    'APETAGEX',
    [0xd0, 7, 0, 0, SECRET_PLACE.length + 32, 0, 0, 0],
    new Uint8Array(16),
    'TAG',
    SECRET_PLACE.padEnd(125),
  )
