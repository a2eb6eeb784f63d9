/** Letters of one size, drawn before: see `tools/share/letters.ts`, which says how the file is made. */
export interface Face {
  size: number
  file: DataView
  /** Where in the file its letters begin. */
  start: number
  /** Which letter of each face a character is, by its UTF-16 code. */
  places: ReadonlyMap<number, number>
}

const ENTRY = 10

/** The faces of the file, the largest first; each has the same letters in the same order. */
export function readFaces(bytes: ArrayBuffer): Face[] {
  const file = new DataView(bytes)
  const letters = file.getUint16(2)
  const places = new Map<number, number>()
  for (let i = 0; i < letters; i++) places.set(file.getUint16(4 + i * ENTRY), i * ENTRY)
  return Array.from({ length: file.getUint8(0) }, (_, i) => {
    const at = 1 + i * (3 + letters * ENTRY)
    return { size: file.getUint8(at), file, start: at + 3, places }
  })
}

const placeOf = ({ places, start }: Face, code: number) => start + (places.get(code) ?? 0)

export const has = ({ places }: Face, text: string): boolean =>
  Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)).every((code) => places.has(code))

/** In pixels. */
export function widthOf(face: Face, text: string): number {
  let width = 0
  for (let i = 0; i < text.length; i++) width += face.file.getUint8(placeOf(face, text.charCodeAt(i)) + 2)
  return width
}

/** Tells each run of ink of a text whose line begins at `x`, `y`: where it is, how long, and how dark (1 to 3). */
export function draw(
  face: Face,
  text: string,
  { x, y }: { x: number; y: number },
  ink: (x: number, y: number, length: number, grey: number) => void,
): void {
  const { file } = face
  let pen = x
  for (let i = 0; i < text.length; i++) {
    const place = placeOf(face, text.charCodeAt(i))
    const [left, top, height] = [file.getInt8(place + 3), file.getInt8(place + 4), file.getUint8(place + 6)]
    let at = (file.getUint8(place + 7) << 16) | file.getUint16(place + 8)
    for (let row = y - top; row < y - top + height; row++) {
      for (let column = pen + left, run = file.getUint8(at++); run !== 0; run = file.getUint8(at++)) {
        if (run >> 6) ink(column, row, run & 63, run >> 6)
        column += run & 63
      }
    }
    pen += file.getUint8(place + 2)
  }
}

/** The text in lines no wider than that; a word that is wider is cut. */
export function linesOf(face: Face, text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((each) => pieces(face, each, width))) {
    const longer = line ? `${line} ${word}` : word
    if (line && widthOf(face, longer) > width) lines.push(line)
    line = line && widthOf(face, longer) > width ? word : longer
  }
  return line ? [...lines, line] : lines
}

function pieces(face: Face, word: string, width: number): string[] {
  if (widthOf(face, word) <= width) return [word]
  let length = 1
  while (widthOf(face, word.slice(0, length + 1)) <= width) length++
  return [word.slice(0, length), ...pieces(face, word.slice(length), width)]
}

/** One line no wider than that, its end cut off for "…". */
export function cut(face: Face, line: string, width: number): string {
  let kept = line
  while (kept && widthOf(face, `${kept}…`) > width) kept = kept.slice(0, -1)
  return `${kept.replace(/[\s,;:.–—-]+$/u, '')}…`
}
