import { html } from 'hono/html'
import { authorPath, topicPath } from '../articles/address.ts'
import type { Article, AuthorBox, Link } from '../articles/article.ts'
import type { Site } from '../settings/site.ts'
import { shortened } from '../text/excerpt.ts'
import type { Words } from '../text/words/en.ts'
import { words } from '../text/words/words.ts'
import { GenreMark } from '../ui/genre.tsx'
import { Moment } from '../ui/moment.tsx'

const BIO = 220

type ArticleWords = Words['article']

/** What stands between an article and its comments. */
export function afterArticle(article: Article, site: Site) {
  const w = words(site.language).article
  return html`${corrections(article, site, w)}${topics(article, w)}${authorBoxes(article.authors, w)}${neighbours(article, site, w)}${related(article, site, w)}`
}

const corrections = ({ corrections: all }: Article, site: Site, w: ArticleWords) =>
  all.length > 0 &&
  html`<section class="corrections" aria-labelledby="corrections-heading"><h2 id="corrections-heading">${w.corrections(
    all.length,
  )}</h2><ul class="plain">${all.map(
    ({ id, text, at }) =>
      html`<li id="correction-${id}"><p class="meta">${Moment({ at, site })}</p><p>${text}</p></li>`,
  )}</ul></section>`

const topics = ({ topics: all }: Article, w: ArticleWords) =>
  all.length > 0 &&
  html`<section class="topics" aria-labelledby="topics-heading"><h2 id="topics-heading">${w.topics}</h2><ul class="plain line">${all.map(
    ({ slug, name }) => html`<li><a rel="tag" href="${topicPath(slug)}">${name}</a></li>`,
  )}</ul></section>`

const authorBoxes = (authors: AuthorBox[], w: ArticleWords) =>
  authors.length > 0 &&
  html`<section aria-label="${w.about(authors.length)}">${authors.map((author) => authorBox(author, w))}</section>`

const authorBox = ({ slug, name, role, bio }: AuthorBox, w: ArticleWords) =>
  html`<div class="author-box"><h2><a href="${authorPath(slug)}">${name}</a></h2>${
    role && html`<p class="role">${role}</p>`
  }${bio && about(bio, slug, name, w)}</div>`

function about(bio: string, slug: string, name: string, w: ArticleWords) {
  const short = shortened(bio, BIO)
  return html`<p>${short} ${short.endsWith('…') && html`<a href="${authorPath(slug)}">${w.moreAbout(name)}</a>`}</p>`
}

const neighbours = ({ previous, next }: Article, site: Site, w: ArticleWords) =>
  (previous || next) &&
  html`<nav class="neighbours pair" aria-label="${w.neighbours}">${
    previous && html`<p>${neighbour(previous, 'prev', w.previous, site)}</p>`
  }${next && html`<p class="next">${neighbour(next, 'next', w.next, site)}</p>`}</nav>`

const neighbour = ({ path, headline, genre }: Link, rel: 'prev' | 'next', way: string, site: Site) =>
  html`<span class="meta">${way} ${GenreMark({ genre, site })}</span><a rel="${rel}" href="${path}"><bdi>${headline}</bdi></a>`

const related = ({ related: all }: Article, site: Site, w: ArticleWords) =>
  all.length > 0 &&
  html`<section class="related" aria-labelledby="related-heading"><h2 id="related-heading">${w.related}</h2><ul class="plain">${all.map(
    ({ path, headline, genre }) =>
      html`<li>${GenreMark({ genre, site })}<a href="${path}"><bdi>${headline}</bdi></a></li>`,
  )}</ul></section>`
