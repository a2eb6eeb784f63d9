import { isUnspaced } from './search-query.ts'
import { folded } from './spelling.ts'

/** A text and how much each of its words counts. */
export interface Part {
  text: string
  weight: number
}

/** A long article says what it is about in its first pages. */
const READ = 30_000
const MOST = 100
const run = /[\p{L}\p{N}\p{M}]+/gu

/**
 * The words that occur most in a text, as the index keeps them, each with its count: three letters at a time where a
 * script puts no spaces between words. Which of them are common everywhere only the paper's own vocabulary knows.
 */
export function frequentWords(parts: readonly Part[], unspaced: boolean): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { text, weight } of parts)
    for (const word of wordsOf(text.slice(0, READ), unspaced)) counts.set(word, (counts.get(word) ?? 0) + weight)
  return new Map([...counts].sort(([, a], [, b]) => b - a).slice(0, MOST))
}

function* wordsOf(text: string, unspaced: boolean): Generator<string> {
  // The index of unspaced scripts keeps their marks: が is not か.
  for (const [piece] of (unspaced ? text.toLowerCase() : folded(text).normalize('NFC')).matchAll(run)) {
    if (!unspaced) {
      if (piece.length > 2 && piece.length < 40 && !/^\d+$/.test(piece)) yield piece
    } else if (isUnspaced(piece)) for (let i = 0; i + 3 <= piece.length; i++) yield piece.slice(i, i + 3)
  }
}

/** How rare a word is that is in `documents` of `all` texts: 0 for one in half of them or more (BM25's idf). */
export const rarity = (documents: number, all: number): number =>
  Math.max(0, Math.log((all - documents + 0.5) / (documents + 0.5)))
