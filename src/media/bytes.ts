/** A file, or a part of it. */
export type Bytes = Uint8Array<ArrayBuffer>

/** A picture without what it says beside the picture: the parts that are left, and its size as it is shown. */
export interface Stripped {
  parts: Bytes[]
  width: number
  height: number
}

/** A file that is not kept; the message says why, to who sent it. */
export class Unfit extends Error {
  override name = 'Unfit'
}

const MOST_PIXELS = 64_000_000
const LONGEST_SIDE = 20_000

/** Refuses a picture that would fill a reader's memory once it is unpacked, however small the file. */
export function checkSize(width: number, height: number): void {
  if (width < 1 || height < 1) throw new Unfit('Has no width or no height')
  if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS) {
    throw new Unfit(`Has ${width} by ${height} pixels; at most 64 million are taken, and 20,000 on a side`)
  }
}

export const view = (bytes: Bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** A part of the file that has to be there. */
export function part(bytes: Bytes, from: number, to: number): Bytes {
  if (to > bytes.length || to < from) throw new Unfit('Is cut off')
  return bytes.subarray(from, to)
}

/** Letters at a place, one a byte; fewer where the file ends. */
export const letters = (bytes: Bytes, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))

export function join(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const each of parts) {
    whole.set(each, at)
    at += each.length
  }
  return whole
}
