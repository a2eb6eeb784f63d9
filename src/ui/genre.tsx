import type { FC } from 'hono/jsx'
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
export const GenreLabel: FC<{ genre: Genre }> = ({ genre }) => <span class={`genre ${genre}`}>{genreNames[genre]}</span>
