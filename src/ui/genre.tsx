import { html } from 'hono/html'
import type { Genre } from '../db/tables/articles.ts'

export const genreNames: Record<Genre, string> = {
  report: 'Report',
  analysis: 'Analysis',
  opinion: 'Opinion',
  review: 'Review',
  satire: 'Satire',
  sponsored: 'Sponsored',
}

/** What kind of article this is, in a word: readers should never have to guess. */
export const GenreLabel = ({ genre }: { genre: Genre }) =>
  html`<span class="genre ${genre}">${genreNames[genre]}</span>`
