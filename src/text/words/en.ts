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
    privacy: 'Privacy',
    sections: 'Sections',
    pages: 'Pages',
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
    corrections: (count: number) => (count === 1 ? 'Correction' : 'Corrections'),
    comments: 'Comments',
    sources: 'Sources',
    topics: 'Topics',
    about: (authors: number) => (authors === 1 ? 'About the author' : 'About the authors'),
    more: 'more',
    moreAbout: (name: string) => `More about ${name}`,
    neighbours: 'Previous and next article',
    previous: 'Previous',
    next: 'Next',
    related: 'Related',
  },
}

type Said<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { [K in keyof T]: Said<T[K]> }

export type Words = Said<typeof en>
