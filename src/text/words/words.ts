import { type Files, onceAnIsolate, staticFile } from '../static-files.ts'
import { en, type Words } from './en.ts'
import { unpack } from './pack.ts'

/** The languages that are files: all but English. The Worker's upload has no room for them. */
export const packed = ['de', 'es'] as const

export const packPath = (language: string) => `/words/${language}.json`

const languages = new Map<string, Words>([['en', en]])

const known = (language: string) => languages.get(language.split('-', 1)[0] ?? '')

/** The words of a page in the language of its site, a BCP 47 tag; English where the site's is not among ours. */
export const words = (language: string): Words => known(language) ?? en

/** The language of those words. */
export const spoken = (language: string): string => (known(language) ? language : 'en')

/** All languages that are here, by their subtag. */
export const learnt = (): ReadonlyMap<string, Words> => languages

/**
 * Reads all languages from the static files. False when that failed: pages are in English then, and nothing may be kept
 * meanwhile. A Worker without static files speaks English.
 */
export const loadWords = onceAnIsolate('words', async (files) => {
  if (files) await Promise.all(packed.map((language) => load(files, language)))
})

async function load(files: Files, language: string): Promise<void> {
  languages.set(language, unpack(await (await staticFile(files, packPath(language))).json()))
}
