import { plainText } from '../text/excerpt.ts'
import type { Facts, Rule } from './facts.ts'
import { linksIn } from './links.ts'

/**
 * The rules of the block and hold lists that a comment falls under. A word may stand anywhere in a text, but as a word;
 * the other fields are compared whole. `*` is any run of characters, matched without a regular expression of the
 * moderator's making.
 */
export function listed({
  form,
  html,
  addressHash,
  networkHash,
  rules,
}: Pick<Facts, 'form' | 'html' | 'addressHash' | 'networkHash' | 'rules'>): Rule[] {
  if (rules.length === 0) return []
  const texts = [form.author, plainText(html)].map(fold)
  const words = [...new Set(texts.flatMap((text) => text.split(/[^\p{L}\p{N}\p{M}'-]+/u)))]
  const whole = {
    name: [form.author].map(fold),
    email: [form.email].map(fold),
    url: [form.url, ...linksIn(html)].map(fold),
    address: [addressHash, networkHash ?? ''].map(fold),
  }
  return rules.filter(({ field, pattern }) => {
    const wanted = fold(pattern)
    if (field !== 'word') return whole[field].some((text) => isLike(wanted, text))
    return (
      words.some((word) => isLike(wanted, word)) ||
      (wanted.includes(' ') && texts.some((text) => isLike(`*${wanted}*`, text)))
    )
  })
}

// Once for each comment, and not for each rule.
const fold = (text: string) => text.normalize('NFKC').toLowerCase()

/** Whether the whole text is like the pattern. Linear: each part is looked for once, from the left. */
export function isLike(pattern: string, text: string): boolean {
  const parts = pattern.split('*')
  const [head = '', ...rest] = parts
  if (rest.length === 0) return text === head
  const tail = rest.pop() ?? ''
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false
  let at = head.length
  for (const part of rest) {
    const next = text.indexOf(part, at)
    if (next === -1 || next + part.length > text.length - tail.length) return false
    at = next + part.length
  }
  return true
}
