/** Characters that headlines in Latin, Greek and Cyrillic letters are made of; a font need not have them all. */
const ranges: [first: number, last: number][] = [
  // ASCII, Latin-1, Latin Extended-A; letters of Romanian, Vietnamese, Pinyin; German's great sharp s
  ...pairs('21-7e a1-ac ae-17f 18f-18f 192-192 1a0-1a1 1af-1b0 1cd-1dc 1e6-1e7 218-21b 259-259 2bb-2bc'),
  ...pairs('1e80-1e85 1e9e-1e9e 1ea0-1ef9'),
  // Greek, Cyrillic
  ...pairs('384-386 388-38a 38c-38c 38e-3a1 3a3-3ce 400-45f 490-4ff'),
  // Dashes, quotes, dots, signs, fractions, currencies, arrows, mathematics
  ...pairs('2010-2015 2018-201e 2020-2022 2026-2026 2030-2030 2032-2033 2039-203a 2044-2044 2070-2070 2074-2079'),
  ...pairs('2080-2089 20a6-20a6 20a9-20ac 20b4-20b4 20b8-20ba 20bd-20bd 20bf-20bf 2116-2116 2122-2122 2153-2154'),
  ...pairs('215b-215e 2190-2193 2212-2212 221a-221a 221e-221e 2248-2248 2260-2260 2264-2265'),
]

export const characters: string[] = ranges.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)),
)

function pairs(text: string): [number, number][] {
  return text.split(' ').map((pair) => {
    const [first = '', last = ''] = pair.split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)]
  })
}

/** A letter as drawn: where its box stands from the pen (pixels; `top` is above the line), and its grey, 0 to 3. */
export interface Drawn {
  character: string
  advance: number
  left: number
  top: number
  width: number
  height: number
  grey: number[]
}

export interface Face {
  size: number
  letters: Drawn[]
}

/**
 * The faces in one file, as `src/media/letters.ts` reads it: how many faces (a byte); for each its size (a byte), its
 * letters (two) and ten bytes for each letter: code, advance, left, top, width, height, and where its runs begin (three).
 * Then the runs: a byte each, grey in two bits, length in six; 0 ends a row. Numbers have their high byte first.
 */
export function pack(faces: Face[]): Uint8Array {
  const letters = faces.flatMap((face) => face.letters)
  const head = 1 + faces.length * 3 + letters.length * 10
  const table: number[] = [faces.length]
  const runs: number[] = []
  for (const { size, letters } of faces) {
    table.push(size, letters.length >> 8, letters.length & 255)
    for (const letter of letters) {
      const [code, at] = [letter.character.charCodeAt(0), head + runs.length]
      table.push(
        code >> 8,
        code & 255,
        letter.advance,
        letter.left & 255,
        letter.top & 255,
        letter.width,
        letter.height,
      )
      table.push(at >> 16, (at >> 8) & 255, at & 255)
      runs.push(...runsOf(letter))
    }
  }
  return Uint8Array.from([...table, ...runs])
}

function runsOf({ width, height, grey }: Drawn): number[] {
  const runs: number[] = []
  for (let y = 0; y < height; y++) {
    const row = grey.slice(y * width, (y + 1) * width)
    while (row.at(-1) === 0) row.pop()
    for (let x = 0; x < row.length; ) {
      let length = 1
      while (length < 63 && row[x + length] === row[x]) length++
      runs.push(((row[x] ?? 0) << 6) | length)
      x += length
    }
    runs.push(0)
  }
  return runs
}
