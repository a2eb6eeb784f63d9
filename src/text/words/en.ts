import { away, comments, form, own, refusals, subscription } from './en-comments.ts'

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
  principles: {
    title: 'Publishing principles',
    kinds: 'Every article says what it is',
    report: 'what happened, as far as we could find out',
    analysis: 'what it means, judged by what is known',
    opinion: 'what its author thinks, and not necessarily the paper',
    review: 'what a critic thinks of a work',
    satire: 'made up, to be laughed at',
    sponsored: 'paid for by others, and not written by our newsroom',
    corrected: 'What we got wrong is put right at the article, with the date, and listed under [Corrections] for good.',
    changed: '“Updated” leads to what changed: every version that readers saw. A withdrawn article leaves a notice.',
    sources: 'What an article rests on is listed at its end.',
    noComments: 'We take no comments at present.',
    identity: 'A comment needs a name and an email address, which is not published.',
    allHeld: 'A moderator reads every comment first.',
    firstHeld: 'The first comment of somebody we do not know waits for a moderator.',
    linksHeld: (links: number) =>
      `A comment with links, from ${links} on, waits for a moderator. What looks like spam is not shown.`,
    closing: (days: number) => `Days until comments close: ${days}, unless an article says otherwise.`,
    privacy: 'What we keep of it, and who else is told: [Privacy].',
  },
  problem: {
    front: 'Go to the front page',
  },
  comments,
  form,
  own,
  refusals,
  away,
  subscription,
}

type Said<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { [K in keyof T]: Said<T[K]> }

export type Words = Said<typeof en>
