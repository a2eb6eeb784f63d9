import { diffArrays } from 'diff'

/** A stretch of a paragraph: as it was and is, new, or gone. */
export interface Piece {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** A paragraph that changed; an empty one stands for paragraphs between, which did not. */
export type Passage = Piece[]

// Comparing costs the length times the differences: past these a text is a new text, and costs no more.
const MOST_PARAGRAPHS = 150
const MOST_WORDS = 120
const LIKE = 0.4

/** What changed between two texts of paragraphs, in the order of reading; nothing when nothing did. */
export function differences(before: string, after: string): Passage[] {
  const runs = diffArrays(paragraphs(before), paragraphs(after), { maxEditLength: MOST_PARAGRAPHS })
  if (!runs) return [whole('removed', before), whole('added', after)]
  if (runs.every(({ added, removed }) => !added && !removed)) return []
  return runs.flatMap(({ added, removed, value }, i) => {
    if (!added && !removed) return [[]]
    const [past, next] = [runs[i - 1], runs[i + 1]]
    if (removed) return pairs(value, next?.added ? next.value : [])
    return past?.removed ? [] : pairs([], value)
  })
}

const paragraphs = (text: string) => text.split(/\n{2,}/).filter((each) => each.trim() !== '')

// Paragraphs that took each other's place are compared by words; what is left over came or went whole.
function pairs(before: string[], after: string[]): Passage[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, i) => {
    const [old, now] = [before[i], after[i]]
    if (old === undefined) return [whole('added', now ?? '')]
    return now === undefined ? [whole('removed', old)] : byWords(old, now)
  }).flat()
}

function byWords(before: string, after: string): Passage[] {
  const runs = diffArrays(words(before), words(after), { maxEditLength: MOST_WORDS })
  const pieces = runs?.map(({ added, removed, value }): Piece => {
    return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') }
  })
  const same = pieces?.filter(({ kind }) => kind === 'same').reduce((sum, { text }) => sum + text.length, 0) ?? 0
  if (!pieces || same < LIKE * Math.min(before.length, after.length)) {
    return [whole('removed', before), whole('added', after)]
  }
  return [pieces]
}

const whole = (kind: 'added' | 'removed', text: string): Passage => [{ kind, text }]

// Words with their letters, and each sign of a script that is written without spaces.
const words = (text: string) => text.match(WORD) ?? []
const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}]|[\p{L}\p{M}\p{N}'’]+(?:[.,]\p{N}+)*|\s+|./gsu
