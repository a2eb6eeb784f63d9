const alphabets = ['abcdefghijklmnopqrstuvwxyz', 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ', 'αβγδεζηθικλμνξοπρστυφχψωσς']

/** A word as the index keeps it: small letters without accents. */
export const folded = (word: string): string => word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')

/** Every word that one slip of the keyboard would turn into this one; none in scripts without a short alphabet. */
export function slips(word: string): string[] {
  const letters = alphabets.find((alphabet) => alphabet.includes(word.charAt(0))) ?? ''
  const made = new Set<string>()
  for (let i = 0; letters && i <= word.length; i++) {
    const [before, after] = [word.slice(0, i), word.slice(i)]
    made.add(before + after.slice(1))
    made.add(before + after.charAt(1) + after.charAt(0) + after.slice(2))
    for (const letter of letters) made.add(before + letter + after).add(before + letter + after.slice(1))
  }
  return [...made]
}

/** Slips between two words: a letter too many, too few, wrong, or two in the wrong order (optimal string alignment). */
export function distance(a: string, b: string): number {
  let [older, old] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const least = Math.min(at(old, j) + 1, at(row, j - 1) + 1, at(old, j - 1) + same)
      row.push(swapped ? Math.min(least, at(older, j - 2) + 1) : least)
    }
    ;[older, old] = [old, row]
  }
  return at(old, b.length)
}

const at = (row: number[], i: number): number => row[i] ?? Number.POSITIVE_INFINITY
