import type { FC } from 'hono/jsx'
import { PAGE } from '../articles/list.ts'
import { type Hit, MARKS, RANKED } from '../articles/search.ts'
import type { Site } from '../settings/site.ts'
import type { Words } from '../text/words/en.ts'
import { words } from '../text/words/words.ts'
import { CardBody } from '../ui/card.tsx'
import { linked } from '../ui/linked.tsx'
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
export const SearchPage: FC<SearchProps> = ({ site, asked, hits, isBlank, isFirst, meant }) => {
  const w = words(site.language).search
  const found = sentence(asked, hits, isBlank, isFirst, w)
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
          {hits.slice(0, PAGE).map((hit) => (
            <li class="card">
              <CardBody card={hit} site={site} level={2} picture standfirst shown={shown(hit)} />
            </li>
          ))}
        </ul>
        <Pager asked={asked} hits={hits} isFirst={isFirst} site={site} />
      </div>
    </Page>
  )
}

const isForm = (asked: Asked) => Object.values(asked).every((text) => text === '')

function sentence({ q }: Asked, hits: Hit[], isBlank: boolean, isFirst: boolean, w: Words['search']): string {
  if (isBlank) return q ? w.noWord : w.help
  const found = hits[0]?.found ?? 0
  if (found === 0) return isFirst ? w.nothing : w.nothingMore
  if (found >= RANKED) return w.many(RANKED - 1, RANKED)
  return w.found(found)
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

const Pager: FC<Pick<SearchProps, 'asked' | 'hits' | 'isFirst' | 'site'>> = ({ asked, hits, isFirst, site }) => {
  const last = hits.length > PAGE ? hits[PAGE - 1] : undefined
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
