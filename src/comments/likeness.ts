/** Only the beginning of a text is compared: enough to know it by. */
export const COMPARED_LENGTH = 2_000

/** What is less like than this counts for nothing, and need not be measured. */
const LEAST = 0.8

// Three numbers of words make one exact number: 2^51, and all texts together have fewer words than 2^17.
const WORDS = 2 ** 17

/**
 * How like the most similar of some texts (100 at most) a text is, 0 to 1; case, spacing and punctuation do not count.
 * What is less than 0.8 may be told as less than it is.
 */
export function likeness(text: string, others: readonly string[]): number {
  const numbers = new Map<string, number>()
  const own = new Set(shingles(numbered(text, numbers)))
  // "Thanks!" is said by many; only what has some length can be told to be a copy.
  if (own.size < 5) return 0
  let most = 0
  for (const other of others) {
    most = Math.max(most, overlap(own, numbered(other, numbers)))
    if (most === 1) break
  }
  return most
}

/** The words of a text, each as its number; the same word always has the same. */
function numbered(text: string, numbers: Map<string, number>): number[] {
  return wordsOf(text.slice(0, COMPARED_LENGTH)).map((word) => {
    const number = numbers.get(word) ?? numbers.size
    if (number === numbers.size) numbers.set(word, number)
    return number
  })
}

// Nothing of the scripts needs to be asked where all is ASCII, which is many times faster.
function wordsOf(text: string): string[] {
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const folded = text.normalize('NFKC').toLowerCase()
  return folded.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]|[\p{L}\p{N}]+/gu) ?? []
}

// Word triples, or characters where a script has no words.
const shingles = (words: number[]): number[] =>
  words.slice(2).map((third, i) => ((words[i] ?? 0) * WORDS + (words[i + 1] ?? 0)) * WORDS + third)

function overlap(own: ReadonlySet<number>, words: number[]): number {
  const theirs = shingles(words)
  const shared = new Set(theirs.filter((each) => own.has(each))).size
  // However short the other text: with less in common than this they cannot be so like.
  if (shared < own.size * LEAST) return 0
  return shared / (own.size + new Set(theirs).size - shared)
}
