import { html } from 'hono/html'

/** A sentence of ours with a link for each `[…]` in it, in that order: "Mistakes are listed under [Corrections]." */
export const linked = (sentence: string, ...addresses: string[]) =>
  html`${sentence.split(/[[\]]/).map((part, i) => (i % 2 === 1 ? html`<a href="${addresses[i >> 1]}">${part}</a>` : part))}`
