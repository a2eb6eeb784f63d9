import { html, raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { sectionPath } from '../articles/address.ts'
import type { Article } from '../articles/article.ts'
import type { Hero } from '../db/tables/articles.ts'
import type { Site } from '../settings/site.ts'
import { Authors, lengthOf, SectionLink, tongue } from '../ui/card.tsx'
import { GenreLabel } from '../ui/genre.tsx'
import { Moment } from '../ui/moment.tsx'
import type { Own } from '../ui/own-comment.tsx'
import { Page } from '../ui/page.tsx'
import type { Typed } from '../ui/reply-form.tsx'
import { AuthorBoxes, Corrections, Neighbours, Related, Topics } from './after-article.tsx'
import type { View } from './article-view.ts'
import { Conversation } from './conversation.tsx'
import { Sources } from './sources.tsx'

interface ArticlePageProps {
  view: View
  /** The comment that the form answers. */
  parent?: { id: number; author: string } | undefined
  /** What its writer sees of a comment that waits. */
  own?: Own | undefined
  typed?: Typed | undefined
  /** The signed address of one's own comment, while it is being edited; '' once it cannot be any more. */
  editing?: string | undefined
}

/** The model page: the whole article, its author and its conversation, without a script. */
export const ArticlePage: FC<ArticlePageProps> = ({ view, parent, own, typed, editing }) => {
  const { site, article, thread } = view
  // A page of comments further on is this article all the same: search engines keep the first.
  const canonical = parent || own || typed ? undefined : article.path
  return (
    <Page
      site={site}
      title={typed ? `Not sent yet: ${article.headline}` : article.headline}
      description={article.summary}
      canonical={canonical}
      here={article.section ? sectionPath(article.section.slug) : undefined}
      head={html`<link rel="alternate" type="application/rss+xml" title="Comments" href="${article.path}/comments.xml"/>`}
    >
      <article class="story">
        <StoryHeader article={article} site={site} />
        {article.hero && <HeroFigure hero={article.hero} />}
        <div class="prose" {...tongue(article.language, site)}>
          {article.dateline && <p class="dateline">{article.dateline}</p>}
          {raw(article.bodyHtml)}
        </div>
      </article>
      <div class="after">
        <Sources article={article} site={site} />
        <Corrections article={article} site={site} />
        <Topics article={article} />
        <AuthorBoxes authors={article.authors} />
        <Neighbours article={article} />
        <Related article={article} />
        <Conversation view={view} thread={thread} parent={parent} own={own} typed={typed} editing={editing} />
      </div>
    </Page>
  )
}

const StoryHeader: FC<{ article: Article; site: Site }> = ({ article, site }) => (
  <header>
    <p class="kicker">
      <SectionLink section={article.section} />
      <GenreLabel genre={article.genre} />
    </p>
    <div {...tongue(article.language, site)}>
      <h1 class={lengthOf(article.headline)}>{article.headline}</h1>
      {article.standfirst && <p class="standfirst">{article.standfirst}</p>}
    </div>
    <p class="byline">
      <Authors authors={article.authors} />
      <span class="meta">
        <Moment at={article.publishedAt} site={site} />
        {article.updatedAt > article.publishedAt && (
          <>
            {' · Updated\u00a0'}
            <Moment at={article.updatedAt} site={site} />
          </>
        )}
        {article.corrections.length > 0 && (
          <>
            {' · '}
            <a href="#corrections-heading">Corrected</a>
          </>
        )}
        {' · '}
        {article.minutes}
        {'\u00a0min\u00a0read'}
      </span>
    </p>
  </header>
)

const HeroFigure: FC<{ hero: Hero }> = ({ hero }) => (
  <figure>
    <img src={hero.src} alt={hero.alt} width={hero.width} height={hero.height} fetchpriority="high" />
    {(hero.caption || hero.credit) && (
      <figcaption>
        {hero.caption} {hero.credit && <span class="credit">{hero.credit}</span>}
      </figcaption>
    )}
  </figure>
)
