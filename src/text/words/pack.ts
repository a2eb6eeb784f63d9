import * as v from 'valibot'
import { en, type Words } from './en.ts'

/**
 * What is said of values, as a file has it: patterns of the first value, the first that fits wins, each with its text,
 * in which `{0}`, `{1}` stand for the values.
 */
export const Forms = v.array(v.tuple([v.string(), v.string()]))

/** A language from its file (`public/words`). Throws when a word is missing there. */
export function unpack(pack: unknown): Words {
  const found = spoken(pack)
  if (!isWords(found)) throw new Error('This is not a file of our words')
  return found
}

function spoken(entry: unknown): unknown {
  if (Array.isArray(entry)) return saying(v.parse(Forms, entry))
  if (typeof entry !== 'object' || entry === null) return entry
  return Object.fromEntries(Object.entries(entry).map(([name, each]) => [name, spoken(each)]))
}

function saying(forms: v.InferOutput<typeof Forms>) {
  const ways = forms.map(([pattern, text]) => ({ pattern: new RegExp(pattern, 'i'), text }))
  return (...values: unknown[]): string => {
    const way = ways.find(({ pattern }) => pattern.test(String(values[0])))
    return (way?.text ?? '').replace(/\{(\d)\}/g, (_, place) => String(values[place]))
  }
}

const isWords = (found: unknown): found is Words => hasAll(found, en)

function hasAll(found: unknown, wanted: object): boolean {
  if (typeof found !== 'object' || found === null) return false
  const words = new Map<string, unknown>(Object.entries(found))
  return Object.entries(wanted).every(([name, each]) =>
    typeof each === 'object' ? hasAll(words.get(name), each) : typeof words.get(name) === typeof each,
  )
}
