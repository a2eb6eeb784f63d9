import { html, raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { lookStyle } from '../settings/look-style.ts'
import type { Site } from '../settings/site.ts'
import type { NamedLink } from '../text/named-links.ts'
import { en } from '../text/words/en.ts'
import { spoken, words } from '../text/words/words.ts'
import { footerEnd, footerLinks, nameOf, navigationOf } from './look.ts'
import { type Sheet, sheets } from './style.ts'
import { directionOf, tongueText } from './tongue.ts'

interface PageProps {
  site: Site
  /** Of the page; the site's name is added. Absent on the front page. */
  title?: string | undefined
  description?: string | undefined
  /** The path under which this page is known; absent on pages that no search engine should keep. */
  canonical?: string | undefined
  /** The path of the section this page belongs to, marked in the navigation. */
  here?: string | undefined
  /** On the front page: the day of its newest story. The masthead is then as large as it gets. */
  edition?: Child
  /** The list on this page, where it has feeds of its own. */
  feed?: { title: string; path: string } | undefined
  /** What its styles are for. */
  sheet?: Sheet | undefined
  head?: Child
  children?: Child
}

/**
 * The frame of every page: head, masthead, navigation, footer. A template, not JSX: Hono searches the whole page for
 * each `<link>` of a JSX `<head>`, and every element after one costs more (docs/performance.md).
 */
export const Page: FC<PageProps> = ({
  site,
  title,
  description,
  canonical,
  here,
  edition,
  feed,
  sheet = 'every',
  head,
  children,
}) =>
  html`<!DOCTYPE html>
<html lang="${site.language}" dir="${directionOf(site.language)}">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>${title ? `${title} – ${site.name}` : `${site.name}${site.tagline && ` – ${site.tagline}`}`}</title>
${description && html`<meta name="description" content="${description}"/>`}
${canonical === undefined ? unlisted : html`<link rel="canonical" href="${site.address + canonical}"/>`}
${feed && feedLinks(`${feed.title} – ${site.name}`, feed.path)}${feed || canonical === '/' ? feedLinks(site.name, '') : rssLink(site.name, '')}
${icon(site.look.favicon)}
${script(words(site.language).frame.theme)}
${head}
${styles[sheet]}${ownStyle(lookStyle(site.look))}
</head>
<body>
<a class="skip" href="#content"${ours(site)}>${words(site.language).frame.skip}</a>
${masthead({ site, here, canonical, edition })}
<main id="content">${children}</main>
${foot(site)}
</body>
</html>`

const ours = (site: Site) => tongueText(spoken(site.language), site)

function foot(site: Site) {
  const w = words(site.language).frame
  return html`<footer class="foot"${ours(site)}><ul class="plain line">
<li><a href="/">${site.name}</a></li>
<li><a href="/search">${w.search}</a></li>
<li><a href="/feed.xml">${w.rss}</a></li>
<li><a href="/comments.xml">${w.commentsFeed}</a></li>
<li><a href="/corrections">${w.corrections}</a></li>
<li><a href="/principles">${w.principles}</a></li>
<li><a href="/privacy">${w.privacy}</a></li>
${footerLinks(site)}</ul>${footerEnd(site)}</footer>`
}

const rssLink = (title: string, path: string) =>
  html`<link rel="alternate" type="application/rss+xml" title="${title}" href="${path}/feed.xml"/>`

// All three where there is room: an article's bytes are its own.
const feedLinks = (title: string, path: string) =>
  html`${rssLink(title, path)}
<link rel="alternate" type="application/atom+xml" title="${title} (Atom)" href="${path}/atom.xml"/>
<link rel="alternate" type="application/feed+json" title="${title} (JSON)" href="${path}/feed.json"/>
`

const unlisted = html`<meta name="robots" content="noindex"/>`

const styleElement = (style: string) => html`<style>${raw(style)}</style>`

const ownStyle = (css: string) => css && styleElement(css)

const icon = (path: string | null) =>
  path ? html`<link rel="icon" href="${path}"/>` : html`<link rel="icon" href="/favicon.svg"/>`

// It has the words of English itself.
const script = (theme: string) =>
  theme === en.frame.theme
    ? html`<script src="/page.js" defer></script>`
    : html`<script src="/page.js" defer data-theme="${theme}"></script>`

const styles = {
  article: styleElement(sheets.article),
  list: styleElement(sheets.list),
  every: styleElement(sheets.every),
} satisfies Record<Sheet, unknown>

const masthead = ({ site, here, canonical, edition }: Pick<PageProps, 'site' | 'here' | 'canonical' | 'edition'>) =>
  html`<header class="masthead">${canonical === '/' ? front(site, edition) : inside(site)}
${navigation(navigationOf(site), site.language, here, canonical)}
</header>`

const front = (site: Site, edition: Child) =>
  html`<h1 class="name">${nameOf(site)}</h1><p class="folio line">${edition} <span>${site.tagline}</span></p>`

const inside = (site: Site) => html`<p class="name"><a href="/">${nameOf(site)}</a></p>`

const navigation = (links: NamedLink[], language: string, here?: string, canonical?: string) =>
  links.length > 0 &&
  html`<nav aria-label="${words(language).frame.sections}"><ul class="plain line">${links.map(
    ({ label, href }) => html`<li><a href="${href}"${current(href, here, canonical)}>${label}</a></li>`,
  )}</ul></nav>`

function current(path: string, here?: string, canonical?: string) {
  if (path === canonical) return html` aria-current="page"`
  return path === here && html` aria-current="true"`
}
