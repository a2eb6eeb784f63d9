import { plainText } from '../text/excerpt.ts'
import type { Facts, Rule } from './facts.ts'
import { linksIn } from './links.ts'

/** The rules of the block and hold lists that a comment falls under. */
export function listed({
  form,
  html,
  addressHash,
  networkHash,
  rules,
}: Pick<Facts, 'form' | 'html' | 'addressHash' | 'networkHash' | 'rules'>): Rule[] {
  const subject: Record<Rule['field'], string[]> = {
    name: [form.author],
    email: [form.email],
    url: [form.url, ...linksIn(html)],
    word: [form.author, plainText(html)],
    address: [addressHash, networkHash ?? ''],
  }
  return rules.filter((rule) => subject[rule.field].some((text) => matches(rule, text)))
}

// A word may stand anywhere in a text, but as a word; the other fields are compared whole. `*` is any run of
// characters, matched without a regular expression of the moderator's making.
function matches({ field, pattern }: Rule, text: string): boolean {
  const fold = (each: string) => each.normalize('NFKC').toLowerCase()
  const wanted = fold(pattern)
  if (field === 'word')
    return (
      fold(text)
        .split(/[^\p{L}\p{N}\p{M}'-]+/u)
        .some((word) => isLike(wanted, word)) ||
      (wanted.includes(' ') && isLike(`*${wanted}*`, fold(text)))
    )
  return isLike(wanted, fold(text))
}

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
