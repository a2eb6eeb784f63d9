const SHINGLE = 3
const MOST = 2_000

/** How like the most similar of some texts a text is, 0 to 1; case, spacing and punctuation do not count. */
export function likeness(text: string, others: readonly string[]): number {
  const own = shingles(text)
  // "Thanks!" is said by many; only what has some length can be told to be a copy.
  if (own.size < 5) return 0
  return others.reduce((most, other) => Math.max(most, overlap(own, shingles(other))), 0)
}

// Word triples, or characters where a script has no words; the beginning of a long text is enough to know it by.
function shingles(text: string): Set<string> {
  const words =
    text
      .slice(0, MOST)
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]|[\p{L}\p{N}]+/gu) ?? []
  const found = new Set<string>()
  for (let i = 0; i + SHINGLE <= words.length; i++) found.add(words.slice(i, i + SHINGLE).join(' '))
  return found
}

function overlap(a: Set<string>, b: Set<string>): number {
  if (b.size === 0) return 0
  let shared = 0
  for (const each of a) if (b.has(each)) shared++
  return shared / (a.size + b.size - shared)
}
