import { type Bytes, letters, part, Unfit, view } from './bytes.ts'

/** A box of a file as AVIF is one (ISO/IEC 14496-12): where it and its content begin, and where both end. */
export interface Box {
  type: string
  start: number
  body: number
  end: number
}

/** The boxes between two places; they fill it wholly. */
export function* boxes(file: Bytes, from: number, to: number): Generator<Box> {
  const data = view(file)
  for (let start = from; start < to; ) {
    const short = data.getUint32(start)
    const long = short === 1
    const length = long ? wide(data, start + 8) : short || to - start
    const [body, end] = [start + (long ? 16 : 8), start + length]
    if (end < body || end > to) throw new Unfit('Is cut off')
    yield { type: letters(file, start + 4, 4), start, body, end }
    start = end
  }
}

/** Makes it a box of nothing, as long as before: places in the file are counted from its beginning. */
export function blank(file: Bytes, { start, body, end }: Box): void {
  file.set([0x66, 0x72, 0x65, 0x65], start + 4)
  file.fill(0, body, end)
}

/** What the file says of an item (`infe`): its number and its kind. */
export function* itemKinds(file: Bytes, { body, end }: Box): Generator<[id: number, kind: string]> {
  const data = view(file)
  for (const entry of boxes(file, body + (data.getUint8(body) === 0 ? 6 : 8), end)) {
    const long = data.getUint8(entry.body) > 2
    const id = long ? data.getUint32(entry.body + 4) : data.getUint16(entry.body + 4)
    yield [id, letters(file, entry.body + (long ? 10 : 8), 4)]
  }
}

/** Where the bytes of each item are (`iloc`), in the file or in the box `idat`; an item may be in several places. */
export function* itemPlaces(file: Bytes, { body }: Box, idat: Box | undefined): Generator<[id: number, bytes: Bytes]> {
  const data = view(file)
  let at = body + 6
  const take = (size: number) => {
    at += size
    if (size === 8) return wide(data, at - 8)
    return size === 4 ? data.getUint32(at - 4) : size === 2 ? data.getUint16(at - 2) : 0
  }
  const version = data.getUint8(body)
  const [sizes, more] = [data.getUint8(body + 4), data.getUint8(body + 5)]
  for (let items = take(version < 2 ? 2 : 4); items > 0; items--) {
    const id = take(version < 2 ? 2 : 4)
    const method = version > 0 ? take(2) & 15 : 0
    const source = sourceOf(file, method, idat)
    if (take(2) !== 0) throw new Unfit('Is not whole in itself')
    const base = take(more >> 4)
    for (let extents = take(2); extents > 0; extents--) {
      if (version > 0) take(more & 15)
      const from = base + take(sizes >> 4)
      const length = take(sizes & 15)
      yield [id, part(source, from, length ? from + length : source.length)]
    }
  }
}

function sourceOf(file: Bytes, method: number, idat: Box | undefined): Bytes {
  if (method === 0) return file
  if (method !== 1 || !idat) throw new Unfit('Is put together in a way that is not known here')
  return file.subarray(idat.body, idat.end)
}

function wide(data: DataView, at: number): number {
  return data.getUint32(at) * 2 ** 32 + data.getUint32(at + 4)
}
