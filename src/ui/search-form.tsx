import type { FC } from 'hono/jsx'
import type { Site } from '../settings/site.ts'
import { LONGEST_QUERY } from '../text/search-query.ts'
import { words } from '../text/words/words.ts'
import { ours } from './tongue.ts'

/** What was asked of the search page: all as text, empty where it was not. */
export interface Asked {
  q: string
  section: string
  author: string
  from: string
  to: string
}

/** The search of the paper; with what was asked, also its filters. */
export const SearchForm: FC<{ site: Site; asked?: Asked }> = ({ site, asked }) => (
  <search {...ours(site)}>
    <form class="search" action="/search">
      <div>
        <label for="q">{words(site.language).search.of(site.name)}</label>
        <input id="q" type="search" name="q" value={asked?.q} maxlength={LONGEST_QUERY} dir="auto" autocomplete="off" />
      </div>
      {asked && <Filters site={site} asked={asked} />}
      <button class="button" type="submit">
        {words(site.language).search.title}
      </button>
    </form>
  </search>
)

const Filters: FC<{ site: Site; asked: Asked }> = ({ site, asked }) => {
  const w = words(site.language).search
  return (
    <details open={Boolean(asked.section || asked.author || asked.from || asked.to)}>
      <summary>{w.narrow}</summary>
      <div class="pair">
        <label>
          {w.section}
          <select name="section">
            <option value="">{w.all}</option>
            {site.sections.map(({ slug, name }) => (
              <option value={slug} selected={slug === asked.section}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {w.author}
          <input name="author" value={asked.author} maxlength={100} dir="auto" autocomplete="off" />
        </label>
        <label>
          {w.from}
          <input type="date" name="from" value={asked.from} />
        </label>
        <label>
          {w.to}
          <input type="date" name="to" value={asked.to} />
        </label>
      </div>
    </details>
  )
}
