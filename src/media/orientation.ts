import { type Bytes, view } from './bytes.ts'

const ORIENTATION = 0x0112
const ENTRY = 12

/** How a camera was held, 1 to 8, as its Exif says (a TIFF file); 1, upright, where that cannot be read. */
export function orientationOf(tiff: Bytes): number {
  try {
    const data = view(tiff)
    const little = data.getUint16(0) === 0x4949
    const first = data.getUint32(4, little) + 2
    const end = first + data.getUint16(first - 2, little) * ENTRY
    for (let at = first; at < end; at += ENTRY) {
      if (data.getUint16(at, little) !== ORIENTATION) continue
      const value = data.getUint16(at + 8, little)
      return value >= 1 && value <= 8 ? value : 1
    }
  } catch {
    // Nonsense turns nothing.
  }
  return 1
}

/** An Exif that says this and nothing else: one directory of one entry. */
export const orientationTiff = (orientation: number): Bytes =>
  new Uint8Array([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0])

/** Width and height as shown: from 5 on the picture lies on its side. */
export const turned = (orientation: number, width: number, height: number) =>
  orientation < 5 ? { width, height } : { width: height, height: width }
