import { html } from 'hono/html'
import { sectionPath } from '../articles/address.ts'
import type { Site } from '../settings/site.ts'
import type { NamedLink } from '../text/named-links.ts'

/** The paper's name, or its logo that says it. */
export const nameOf = ({ name, look: { logo } }: Site) =>
  logo ? html`<img src="${logo.src}" alt="${name}" width="${logo.width}" height="${logo.height}"/>` : name

/** Where the masthead leads: where editors say, else to the sections. */
export const navigationOf = ({ look: { navigation }, sections }: Site): NamedLink[] =>
  navigation.length > 0 ? navigation : sections.map(({ slug, name }) => ({ label: name, href: sectionPath(slug) }))

/** Links of the editors' own, as entries of the footer's list. */
export const footerLinks = ({ look: { footer } }: Site) =>
  footer.links.map(({ label, href }) => html`<li><a href="${href}">${label}</a></li>\n`)

/** What stands below that list: the paper's pages elsewhere, and a line. */
export const footerEnd = ({ look: { social, footer } }: Site) =>
  html`${pagesElsewhere(social)}${footer.text && html`<p class="meta">${footer.text}</p>`}`

/** Pages of the paper's, or of an author's, at other places. */
export const pagesElsewhere = (links: NamedLink[]) =>
  links.length > 0 &&
  html`<ul class="plain line">${links.map(({ label, href }) => html`<li><a rel="me" href="${href}">${label}</a></li>`)}</ul>`
