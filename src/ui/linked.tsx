import { html } from 'hono/html'
import type { Child } from 'hono/jsx'

/** Where a link leads, and its words where they are not the sentence's own. */
type Link = string | { to: string; says: Child }

/** A sentence of ours with a link for each `[…]` in it, in that order: "Mistakes are listed under [Corrections]." */
export const linked = (sentence: string, ...links: Link[]) =>
  html`${sentence.split(/[[\]]/).map((part, i) => (i % 2 === 1 ? anchor(links[i >> 1], part) : part))}`

const anchor = (link: Link | undefined, own: string) => {
  const { to, says } = typeof link === 'object' ? link : { to: link, says: own }
  return html`<a href="${to}">${says}</a>`
}

/** A sentence of ours with something in the place of its `[…]`. */
export const filled = (sentence: string, child: Child) => {
  const [before, after] = sentence.split('[…]')
  return html`${before}${child}${after}`
}
