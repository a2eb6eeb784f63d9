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
    more: 'more',
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
    intro: (paper: string) => `By what rules ${paper} publishes.`,
    kinds: 'What kind of article this is',
    kindsIntro: 'Every article says so, beside its headline:',
    report: 'What happened, as far as we could find out. Its author’s opinion is not in it.',
    analysis: 'What it means: a judgement that rests on what is known, by somebody who knows the matter.',
    opinion: 'What its author thinks, and not necessarily the paper.',
    review: 'What a critic thinks of a work, having seen, heard, read or tasted it.',
    satire: 'Made up, to be laughed at. None of it is news.',
    sponsored: 'Paid for by somebody else, and not written by our newsroom.',
    wrong: 'What we got wrong',
    wrongText:
      'A correction stands at its article, with its date, and is listed under [Corrections]. It is not taken away again.',
    changed: 'What we changed',
    changedText:
      'An article that was changed says “Updated”, and its history shows every version that readers saw, and what changed from one to the next. An edit that changes nothing of substance, such as a slip of the pen, is listed there too. An article that was withdrawn leaves a notice at its address.',
    sources: 'What it rests on',
    sourcesText: 'Documents, data and the reports of others that an article rests on are listed at its end.',
    comments: 'What readers say',
    noComments: 'We take no comments at present.',
    identity: 'Whoever comments gives a name and an email address, which is not published.',
    allHeld: 'A moderator reads every comment before it is shown.',
    firstHeld: 'The first comment of a reader we do not know waits for a moderator.',
    linksHeld: (links: number) =>
      `What looks like spam is not shown, and a comment with ${links === 1 ? 'a link' : `${links} links or more`} waits for a moderator.`,
    recorded: 'Each decision of a moderator is written down.',
    closing: (days: number) =>
      `Comments close ${days === 1 ? 'a day' : `${days} days`} after publication, unless an article says otherwise.`,
    privacy: 'What we keep of those who comment, and who else is told, is under [Privacy].',
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
