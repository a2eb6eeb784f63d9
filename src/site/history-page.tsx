import type { FC } from 'hono/jsx'
import { correctionsPath, historyPath } from '../articles/address.ts'
import type { Article } from '../articles/article.ts'
import { EDITS, type Edition } from '../articles/history.ts'
import type { Source } from '../db/tables/articles.ts'
import type { Site } from '../settings/site.ts'
import { differences, type Passage } from '../text/difference.ts'
import { words } from '../text/words/words.ts'
import { linked } from '../ui/linked.tsx'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'
import { directionOf, tongue } from '../ui/tongue.ts'

interface HistoryProps {
  site: Site
  article: Article
  /** Newest first; one more than is shown, to compare with. */
  editions: Edition[]
  asked: string | undefined
}

/** The versions of an article that readers saw, each with what it changed. */
export const HistoryPage: FC<HistoryProps> = ({ site, article, editions, asked }) => {
  const path = historyPath(article.path)
  const { history: w, frame } = words(site.language)
  const next = editions.length > EDITS ? editions[EDITS - 1] : undefined
  return (
    <Page
      site={site}
      sheet="list"
      title={w.titleOf(article.headline)}
      canonical={asked ? `${path}?before=${asked}` : path}
    >
      <div class="listing history">
        <header>
          <h1>{w.title}</h1>
          <p>
            <a href={article.path} {...tongue(article.language, site)}>
              {article.headline}
            </a>
          </p>
          <p>{linked(w.intro, correctionsPath)}</p>
        </header>
        <ol class="plain" reversed>
          {editions.slice(0, EDITS).map((edition, i) => (
            <Entry edition={edition} before={editions[i + 1]} article={article} site={site} />
          ))}
        </ol>
        {(asked || next) && (
          <nav class="pager" aria-label={frame.pages}>
            {asked && <a href={path}>{w.newest}</a>}
            {next && (
              <a rel="next" href={`${path}?before=${next.version}`}>
                {w.earlier}
              </a>
            )}
          </nav>
        )}
      </div>
    </Page>
  )
}

interface EntryProps {
  edition: Edition
  before: Edition | undefined
  article: Article
  site: Site
}

const Entry: FC<EntryProps> = ({ edition, before, article, site }) => {
  const w = words(site.language).history
  const changes = before ? changesOf(before, edition, site) : []
  if (before && changes.length === 0 && !edition.note) return null
  return (
    <li class="card" id={`version-${edition.version}`}>
      <h2>
        <Moment at={edition.publicAt} site={site} />
      </h2>
      <p class="meta">{before ? (edition.substantive ? w.changed : w.small) : w.first}</p>
      {edition.note && <p>{edition.note}</p>}
      {changes.map(({ of, passages, ours }) => (
        <section aria-label={of}>
          <p class="meta">{of}</p>
          <div {...(ours ? {} : tongue(article.language, site))}>{passages.map(passage)}</div>
        </section>
      ))}
    </li>
  )
}

const passage = (pieces: Passage) =>
  pieces.length === 0 ? (
    <p class="passage meta">…</p>
  ) : (
    <p class="passage">
      {pieces.map(({ kind, text }) =>
        kind === 'same' ? text : kind === 'added' ? <ins>{text}</ins> : <del>{text}</del>,
      )}
    </p>
  )

const sourceText = ({ title, publisher, note, url }: Source) => [title, publisher, note, url].filter(Boolean).join(', ')

interface Change {
  of: string
  passages: Passage[]
  /** In the site's language, whatever the article's. */
  ours: boolean
}

interface Label {
  id: number | string
  name: string
}

// The text as its author typed it: a link that leads elsewhere is a change too.
function changesOf(before: Edition, after: Edition, site: Site): Change[] {
  const { history: w, article, genre: genres, search } = words(site.language)
  const text = (of: string, take: (edition: Edition) => string) => ({
    ...{ of, ours: false },
    passages: differences(take(before), take(after)),
  })
  const labels = (of: string, take: (edition: Edition) => Label[] | undefined, first = '') => ({
    ...{ of, ours: true },
    passages: replaced(take(before), take(after), first, site),
  })
  return [
    text(w.headline, ({ headline }) => headline),
    labels(w.genre, ({ genre }) => [{ id: genre, name: genres[genre] }]),
    labels(w.byline, ({ named }) => named?.authors, article.by),
    labels(search.section, ({ named }) => named?.section),
    labels(article.topics, ({ named }) => named?.topics),
    text(w.standfirst, ({ standfirst }) => standfirst),
    text(w.dateline, ({ dateline }) => dateline),
    text(w.picture, ({ hero }) => [hero?.src, hero?.alt, hero?.caption, hero?.credit].filter(Boolean).join('\n\n')),
    text(w.text, ({ body }) => body),
    text(article.sources, ({ sources }) => (sources ?? []).map(sourceText).join('\n\n')),
  ].filter(({ passages }) => passages.length > 0)
}

// Whole, as one takes the place of the other, under the names of then. What was only renamed is the same.
function replaced(was: Label[] | undefined, is: Label[] | undefined, first: string, { language }: Site): Passage[] {
  if (!was || !is || ids(was) === ids(is)) return []
  const { and } = words(language).article
  const listed = (labels: Label[]) =>
    labels.map(({ name }, i) => (i === 0 ? first : labels[i + 1] ? ', ' : and(name)) + name).join('')
  // With a mark, so that it stands the page's way round between names of the other.
  const arrow = directionOf(language) === 'rtl' ? ' ← \u200f' : ' → \u200e'
  const pieces: Passage = [
    { kind: 'removed', text: listed(was) },
    { kind: 'same', text: was[0] && is[0] ? arrow : '' },
    { kind: 'added', text: listed(is) },
  ]
  return [pieces.filter(({ text }) => text)]
}

const ids = (labels: Label[]) => labels.map(({ id }) => id).join()
