import { html } from 'hono/html'

/** Where a link leads, and its words where they are not the sentence's own. */
type Link = string | { to: string; says: string }

/** A sentence of ours with a link for each `[…]` in it, in that order: "Mistakes are listed under [Corrections]." */
export const linked = (sentence: string, ...links: Link[]) =>
  html`${sentence.split(/[[\]]/).map((part, i) => (i % 2 === 1 ? anchor(links[i >> 1], part) : part))}`

const anchor = (link: Link | undefined, own: string) => {
  const { to, says } = typeof link === 'object' ? link : { to: link, says: own }
  return html`<a href="${to}">${says}</a>`
}
