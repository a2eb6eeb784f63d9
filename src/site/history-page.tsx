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
import { tongue } from '../ui/tongue.ts'

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
      {changes.map(({ of, passages }) => (
        <section aria-label={of}>
          <p class="meta">{of}</p>
          <div {...tongue(article.language, site)}>{passages.map(passage)}</div>
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
}

// The text as its author typed it: a link that leads elsewhere is a change too.
function changesOf(before: Edition, after: Edition, site: Site): Change[] {
  const { history: w, article, genre: genres } = words(site.language)
  const parts: [string, (edition: Edition) => string][] = [
    [w.headline, ({ headline }) => headline],
    [w.genre, ({ genre }) => genres[genre]],
    [w.standfirst, ({ standfirst }) => standfirst],
    [w.dateline, ({ dateline }) => dateline],
    [w.picture, ({ hero }) => [hero?.src, hero?.alt, hero?.caption, hero?.credit].filter(Boolean).join('\n\n')],
    [w.text, ({ body }) => body],
    [article.sources, ({ sources }) => (sources ?? []).map(sourceText).join('\n\n')],
  ]
  return parts
    .map(([of, text]) => ({ of, passages: differences(text(before), text(after)) }))
    .filter(({ passages }) => passages.length > 0)
}
