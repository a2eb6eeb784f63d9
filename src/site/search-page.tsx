import type { FC } from 'hono/jsx'
import { type Card, PAGE } from '../articles/list.ts'
import { type Hit, MARKS, RANKED, type Rank } from '../articles/search.ts'
import type { Site } from '../settings/site.ts'
import type { Words } from '../text/words/en.ts'
import { words } from '../text/words/words.ts'
import { CardBody } from '../ui/card.tsx'
import { linked } from '../ui/linked.tsx'
import { searchLink } from '../ui/linked-data.ts'
import { Page } from '../ui/page.tsx'
import { type Asked, SearchForm } from '../ui/search-form.tsx'

/** What the page prints of a search, and all that its ETag is made of: scores move with every article that is published. */
export interface Results {
  cards: { card: Card; shown: { headline: string; text: string } | null }[]
  found: number
  /** Where the next page begins. */
  last: Rank | null
  /** A query that would have found something. */
  meant: string | null
}

/** `hits` are one more than a page shows, when there is another. */
export function resultsOf(hits: Hit[], meant: string | null): Results {
  const end = hits.length > PAGE ? hits[PAGE - 1] : undefined
  const cards = hits.slice(0, PAGE).map(({ score, row, found, marked, ...card }) => ({
    card: marked ? { ...card, summary: '' } : card,
    shown: marked && shownOf(marked, card.summary),
  }))
  return { cards, found: hits[0]?.found ?? 0, last: end ? { score: end.score, row: end.row } : null, meant }
}

// The piece of the body that matched says more than the standfirst.
function shownOf([headline, standfirst, body]: [string, string, string], summary: string) {
  return { headline, text: [body, standfirst].find((each) => each.includes(MARKS[0])) ?? summary }
}

interface SearchProps {
  site: Site
  asked: Asked
  results: Results
  /** Nothing is sought. */
  isBlank: boolean
  isFirst: boolean
}

/** The search page: the form, and what it found. Search engines may keep the form alone. */
export const SearchPage: FC<SearchProps> = ({ site, asked, results, isBlank, isFirst }) => {
  const { cards, last, meant } = results
  const w = words(site.language).search
  const found = sentence(asked, results, isBlank, isFirst, w)
  return (
    <Page
      site={site}
      sheet="list"
      title={asked.q ? w.titleOf(asked.q) : w.title}
      {...(isFirst && isForm(asked) && { canonical: '/search', description: found })}
      head={searchLink(site)}
    >
      <div class="listing">
        <header>
          <h1>{w.title}</h1>
          <SearchForm site={site} asked={asked} />
        </header>
        <p role="status">{found}</p>
        {meant && <p>{linked(w.meant, { to: address({ ...asked, q: meant }), says: <strong>{meant}</strong> })}</p>}
        <ul class="plain">
          {cards.map(({ card, shown }) => (
            <li class="card">
              <CardBody
                card={card}
                site={site}
                level={2}
                picture
                standfirst
                shown={shown ? marked(shown) : undefined}
              />
            </li>
          ))}
        </ul>
        <Pager asked={asked} last={last} isFirst={isFirst} site={site} />
      </div>
    </Page>
  )
}

const isForm = (asked: Asked) => Object.values(asked).every((text) => text === '')

function sentence({ q }: Asked, { found }: Results, isBlank: boolean, isFirst: boolean, w: Words['search']): string {
  if (isBlank) return q ? w.noWord : w.help
  if (found === 0) return isFirst ? w.nothing : w.nothingMore
  if (found >= RANKED) return w.many(RANKED - 1, RANKED)
  return w.found(found)
}

const marked = ({ headline, text }: { headline: string; text: string }) => ({
  headline: <Marked text={headline} />,
  summary: <Marked text={text} />,
})

const marks = new RegExp(MARKS.join('|'))

// Markup only here: JSX escapes what stands between the marks.
const Marked: FC<{ text: string }> = ({ text }) => (
  <>{text.split(marks).map((part, i) => (i % 2 === 1 ? <mark>{part}</mark> : part))}</>
)

const Pager: FC<Pick<SearchProps, 'asked' | 'isFirst' | 'site'> & Pick<Results, 'last'>> = ({
  asked,
  last,
  isFirst,
  site,
}) => {
  if (isFirst && !last) return null
  const { search: w, frame } = words(site.language)
  return (
    <nav class="pager" aria-label={frame.pages}>
      {!isFirst && <a href={address(asked)}>{w.best}</a>}
      {last && (
        <a rel="next" href={address({ ...asked, after: `${last.score}-${last.row}` })}>
          {w.more}
        </a>
      )}
    </nav>
  )
}

const address = (asked: Asked & { after?: string }): string =>
  `/search?${new URLSearchParams(Object.entries(asked).filter(([, text]) => text !== ''))}`
