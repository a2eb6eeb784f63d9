/** Only the beginning of a text is compared: enough to know it by. */
export const COMPARED_LENGTH = 2_000

/** What is less like than this counts for nothing, and need not be measured. */
const LEAST = 0.8

interface Subject {
  /** Word triples, or characters where a script has no words. */
  shingles: ReadonlySet<string>
  /** Words of it, and how many of its shingles are missing where the word is; each shingle counts for one word. */
  probes: { word: string; counts: number }[]
}

/**
 * How like the most similar of some texts a text is, 0 to 1; case, spacing and punctuation do not count.
 * Less than 0.8 is 0.
 */
export function likeness(text: string, others: readonly string[]): number {
  const own = subjectOf(wordsOf(folded(text)))
  // "Thanks!" is said by many; only what has some length can be told to be a copy.
  if (own.shingles.size < 5) return 0
  let most = 0
  for (const other of others) {
    most = Math.max(most, overlap(own, folded(other)))
    if (most === 1) break
  }
  return most
}

const isAscii = (text: string) => !/[^\0-\x7f]/.test(text)

function folded(text: string): string {
  const beginning = text.slice(0, COMPARED_LENGTH)
  return (isAscii(beginning) ? beginning : beginning.normalize('NFKC')).toLowerCase()
}

// Nothing of the scripts needs to be asked where all is ASCII, which is many times faster.
const wordsOf = (text: string): string[] =>
  text.match(isAscii(text) ? /[a-z0-9]+/g : /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]|[\p{L}\p{N}]+/gu) ?? []

const shinglesOf = (words: string[]): string[] =>
  words.slice(2).map((third, i) => `${words[i]} ${words[i + 1]} ${third}`)

// Every third word stands in three shingles that no other of them stands in.
function subjectOf(words: string[]): Subject {
  const shingles = new Set<string>()
  const probes: Subject['probes'] = []
  for (const [i, shingle] of shinglesOf(words).entries()) {
    if (i % 3 === 0) probes.push({ word: words[i + 2] ?? '', counts: 0 })
    const probe = probes.at(-1)
    if (probe && !shingles.has(shingle)) probe.counts++
    shingles.add(shingle)
  }
  return { shingles, probes }
}

function overlap(own: Subject, other: string): number {
  if (isUnlike(own, other)) return 0
  const theirs = new Set(shinglesOf(wordsOf(other)))
  let shared = 0
  for (const each of own.shingles) if (theirs.has(each)) shared++
  const like = shared / (own.shingles.size + theirs.size - shared)
  return like < LEAST ? 0 : like
}

// A word that is nowhere in the other text, not even inside another, takes its shingles out of what they share: most
// texts are told apart by a few words, without being cut into theirs.
function isUnlike({ shingles, probes }: Subject, other: string): boolean {
  const most = shingles.size * (1 - LEAST)
  let missing = 0
  for (const { word, counts } of probes) {
    if (!other.includes(word)) missing += counts
    if (missing > most) return true
  }
  return false
}
