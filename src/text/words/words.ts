import { de } from './de.ts'
import { en, type Words } from './en.ts'
import { es } from './es.ts'

const languages: Record<string, Words> = { en, de, es }

/** The words of a page in the language of its site, a BCP 47 tag; English where the site's is not among ours. */
export const words = (language: string): Words => languages[language.split('-', 1)[0] ?? ''] ?? en
