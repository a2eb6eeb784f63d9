import { html } from 'hono/html'
import type { Genre } from '../db/tables/articles.ts'
import type { Site } from '../settings/site.ts'
import { words } from '../text/words/words.ts'

/** What kind of article this is, in a word: readers should never have to guess. */
export const GenreLabel = ({ genre, site }: { genre: Genre; site: Site }) =>
  html`<span class="genre ${genre}">${words(site.language).genre[genre]}</span>`

/** The same where there is a headline alone, in which a report needs no label. */
export const GenreMark = ({ genre, site }: { genre: Genre; site: Site }) =>
  genre === 'report' ? '' : html`${GenreLabel({ genre, site })} `
