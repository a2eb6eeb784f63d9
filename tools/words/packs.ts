import { de } from '../../src/text/words/de.ts'
import type { Words } from '../../src/text/words/en.ts'
import { es } from '../../src/text/words/es.ts'
import type { packed } from '../../src/text/words/words.ts'

type Said = (...values: (string | number)[]) => string
type Pack = { [name: string]: Pack | string | [pattern: string, text: string][] }

export const written: Record<(typeof packed)[number], Words> = { de, es }

/** First values of which something else may be said than of all others: none, one, and what turns Spanish y into e. */
const special: [pattern: string, value: string | number][] = [
  ['^0$', 0],
  ['^1$', 1],
  ['^h?[ií](?![aeoáéó])', 'Inés'],
]

/** The file of a language; `tests/text/words.test.ts` holds that it says what the code says. */
export const packText = (language: object): string => `${JSON.stringify(pack(language), null, 1)}\n`

const pack = (language: object): Pack =>
  Object.fromEntries(
    Object.entries(language).map(([name, said]) => [
      name,
      typeof said === 'function' ? forms(said) : typeof said === 'object' ? pack(said) : said,
    ]),
  )

function forms(said: Said): [string, string][] {
  const others = said('{0}', '{1}', '{2}')
  const own = special.flatMap(([pattern, value]): [string, string][] => {
    const text = said(value, '{1}', '{2}')
    return text === others.replaceAll('{0}', String(value)) ? [] : [[pattern, text]]
  })
  return [...own, ['', others]]
}
