/** Lists of articles. */
export const list = {
  nothing: 'Nothing has been published yet.',
  nothingHere: 'Nothing has been published here yet.',
  everythingFrom: (year: number) => `Everything from ${year}`,
  newest: 'Newest articles',
  older: 'Older articles',
}

export const corrections = {
  intro: 'When we get something wrong, we say so here and at the article, and leave it there.',
  none: 'There is nothing to correct yet.',
  newest: 'Newest corrections',
  older: 'Older corrections',
}

/** How an article changed. */
export const history = {
  titleOf: (headline: string) => `How it changed: ${headline}`,
  title: 'How this article changed',
  intro: 'Every version that readers saw. Mistakes are also listed under [Corrections].',
  newest: 'Newest changes',
  earlier: 'Earlier changes',
  first: 'First published',
  changed: 'Changed',
  small: 'A small edit',
  headline: 'Headline',
  byline: 'Byline',
  genre: 'Kind of article',
  standfirst: 'Standfirst',
  dateline: 'Dateline',
  picture: 'Picture',
  text: 'Text',
}

export const search = {
  title: 'Search',
  titleOf: (query: string) => `Search: ${query}`,
  of: (paper: string) => `Search ${paper}`,
  narrow: 'Narrow by section, author or date',
  section: 'Section',
  all: 'All',
  author: 'Author',
  from: 'From',
  to: 'To',
  noWord: 'There is no word in this to search for.',
  help: 'All words must occur. "Quotes" keep words together; -word leaves out.',
  nothing: 'Nothing was found.',
  nothingMore: 'There is nothing more.',
  many: (below: number, most: number) => `More than ${below} articles: the newest ${most} of them, best first.`,
  found: (count: number) => (count === 1 ? '1 article' : `${count} articles, best first`),
  meant: 'Did you mean […]?',
  best: 'Best matches',
  more: 'More matches',
}

/** What stands in the place of a page. */
export const problem = {
  front: 'Go to the front page',
  nothing: 'There is nothing at this address',
  withdrawn: 'This article has been withdrawn',
  takenBack: 'It was published here, and we have taken it back.',
  page: 'There is no such page',
  commentsPage: 'There is no such page of comments',
  historyPage: 'There is no such page of the history',
  nothingThen: 'Nothing was published then',
  file: 'There is no such file',
  oldLink: 'This link is too old',
  askAgain: 'Ask for another one, or write to us.',
  form: 'This form cannot be read',
  notAForm: 'A comment is sent as a form',
  long: 'Your comment is too long',
  longDetail: (megabytes: number) =>
    `A form may be ${megabytes} MB, in which an emoji can count for 75 bytes. Your browser still has what you typed: go back.`,
  searches: 'Too many searches in a minute',
  minute: 'Please wait a minute',
  editors: 'Please write to the editors',
  unchangeable: 'This comment can no longer be changed',
  elsewhere: 'This form was sent from another site',
  request: 'This request cannot be understood',
  large: 'Too large',
  method: 'This address does not take that method',
  conflict: 'Somebody else changed this at the same moment',
  look: 'Look again, and repeat.',
  readOnly: 'Nothing can be changed just now',
  ours: 'Something went wrong on our side',
  unready: 'This paper is not set up yet',
  noComments: 'This paper cannot take comments yet',
  unreachable: 'The database cannot be reached',
  again: 'Please try again in a minute.',
  copy: (from: string, age: string) =>
    `Our database cannot be reached just now. You are reading a copy of this page from ${from}, ${age} old. Comments are still taken, and will appear later.`,
}

/** Feeds, and an article as Markdown. */
export const feed = {
  comments: (paper: string) => `Comments – ${paper}`,
  commentsOn: (headline: string) => `Comments on “${headline}”`,
  said: (name: string, headline: string) => `${name} on “${headline}”`,
  correction: (day: string) => `Correction, ${day}:`,
}

/** What screen readers are told in an article; written into it when it is saved. */
export const body = {
  footnotes: 'Footnotes',
  backTo: (reference: string) => `Back to reference ${reference}`,
  table: 'Table',
  done: 'Done',
  toDo: 'To do',
}
