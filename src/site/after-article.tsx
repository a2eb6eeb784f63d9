import { html } from 'hono/html'
import { authorPath, topicPath } from '../articles/address.ts'
import type { Article, AuthorBox, Link } from '../articles/article.ts'
import type { Site } from '../settings/site.ts'
import { excerptOf } from '../text/excerpt.ts'
import { Moment } from '../ui/moment.tsx'

const BIO = 220

/** What stands between an article and its comments. */
export const afterArticle = (article: Article, site: Site) =>
  html`${corrections(article, site)}${topics(article)}${authorBoxes(article.authors)}${neighbours(article)}${related(article)}`

const corrections = ({ corrections: all }: Article, site: Site) =>
  all.length > 0 &&
  html`<section class="corrections" aria-labelledby="corrections-heading"><h2 id="corrections-heading">${
    all.length === 1 ? 'Correction' : 'Corrections'
  }</h2><ul class="plain">${all.map(
    ({ id, text, at }) =>
      html`<li id="correction-${id}"><p class="meta">${Moment({ at, site })}</p><p>${text}</p></li>`,
  )}</ul></section>`

const topics = ({ topics: all }: Article) =>
  all.length > 0 &&
  html`<section class="topics" aria-labelledby="topics-heading"><h2 id="topics-heading">Topics</h2><ul class="plain line">${all.map(
    ({ slug, name }) => html`<li><a rel="tag" href="${topicPath(slug)}">${name}</a></li>`,
  )}</ul></section>`

const authorBoxes = (authors: AuthorBox[]) =>
  authors.length > 0 &&
  html`<section aria-label="${authors.length === 1 ? 'About the author' : 'About the authors'}">${authors.map(authorBox)}</section>`

const authorBox = ({ slug, name, role, bio }: AuthorBox) =>
  html`<div class="author-box"><h2><a href="${authorPath(slug)}">${name}</a></h2>${
    role && html`<p class="role">${role}</p>`
  }${bio && about(bio, slug, name)}</div>`

function about(bio: string, slug: string, name: string) {
  const short = excerptOf(bio, BIO)
  return html`<p>${short} ${
    short.endsWith('…') && html`<a href="${authorPath(slug)}" aria-label="More about ${name}">more</a>`
  }</p>`
}

const neighbours = ({ previous, next }: Article) =>
  (previous || next) &&
  html`<nav class="neighbours" aria-label="Previous and next article">${
    previous && html`<p><span class="meta">Previous</span>${neighbour(previous, 'prev')}</p>`
  }${next && html`<p class="next"><span class="meta">Next</span>${neighbour(next, 'next')}</p>`}</nav>`

const neighbour = ({ path, headline }: Link, rel: 'prev' | 'next') =>
  html`<a rel="${rel}" href="${path}"><bdi>${headline}</bdi></a>`

const related = ({ related: all }: Article) =>
  all.length > 0 &&
  html`<section class="related" aria-labelledby="related-heading"><h2 id="related-heading">Related</h2><ul class="plain">${all.map(
    ({ path, headline }) => html`<li><a href="${path}"><bdi>${headline}</bdi></a></li>`,
  )}</ul></section>`
