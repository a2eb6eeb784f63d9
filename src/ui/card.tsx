import { html } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { authorPath, sectionPath } from '../articles/address.ts'
import type { Named, Picture } from '../articles/card.ts'
import type { Card } from '../articles/list.ts'
import type { Site } from '../settings/site.ts'
import { words } from '../text/words/words.ts'
import { GenreLabel } from './genre.tsx'
import { Day } from './moment.tsx'
import { focusOf, pictured } from './picture.ts'
import { tongue } from './tongue.ts'

interface CardProps {
  card: Card
  site: Site
  /** The rank of the headline in the page's outline. */
  level: 2 | 3
  /** Set where the list is a section's own, which need not be named again. */
  atDesk?: boolean | undefined
  picture?: boolean | undefined
  standfirst?: boolean | undefined
  eager?: boolean | undefined
  /** Headline and summary as they are to be shown, where it is not as they are. */
  shown?: { headline: Child; summary: Child } | undefined
}

/** An article in a list. */
export const CardBody: FC<CardProps> = ({ card, site, level, atDesk, picture, standfirst, eager, shown }) => (
  <>
    {picture && card.picture && <CardPicture picture={card.picture} eager={eager} />}
    <div {...tongue(card.language, site)}>
      <p class="kicker" lang={site.language}>
        {!atDesk && <SectionLink section={card.section} />}
        <GenreLabel genre={card.genre} site={site} />
      </p>
      <Headline card={card} level={level} shown={shown?.headline} />
      {standfirst && <p class="standfirst">{shown?.summary ?? card.summary}</p>}
      <p class="meta" lang={site.language}>
        <Authors authors={card.authors} site={site} />
        {card.authors.length > 0 && GAP}
        <Day at={card.listedAt} site={site} />
      </p>
    </div>
  </>
)

const Headline: FC<{ card: Card; level: 2 | 3; shown: Child }> = ({ card, level, shown }) => {
  const link = <a href={card.path}>{shown ?? card.headline}</a>
  return level === 2 ? <h2 class={lengthOf(card.headline)}>{link}</h2> : <h3>{link}</h3>
}

const LONG = 90

/** Between the parts of a line of small print: unlike a dot, it is not seen where the line breaks. */
export const GAP = '\u2002 '

/** The class of a headline that would fill a page if it were set as large as others. */
export const lengthOf = (headline: string): 'long' | undefined => (headline.length > LONG ? 'long' : undefined)

// As wide as they may be in any list: what is made is rounded to few widths anyway.
const LEAD = '(min-width: 79rem) 48rem, (min-width: 60rem) 63vw, 100vw'
const BESIDE = '(min-width: 40rem) 24rem, 12rem'

// Beside a headline that says it all, the picture adds nothing to listen to.
const CardPicture: FC<{ picture: Picture; eager?: boolean | undefined }> = ({ picture, eager }) => (
  <span class="picture">
    {pictured(picture, picture.file, eager ? LEAD : BESIDE, (said) => (
      <img
        src={picture.src}
        alt=""
        class={focusOf(picture.file)}
        {...said}
        loading={eager ? undefined : 'lazy'}
        fetchpriority={eager ? 'high' : undefined}
      />
    ))}
  </span>
)

/** The section and the space behind it: a letter, so that it stands right beside text of either direction. */
export const SectionLink = ({ section }: { section: Named | null }) =>
  section && html`<a href="${sectionPath(section.slug)}">${section.name}</a>\u2002`

/** "By Ada Lovelace and Charles Babbage", each a link; nothing without authors. */
export const Authors = ({ authors, site }: { authors: Named[]; site: Site }) => {
  const { by, and } = words(site.language).article
  return html`${authors.map(
    ({ slug, name }, i) =>
      html`${i === 0 ? by : i === authors.length - 1 ? and(name) : ', '}<a rel="author" href="${authorPath(slug)}">${name}</a>`,
  )}`
}
