import { type Bytes, checkSize, type Stripped, Unfit, view } from './bytes.ts'

const [DOCTYPE, WIDTH, HEIGHT] = [0x4282, 0xb0, 0xba]
const WEBM = 0x7765626d
/** EBML, Segment, Tracks, Track, Video: what is looked into. */
const OPEN = [0x1a45dfa3, 0x18538067, 0x1654ae6b, 0xae, 0xe0]
/** Tags, and attached files. */
const BESIDE = [0x1254c367, 0x1941a469]
const MOST_ELEMENTS = 50_000

/** A WebM whose tags and attached files are blanked in their place (RFC 8794, RFC 9559). The file itself is changed. */
export function stripWebm(file: Bytes): Stripped {
  const data = view(file)
  const said = new Map<number, number>()
  for (let [at, count] = [0, 0]; at < file.length; ) {
    if (++count > MOST_ELEMENTS) throw new Unfit('Is in more pieces than any film')
    const start = at
    const [id, afterId] = numberAt(data, at, true)
    const [size, body] = numberAt(data, afterId, false)
    at = body
    if (OPEN.includes(id)) continue
    // Of a size that nobody knew when it began: it goes on to the end.
    at = size >= 2 ** (7 * (body - afterId)) - 1 ? file.length : body + size
    if (at > file.length) throw new Unfit('Is cut off')
    if (BESIDE.includes(id)) hide(file, start, at)
    else if (size <= 4 && !said.has(id)) said.set(id, file.subarray(body, at).reduce(append, 0))
  }
  if (said.get(DOCTYPE) !== WEBM) throw new Unfit('Is not a WebM')
  const [width = 0, height = 0] = [said.get(WIDTH), said.get(HEIGHT)]
  checkSize(width, height)
  return { parts: [file], width, height }
}

const append = (value: number, byte: number) => value * 256 + byte

/** A number whose first bits say how many bytes it has, and where it ends. `whole`: those bits are of it. */
function numberAt(data: DataView, at: number, whole: boolean): [value: number, end: number] {
  const length = Math.clz32(data.getUint8(at)) - 23
  if (length > 8) throw new Unfit('Is not a WebM')
  let value = data.getUint8(at) & (whole ? 0xff : 0xff >> length)
  for (const end = at + length; ++at < end; ) value = append(value, data.getUint8(at))
  return [value, at]
}

/** Makes it an element of nothing, `Void`, as long as before. One too short for that holds nothing. */
function hide(file: Bytes, start: number, end: number): void {
  if (end - start < 9) return
  file.set([0xec, 1, 0, 0, 0], start)
  view(file).setUint32(start + 5, end - start - 9)
  file.fill(0, start + 9, end)
}
