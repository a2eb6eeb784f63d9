import type { FC } from 'hono/jsx'
import { PAGE } from '../articles/list.ts'
import { type Hit, MARKS, RANKED } from '../articles/search.ts'
import type { Site } from '../settings/site.ts'
import { CardBody } from '../ui/card.tsx'
import { searchLink } from '../ui/linked-data.ts'
import { Page } from '../ui/page.tsx'
import { type Asked, SearchForm } from '../ui/search-form.tsx'

interface SearchProps {
  site: Site
  asked: Asked
  /** One more than a page shows, when there is another. */
  hits: Hit[]
  /** Nothing is sought. */
  isBlank: boolean
  isFirst: boolean
  /** A query that would have found something. */
  meant: string | null
}

/** The search page: the form, and what it found. Search engines may keep the form alone. */
export const SearchPage: FC<SearchProps> = ({ site, asked, hits, isBlank, isFirst, meant }) => (
  <Page
    site={site}
    sheet="list"
    title={asked.q ? `Search: ${asked.q}` : 'Search'}
    {...(isFirst && isForm(asked) && { canonical: '/search', description: sentence(asked, hits, isBlank, isFirst) })}
    head={searchLink(site)}
  >
    <div class="listing">
      <header>
        <h1>Search</h1>
        <SearchForm site={site} asked={asked} />
      </header>
      <p role="status">{sentence(asked, hits, isBlank, isFirst)}</p>
      {meant && (
        <p>
          Did you mean{' '}
          <a href={address({ ...asked, q: meant })}>
            <strong>{meant}</strong>
          </a>
          ?
        </p>
      )}
      <ul class="plain">
        {hits.slice(0, PAGE).map((hit) => (
          <li class="card">
            <CardBody card={hit} site={site} level={2} picture standfirst shown={shown(hit)} />
          </li>
        ))}
      </ul>
      <Pager asked={asked} hits={hits} isFirst={isFirst} />
    </div>
  </Page>
)

const isForm = (asked: Asked) => Object.values(asked).every((text) => text === '')

function sentence({ q }: Asked, hits: Hit[], isBlank: boolean, isFirst: boolean): string {
  if (isBlank)
    return q
      ? 'There is no word in this to search for.'
      : 'All words must occur. "Quotes" keep words together; -word leaves out.'
  const found = hits[0]?.found ?? 0
  if (found === 0) return isFirst ? 'Nothing was found.' : 'There is nothing more.'
  if (found >= RANKED) return `More than ${RANKED - 1} articles: the newest ${RANKED} of them, best first.`
  return found === 1 ? '1 article' : `${found} articles, best first`
}

// The piece of the body that matched says more than the standfirst; without one the card stays as it is.
function shown({ marked, summary }: Hit) {
  if (!marked) return undefined
  const [headline, standfirst, body] = marked
  const text = [body, standfirst].find((each) => each.includes(MARKS[0])) ?? summary
  return { headline: <Marked text={headline} />, summary: <Marked text={text} /> }
}

const marks = new RegExp(MARKS.join('|'))

// Markup only here: JSX escapes what stands between the marks.
const Marked: FC<{ text: string }> = ({ text }) => (
  <>{text.split(marks).map((part, i) => (i % 2 === 1 ? <mark>{part}</mark> : part))}</>
)

const Pager: FC<Pick<SearchProps, 'asked' | 'hits' | 'isFirst'>> = ({ asked, hits, isFirst }) => {
  const last = hits.length > PAGE ? hits[PAGE - 1] : undefined
  if (isFirst && !last) return null
  return (
    <nav class="pager" aria-label="Pages">
      {!isFirst && <a href={address(asked)}>Best matches</a>}
      {last && (
        <a rel="next" href={address({ ...asked, after: `${last.score}-${last.row}` })}>
          More matches
        </a>
      )}
    </nav>
  )
}

const address = (asked: Asked & { after?: string }): string =>
  `/search?${new URLSearchParams(Object.entries(asked).filter(([, text]) => text !== ''))}`
