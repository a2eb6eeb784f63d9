import { en, type Words } from './en.ts'
import { unpack } from './pack.ts'

/** The languages that are files: all but English. The Worker's upload has no room for them. */
export const packed = ['de', 'es'] as const

export const packPath = (language: string) => `/words/${language}.json`

const languages = new Map<string, Words>([['en', en]])
let loading: Promise<boolean> | undefined

/** The words of a page in the language of its site, a BCP 47 tag; English where the site's is not among ours. */
export const words = (language: string): Words => languages.get(language.split('-', 1)[0] ?? '') ?? en

/** All languages that are here, by their subtag. */
export const learnt = (): ReadonlyMap<string, Words> => languages

/**
 * Reads all languages from the static files, once an isolate. False when that failed: pages are in English then, the
 * next request tries again, and nothing may be kept meanwhile. A Worker without static files speaks English.
 */
export function loadWords(assets: Pick<Fetcher, 'fetch'> | undefined): Promise<boolean> {
  loading ??= Promise.all(packed.map((language) => assets && load(assets, language))).then(
    () => true,
    (error: unknown) => {
      console.error(JSON.stringify({ event: 'words-not-loaded', message: String(error) }))
      loading = undefined
      return false
    },
  )
  return loading
}

async function load(assets: Pick<Fetcher, 'fetch'>, language: string): Promise<void> {
  const answer = await assets.fetch(`https://assets.invalid${packPath(language)}`)
  if (!answer.ok) throw new Error(`${packPath(language)} answered ${answer.status}`)
  languages.set(language, unpack(await answer.json()))
}
