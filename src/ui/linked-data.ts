import { html, raw } from 'hono/html'
import { authorPath, sectionPath } from '../articles/address.ts'
import type { Article } from '../articles/article.ts'
import { changedAt } from '../articles/changed.ts'
import type { AuthorProfile } from '../articles/desks.ts'
import type { Genre } from '../db/tables/articles.ts'
import type { Site } from '../settings/site.ts'
import type { NamedLink } from '../text/named-links.ts'
import { absolute } from '../text/safe-url.ts'

/** What machines are told of a page (https://schema.org, as JSON-LD). A block of data, which no browser runs. */
export function linkedData(...things: object[]) {
  const data = things.length === 1 ? { '@context': CONTEXT, ...things[0] } : { '@context': CONTEXT, '@graph': things }
  // Nothing in it can end the element: "<" is written as JSON allows.
  const escapedJson = JSON.stringify(data).replaceAll('<', '\\u003c')
  return html`<script type="application/ld+json">${raw(escapedJson)}</script>`
}

const CONTEXT = 'https://schema.org'

// A dateline is printed with the dash that parts it from the text.
const placeOf = ({ dateline }: Pick<Article, 'dateline'>) => dateline.replace(/[\s–—-]+$/, '')

const types: Record<Genre, string> = {
  report: 'ReportageNewsArticle',
  analysis: 'AnalysisNewsArticle',
  opinion: 'OpinionNewsArticle',
  review: 'ReviewNewsArticle',
  satire: 'SatiricalArticle',
  sponsored: 'AdvertiserContentArticle',
}

/** The article as schema.org has it; what is empty is left out. */
export function articleData(site: Site, article: Article): object {
  const { genre, hero, section, corrections, sources } = article
  const url = site.address + article.path
  return {
    '@type': types[genre],
    url,
    headline: article.headline,
    inLanguage: article.language,
    datePublished: article.publishedAt,
    dateModified: changedAt(article),
    // Of these alone: satire and what is paid for are articles, and no news.
    dateline: (types[genre].endsWith('NewsArticle') && placeOf(article)) || undefined,
    articleSection: section?.name,
    wordCount: article.words,
    commentCount: article.commentCount,
    image: hero ? absolute(site.address, hero.src) : undefined,
    author: some(article.authors, (author) => person(site, author)),
    publisher: publisher(site),
    correction: some(corrections, ({ id, text, at }) => ({
      '@type': 'CorrectionComment',
      url: `${url}#correction-${id}`,
      text,
      datePublished: at,
    })),
    citation: some(sources ?? [], (source) => ({
      '@type': 'CreativeWork',
      name: source.title,
      url: source.url,
      publisher: source.publisher ? { '@type': 'Organization', name: source.publisher } : undefined,
    })),
  }
}

/** The way from the front page to the article. */
export function breadcrumbs(site: Site, { section, headline, path }: Article): object {
  const steps: [string, string][] = [
    [site.name, '/'],
    ...(section ? [[section.name, sectionPath(section.slug)] satisfies [string, string]] : []),
    [headline, path],
  ]
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(([name, to], i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name,
      item: { '@id': site.address + to },
    })),
  }
}

/** An author's page, as https://developers.google.com/search/docs/appearance/structured-data/profile-page has it. */
export const profileData = (site: Site, author: AuthorProfile): object => ({
  '@type': 'ProfilePage',
  dateCreated: author.createdAt,
  dateModified: author.updatedAt,
  mainEntity: {
    ...person(site, author),
    jobTitle: author.role || undefined,
    description: author.bio || undefined,
    sameAs: some(elsewhere(author), ({ href }) => href),
    worksFor: publisher(site),
  },
})

/** Where else the author is: their own site first. */
export const elsewhere = ({ url, links }: AuthorProfile): NamedLink[] => [
  ...(url ? [{ label: url, href: url }] : []),
  ...(links ?? []),
]

/** The paper, on its front page, and how to search it. */
export const siteData = (site: Site): object => ({
  '@type': 'WebSite',
  name: site.name,
  url: `${site.address}/`,
  description: site.tagline || undefined,
  inLanguage: site.language,
  publisher: publisher(site),
  potentialAction: {
    '@type': 'SearchAction',
    target: { '@type': 'EntryPoint', urlTemplate: `${site.address}/search?q={query}` },
    'query-input': 'required name=query',
  },
})

/** By it a browser offers to search here. */
export const searchLink = ({ name }: Site) =>
  html`<link rel="search" type="application/opensearchdescription+xml" title="${name}" href="/opensearch.xml"/>
`

const person = (site: Site, { name, slug }: { name: string; slug: string }) => ({
  '@type': 'Person',
  name,
  url: site.address + authorPath(slug),
})

/** The paper, and by what rules it publishes. */
export const publisher = (site: Site) => ({
  '@type': 'NewsMediaOrganization',
  name: site.name,
  url: `${site.address}/`,
  logo: logo(site),
  sameAs: some(site.look.social, ({ href }) => href),
  publishingPrinciples: `${site.address}/principles`,
  correctionsPolicy: `${site.address}/corrections`,
})

const logo = ({ address, look }: Site) =>
  look.logo ? { '@type': 'ImageObject', ...look.logo, src: undefined, url: address + look.logo.src } : undefined

const some = <T>(all: T[], as: (each: T) => object | string) => (all.length > 0 ? all.map(as) : undefined)
