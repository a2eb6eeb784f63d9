import { type Bytes, checkSize, letters, type Stripped, Unfit, view } from './bytes.ts'

const [DOCTYPE, WIDTH, HEIGHT] = [0x4282, 0xb0, 0xba]
/** EBML, Segment, Tracks, Track, Video: what is looked into. */
const OPEN = [0x1a45dfa3, 0x18538067, 0x1654ae6b, 0xae, 0xe0]
/** Tags, and attached files. */
const BESIDE = [0x1254c367, 0x1941a469]
const MOST_ELEMENTS = 50_000

interface Element {
  id: number
  start: number
  body: number
  end: number
}

/** A WebM whose tags and attached files are blanked in their place (RFC 8794, RFC 9559). The file itself is changed. */
export function stripWebm(file: Bytes): Stripped {
  const said = new Map<number, Element>()
  look(file, 0, file.length, said)
  const type = said.get(DOCTYPE)
  if (!type || type.end - type.body !== 4 || letters(file, type.body, 4) !== 'webm') throw new Unfit('Is not a WebM')
  const [width, height] = [numberIn(file, said.get(WIDTH)), numberIn(file, said.get(HEIGHT))]
  checkSize(width, height)
  return { parts: [file], width, height }
}

function look(file: Bytes, from: number, to: number, said: Map<number, Element>): void {
  let count = 0
  for (const element of elements(file, from, to)) {
    const { id, start, body, end } = element
    if (++count > MOST_ELEMENTS) throw new Unfit('Is in more pieces than any film')
    if (OPEN.includes(id)) look(file, body, end, said)
    else if (BESIDE.includes(id)) hide(file, start, end)
    else if (!said.has(id)) said.set(id, element)
  }
}

function* elements(file: Bytes, from: number, to: number): Generator<Element> {
  const data = view(file)
  for (let start = from; start < to; ) {
    const idLength = lengthAt(data, start)
    const at = start + idLength
    const body = at + lengthAt(data, at)
    const size = sizeAt(data, at, body)
    // Of a size that nobody knew when it began: it goes on to the end.
    const end = size === null ? to : body + size
    if (end > to) throw new Unfit('Is cut off')
    yield { id: bigEndian(data, start, at), start, body, end }
    start = end
  }
}

/** A number says in its first bits how many bytes it has. */
function lengthAt(data: DataView, at: number): number {
  const length = Math.clz32(data.getUint8(at)) - 23
  if (length > 8) throw new Unfit('Is not a whole WebM')
  return length
}

function sizeAt(data: DataView, at: number, end: number): number | null {
  const most = 2 ** (7 * (end - at))
  const size = bigEndian(data, at, end) % most
  return size === most - 1 ? null : size
}

function bigEndian(data: DataView, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) value = value * 256 + data.getUint8(at)
  return value
}

const numberIn = (file: Bytes, element: Element | undefined) =>
  element ? bigEndian(view(file), element.body, Math.min(element.end, element.body + 4)) : 0

/** Makes it an element of nothing, `Void`, as long as before. One too short for that holds nothing. */
function hide(file: Bytes, start: number, end: number): void {
  if (end - start < 9) return
  const data = view(file)
  data.setUint8(start, 0xec)
  data.setUint32(start + 1, 0x01000000)
  data.setUint32(start + 5, end - start - 9)
  file.fill(0, start + 9, end)
}
