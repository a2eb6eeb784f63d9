import { akismet } from './en-akismet.ts'
import { away, comments, form, letter, own, refusals } from './en-comments.ts'
import { body, corrections, feed, history, list, problem, search } from './en-pages.ts'

/**
 * Every word of ours that readers see. This is the vocabulary: the other languages have its type, so that a string
 * too few or too many does not compile. `[…]` in a sentence is what becomes a link; see `ui/linked.tsx`.
 */
export const en = {
  frame: {
    skip: 'Skip to content',
    search: 'Search',
    rss: 'RSS feed',
    commentsFeed: 'Comments feed',
    corrections: 'Corrections',
    principles: 'Principles',
    discussed: 'Most discussed',
    read: 'Most read',
    privacy: 'Privacy',
    sections: 'Sections',
    pages: 'Pages',
    /** The choice of light or dark, and what there is to choose. */
    theme: 'Appearance|System|Light|Dark',
  },
  genre: {
    report: 'Report',
    analysis: 'Analysis',
    opinion: 'Opinion',
    review: 'Review',
    satire: 'Satire',
    sponsored: 'Sponsored',
  },
  article: {
    by: 'By ',
    /** Before the last of several authors. */
    and: (_name: string) => ' and ',
    minutes: (count: number) => `${count}\u00a0min\u00a0read`,
    updated: 'Updated',
    corrected: 'Corrected',
    changed: 'What changed: ',
    corrections: (count: number) => (count === 1 ? 'Correction' : 'Corrections'),
    comments: 'Comments',
    sources: 'Sources',
    topics: 'Topics',
    about: (authors: number) => (authors === 1 ? 'About the author' : 'About the authors'),
    moreAbout: (name: string) => `More about ${name}`,
    neighbours: 'Previous and next article',
    previous: 'Previous',
    next: 'Next',
    related: 'Related',
    /** On the button of a video; `{host}` is filled in by public/embed.js. */
    load: 'Load from {host}, which will learn your address',
  },
  list,
  corrections,
  history,
  search,
  problem,
  feed,
  body,
  letter,
  akismet,
  comments,
  form,
  own,
  refusals,
  away,
}

export type Said<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { [K in keyof T]: Said<T[K]> }

export type Words = Said<typeof en>
