import { de } from '../../src/text/words/de.ts'
import * as deModeration from '../../src/text/words/de-moderation.ts'
import * as deProse from '../../src/text/words/de-prose.ts'
import type { Words } from '../../src/text/words/en.ts'
import * as enModeration from '../../src/text/words/en-moderation.ts'
import * as enProse from '../../src/text/words/en-prose.ts'
import { es } from '../../src/text/words/es.ts'
import * as esModeration from '../../src/text/words/es-moderation.ts'
import * as esProse from '../../src/text/words/es-prose.ts'
import type { Texts } from '../../src/text/words/prose.ts'
import type { packed } from '../../src/text/words/words.ts'

type Said = (...values: (string | number)[]) => string
type Pack = { [name: string]: Pack | string | [pattern: string, text: string][] }

export const written: Record<(typeof packed)[number], Words> = { de, es }

/** The long texts, which are files in every language. */
export const prose: Record<'en' | (typeof packed)[number], Texts> = {
  en: inOrder({ ...enProse, ...enModeration }),
  de: inOrder({ ...deProse, ...deModeration }),
  es: inOrder({ ...esProse, ...esModeration }),
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

function inOrder({ privacy, copy, principles, subscription, moderation, reasons }: Texts): Texts {
  return { privacy, copy, principles, subscription, moderation, reasons }
}

/** The file of a language's long texts, its reasons as patterns of the English ones: those of nothing else first. */
export function proseText({ reasons, ...others }: Texts): string {
  const pairs = Object.entries(reasons).flatMap(([name, text]): [string, string][] => {
    const english = new Map(Object.entries(prose.en.reasons)).get(name) ?? ''
    return english === text ? [] : [[patternOf(english), numbered(text, english)]]
  })
  const open = ([pattern]: [string, string]) => Number(pattern.includes('(.+)'))
  return `${JSON.stringify({ ...others, reasons: pairs.sort((a, b) => open(a) - open(b)) }, null, 1)}\n`
}

const patternOf = (english: string) => english.replace(/[().]/g, '\\$&').replace(/\{\w+\}/g, '(.+)')

/** `{count}` becomes the number of its place in the English sentence, from 1. */
const numbered = (text: string, english: string) =>
  text.replace(/\{\w+\}/g, (name) => `{${[...english.matchAll(/\{\w+\}/g)].findIndex(([each]) => each === name) + 1}}`)
