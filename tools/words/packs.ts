import { de } from '../../src/text/words/de.ts'
import * as deProse from '../../src/text/words/de-prose.ts'
import type { Words } from '../../src/text/words/en.ts'
import * as enProse from '../../src/text/words/en-prose.ts'
import { es } from '../../src/text/words/es.ts'
import * as esProse from '../../src/text/words/es-prose.ts'
import type { Prose } from '../../src/text/words/prose.ts'
import type { packed } from '../../src/text/words/words.ts'

type Said = (...values: (string | number)[]) => string
type Pack = { [name: string]: Pack | string | [pattern: string, text: string][] }

export const written: Record<(typeof packed)[number], Words> = { de, es }

/** The long texts, which are files in every language. */
export const prose: Record<'en' | (typeof packed)[number], Prose> = {
  en: inOrder(enProse),
  de: inOrder(deProse),
  es: inOrder(esProse),
}

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

function inOrder({ privacy, copy, principles, subscription }: Prose): Prose {
  return { privacy, copy, principles, subscription }
}
