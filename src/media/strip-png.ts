import { type Bytes, checkSize, letters, part, type Stripped, Unfit, view } from './bytes.ts'

/** What a browser needs to show it, animated or not, in its colours (PNG, third edition). */
const KEPT = 'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT'.split(' ')

/** A PNG without Exif, text, time and everything else that is not the picture, and what follows its end. */
export function stripPng(file: Bytes): Stripped {
  const data = view(file)
  const parts = [part(file, 0, 8)]
  if (data.getUint32(8) !== 13 || letters(file, 12, 4) !== 'IHDR') throw new Unfit('Is not a whole PNG')
  const [width, height] = [data.getUint32(16), data.getUint32(20)]
  checkSize(width, height)
  let shown = false
  for (let at = 8; ; ) {
    const end = at + 12 + data.getUint32(at)
    const type = letters(file, at + 4, 4)
    if (KEPT.includes(type)) parts.push(part(file, at, end))
    // A capital says that the picture cannot be shown without it.
    else if (!/^[a-z][A-Za-z]{3}$/.test(type)) throw new Unfit('Is not a PNG that browsers show')
    shown ||= type === 'IDAT'
    if (type === 'IEND') break
    at = end
  }
  if (!shown) throw new Unfit('Is not a whole PNG')
  return { parts, width, height }
}
