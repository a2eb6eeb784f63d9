import { html } from 'hono/html'
import type { Site } from '../settings/site.ts'
import { spoken } from '../text/words/words.ts'

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi'])

/** The direction of a language's script, for `dir`. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}

/** `lang` and `dir` for text in another language than the site's. */
export const tongue = (language: string, site: Site): { lang?: string; dir?: string } =>
  language === site.language ? {} : { lang: language, dir: directionOf(language) }

/** The same in a template. */
export function tongueText(language: string, site: Site) {
  const { lang, dir } = tongue(language, site)
  return lang !== undefined && html` lang="${lang}" dir="${dir}"`
}

/** For what is words of ours and little else: English, where the site's language is not among ours. */
export const ours = (site: Site) => tongue(spoken(site.language), site)
