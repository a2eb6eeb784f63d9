import type { Child, FC } from 'hono/jsx'
import { type Card, PAGE, type Place } from '../articles/list.ts'
import type { Site } from '../settings/site.ts'
import { words } from '../text/words/words.ts'
import { CardBody } from './card.tsx'

interface ListingProps {
  site: Site
  title: string
  cards: Card[]
  /** The path of the list's first page, and whether this is it. */
  path: string
  isFirst: boolean
  intro?: Child
  /** Set on a section's own list. */
  atDesk?: boolean | undefined
}

/** A list of articles under a heading, newest first; `cards` may hold one more than a page shows. */
export const Listing: FC<ListingProps> = ({ site, title, cards, path, isFirst, intro, atDesk }) => (
  <div class="listing">
    <header>
      <h1>{title}</h1>
      {intro}
    </header>
    {cards.length === 0 && <p>{words(site.language).list.nothingHere}</p>}
    <ul class="plain">
      {cards.slice(0, PAGE).map((card) => (
        <li class="card">
          <CardBody card={card} site={site} level={2} picture standfirst atDesk={atDesk} />
        </li>
      ))}
    </ul>
    <Pager cards={cards} path={path} isFirst={isFirst} site={site} />
  </div>
)

const Pager: FC<Pick<ListingProps, 'cards' | 'path' | 'isFirst' | 'site'>> = ({ cards, path, isFirst, site }) => {
  const last = cards.length > PAGE ? cards[PAGE - 1] : undefined
  if (isFirst && !last) return null
  const { list: w, frame } = words(site.language)
  return (
    <nav class="pager" aria-label={frame.pages}>
      {!isFirst && <a href={path}>{w.newest}</a>}
      {last && (
        <a rel="next" href={`${path}?before=${placeText({ at: last.listedAt, id: last.id })}`}>
          {w.older}
        </a>
      )}
    </nav>
  )
}

/** A place in a list as a query parameter: `1763802000000-123`. */
export const placeText = ({ at, id }: Place): string => `${at.getTime()}-${id}`

/** The place a parameter names; undefined when it names none. */
export function placeOf(text: string | undefined): Place | undefined {
  const match = /^(\d{1,15})-(\d{1,16})$/.exec(text ?? '')
  return match ? { at: new Date(Number(match[1])), id: Number(match[2]) } : undefined
}
