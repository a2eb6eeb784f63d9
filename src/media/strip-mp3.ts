import { type Bytes, letters, type Stripped, Unfit, view } from './bytes.ts'

/** A frame of MPEG audio, layer III, begins here. */
const isFrame = (file: Bytes, at: number) =>
  file[at] === 0xff && ((file[at + 1] ?? 0) & 0xe6) === 0xe2 && ((file[at + 2] ?? 0xff) & 0xf0) !== 0xf0

export const isMp3 = (file: Bytes) => letters(file, 0, 3) === 'ID3' || isFrame(file, 0)

/** An MP3 without the tags around it (ID3, APE): titles, pictures, comments. */
export function stripMp3(file: Bytes): Stripped {
  const data = view(file)
  let from = 0
  while (letters(file, from, 3) === 'ID3') {
    const [a, b, c, d] = file.subarray(from + 6, from + 10)
    const footer = ((file[from + 5] ?? 0) & 16) === 0 ? 0 : 10
    from += 10 + footer + ((a ?? 0) << 21) + ((b ?? 0) << 14) + ((c ?? 0) << 7) + (d ?? 0)
  }
  while (file[from] === 0) from++
  let to = file.length
  if (letters(file, to - 128, 3) === 'TAG') to -= 128
  if (letters(file, to - 32, 8) === 'APETAGEX') {
    const isHeaded = (data.getUint8(to - 9) & 0x80) !== 0
    to -= data.getUint32(to - 20, true) + (isHeaded ? 32 : 0)
  }
  if (to <= from || !isFrame(file, from)) throw new Unfit('Is not a whole MP3')
  return { parts: [file.subarray(from, to)], width: 0, height: 0 }
}
