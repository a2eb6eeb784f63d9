import { html, raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { historyPath, sectionPath } from '../articles/address.ts'
import type { Article } from '../articles/article.ts'
import type { Hero, OwnFile } from '../db/tables/articles.ts'
import type { Site } from '../settings/site.ts'
import { withSmaller } from '../text/own-pictures.ts'
import { words } from '../text/words/words.ts'
import { Authors, GAP, lengthOf, SectionLink } from '../ui/card.tsx'
import { GenreLabel } from '../ui/genre.tsx'
import { articleData, breadcrumbs, linkedData } from '../ui/linked-data.ts'
import { Moment } from '../ui/moment.tsx'
import { articleGraph } from '../ui/open-graph.ts'
import type { Own } from '../ui/own-comment.tsx'
import { Page } from '../ui/page.tsx'
import { pictured } from '../ui/picture.ts'
import type { Typed } from '../ui/reply-form.tsx'
import { tongueText } from '../ui/tongue.ts'
import { afterArticle } from './after-article.tsx'
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

/**
 * The model page: the whole article, its author and its conversation, without a script. Templates, not JSX: it is
 * what most requests that miss the edge ask for (docs/performance.md).
 */
export const ArticlePage: FC<ArticlePageProps> = ({ view, parent, own, typed, editing }) => {
  const { site, article, thread, frames } = view
  // A page of comments further on is this article all the same: search engines keep the first.
  const canonical = parent || own || typed ? undefined : article.path
  return Page({
    site,
    sheet: 'article',
    title: typed ? `${words(site.language).comments.notSent}: ${article.headline}` : article.headline,
    description: article.summary,
    canonical,
    here: article.section ? sectionPath(article.section.slug) : undefined,
    head: html`<link rel="alternate" type="application/rss+xml" title="${words(site.language).article.comments}" href="${article.path}/comments.xml"/>
<link rel="alternate" type="text/markdown" href="${article.path}.md"/>
${
  canonical !== undefined &&
  html`${articleGraph(site, article)}<link rel="alternate" type="application/json+oembed" href="/oembed?url=${encodeURIComponent(site.address + article.path)}"/>
${linkedData(articleData(site, article), breadcrumbs(site, article))}`
}`,
    children: html`<article class="story"${site.countsReads && canonical !== undefined && html` data-read`}>${storyHeader(article, site)}${article.hero && heroFigure(article.hero, article.heroFile)}<div class="prose"${tongueText(article.language, site)}>${
      article.dateline && html`<p class="dateline">${article.dateline}</p>`
    }${raw(withSmaller(article.bodyHtml, site.address))}</div></article>${frames.length > 0 && embedScript(site)}<div class="after">${<Sources article={article} site={site} />}${afterArticle(article, site)}${Conversation({ view, thread, parent, own, typed, editing })}</div>`,
  })
}

const embedScript = (site: Site) =>
  html`<script src="/embed.js" data-say="${words(site.language).article.load}" defer></script>`

function storyHeader(article: Article, site: Site) {
  const length = lengthOf(article.headline)
  return html`<header><p class="kicker">${SectionLink({ section: article.section })}${GenreLabel({ genre: article.genre, site })}</p><div${tongueText(article.language, site)}><h1${
    length && html` class="${length}"`
  }>${article.headline}</h1>${article.standfirst && html`<p class="standfirst">${article.standfirst}</p>`}</div><p class="byline">${Authors({ authors: article.authors, site })}<span class="meta">${times(article, site)}${GAP}${words(site.language).article.minutes(article.minutes)}</span></p>${change(article, site)}</header>`
}

function times({ path, publishedAt, updatedAt, corrections }: Article, site: Site) {
  const { updated, corrected } = words(site.language).article
  return html`${Moment({ at: publishedAt, site })}${
    updatedAt > publishedAt &&
    html`${GAP}<a href="${historyPath(path)}">${updated}\u00a0${Moment({ at: updatedAt, site })}</a>`
  }${corrections.length > 0 && html`${GAP}<a href="#corrections-heading">${corrected}</a>`}`
}

// In its editor's words; without them the history tells.
const change = (article: Article, site: Site) =>
  article.updatedAt > article.publishedAt &&
  article.updateNote &&
  html`<p class="meta">${words(site.language).article.changed}<span${tongueText(article.language, site)}>${article.updateNote}</span></p>`

const HERO = '(min-width: 62rem) 60rem, 100vw'

function heroFigure(hero: Hero, file: OwnFile | null) {
  const { src, alt, caption, credit } = hero
  return html`<figure>${pictured(
    hero,
    file,
    HERO,
    ({ width, height, srcset }) =>
      html`<img src="${src}" alt="${alt}"${width !== undefined && html` width="${width}"`}${
        height !== undefined && html` height="${height}"`
      }${srcset && html` srcset="${srcset}" sizes="${HERO}"`} fetchpriority="high"/>`,
  )}${
    (caption || credit) &&
    html`<figcaption>${caption} ${credit && html`<span class="credit">${credit}</span>`}</figcaption>`
  }</figure>`
}
