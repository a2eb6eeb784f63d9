import { typedText } from './typed-text.ts'

/** One thing that a reader seeks: a word, or a phrase. */
export interface Term {
  text: string
  /** What begins so is meant too. */
  prefix: boolean
}

/** What a reader typed, understood. */
export interface Sought {
  terms: Term[]
  not: Term[]
  /** It is in a script that puts no spaces between words. */
  unspaced: boolean
}

export const LONGEST_QUERY = 200
const MOST_TERMS = 8

// As the migration's view has it: Thai, Lao, Tibetan, Burmese; Khmer; kana and Han.
const unspacedLetter = /[\u0e01-\u109f\u1780-\u17ff\u3040-\u9fff]/
/** Whether a text is, in part, in a script that puts no spaces between words. */
export const isUnspaced = (text: string): boolean => unspacedLetter.test(text)

const piece = /(?<!\S)(-?)["“”„«「](.+?)["“”»」]|(\S+)/gu
const hasLetter = /[\p{L}\p{N}]/u
/** Marks of our own in the index, which nobody types. */
const privateUse = /\p{Co}/gu

/**
 * Reads a query of any kind: words that must all occur, "phrases", -unwanted ones, and beginnings: `ferr*`, or the last
 * word as it is typed. What has neither letter nor digit is passed over; more than eight terms too.
 */
export function parseQuery(query: string): Sought {
  const text = typedText(query).normalize('NFC').replace(privateUse, ' ').slice(0, LONGEST_QUERY).toWellFormed()
  const found = Array.from(text.matchAll(piece), ([whole, minus, phrase, word]) => ({
    not: minus === '-' || (phrase === undefined && /^-./.test(whole)),
    isLast: /[\p{L}\p{N}\p{M}]$/u.test(whole) && text.trimEnd().endsWith(whole),
    phrase,
    word: word ?? '',
  })).filter(({ phrase, word }) => hasLetter.test(phrase ?? word))
  const term = ({ phrase, word, isLast }: (typeof found)[number]): Term =>
    phrase === undefined ? { text: word, prefix: isOpen(word, isLast) } : { text: phrase, prefix: false }
  const terms = found.filter(({ not }) => !not).slice(0, MOST_TERMS)
  const not = found.filter((each) => each.not).slice(0, MOST_TERMS)
  return {
    terms: terms.map(term),
    not: not.map((each) => ({ ...term(each), prefix: each.word.endsWith('*') })),
    unspaced: terms.some(({ phrase, word }) => isUnspaced(phrase ?? word)),
  }
}

// Two letters begin too many words. Korean words end in particles, and are short.
function isOpen(word: string, isLast: boolean): boolean {
  const letters = word.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  const isKorean = /\p{sc=Hang}/u.test(word)
  return letters > (isKorean ? 1 : 2) && (isLast || isKorean || word.endsWith('*'))
}

/** A term as FTS5 reads it: nothing in quotes is syntax. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
