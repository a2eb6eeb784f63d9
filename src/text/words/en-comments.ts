/** What is said around an article's comments. */
export const comments = {
  count: (count: number) => (count === 0 ? 'No comments yet' : count === 1 ? '1 Comment' : `${count} Comments`),
  earlier: 'Earlier comments',
  later: 'Later comments',
  inReplyTo: (name: string) => `in reply to ${name}`,
  author: 'Author',
  staff: 'Staff',
  reply: 'Reply',
  replyTo: (name: string) => `Reply to ${name}`,
  removed: 'This comment was removed.',
  closed: 'Comments are closed',
  /** Their name where the paper asks for none. */
  anonymous: 'Anonymous',
  notSent: 'Not sent yet',
  copyIt: 'What you wrote has not been sent. Here it is, for you to copy:',
  yours: 'Your comment',
}

/** The form for a comment. */
export const form = {
  leave: 'Leave a reply',
  leaveTo: (name: string) => `Leave a reply to ${name}`,
  cancel: 'Cancel reply',
  name: 'Name',
  email: 'Email',
  emailHint: 'Your email address will not be published.',
  website: 'Website (optional)',
  comment: 'Comment',
  allowed: 'You may use these HTML tags and attributes:',
  mail: 'Email me when somebody answers',
  remember: 'Save my name, email and website in this browser',
  trap: 'Leave this empty',
  post: 'Post comment',
  preview: 'Preview',
  spam: 'To keep out spam, comments pass a filter, and some wait for a moderator. [What is kept of your comment, and what is sent where].',
  wouldBe: 'This is how your comment will look. It has not been sent yet.',
  refused: 'Your comment has not been sent. Nothing you typed is lost:',
  odd: 'One more thing: something about this comment looked like a program’s work.',
  noScript: 'Without scripts there is another way:',
  hold: 'Send it to a moderator instead',
}

/** One's own comment, at its signed address. */
export const own = {
  published: 'Your comment is published.',
  waiting: 'Your comment is awaiting moderation. Only you can see it, at this address.',
  changeable: 'You can change it for a quarter of an hour, until somebody answers.',
  edit: 'Edit',
  delete: 'Delete',
  save: 'Save',
  editing: 'Edit your comment',
  stays: 'Your comment stays as it is',
}

/** Why a comment is not taken. */
export const refusals = {
  longName: (most: number) => `Your name may have ${most} characters at most.`,
  noName: 'Please tell us your name.',
  noEmail: 'Please give your email address. It will not be published.',
  longEmail: 'This email address is too long.',
  notEmail: 'This does not look like an email address.',
  longUrl: 'This address is too long.',
  notUrl: 'This does not look like a web address.',
  longComment: (most: number) => `A comment may have ${most} characters at most.`,
  manyParts: (most: number) =>
    `A comment may have ${most} characters at most; an emoji or accent made of several counts for each.`,
  noComment: 'Please write a comment.',
  noParent: 'The comment you reply to is not known.',
  lostParent: 'The comment you reply to is no longer there. Sent again, yours will stand by itself.',
  closedMeanwhile: 'Comments were closed while you wrote.',
  filtered: 'Our filter does not let this comment through.',
  tooMuch: 'That was a lot in one minute. Please wait a little.',
  tooLate: (minutes: number) =>
    `A comment can be changed for ${minutes} minutes, until somebody answers or a moderator puts it away.`,
  tooOften: (times: number) => `You have changed this comment ${times} times, which is as often as it can be.`,
}

/** What stands in the article's place while the database is away. */
export const away = {
  received: 'Received',
  safe: 'Your comment was received',
  safely:
    'Our database cannot be reached just now. Your comment is kept safe, and will appear after the site recovers, or when a moderator has seen it. There is no need to send it again.',
  back: 'Back to the article',
  notSent: 'Your comment is not sent yet',
  unreachable: 'Our database cannot be reached just now.',
  closed: 'Comments are closed just now.',
  tooMuch: 'That was a lot of comments in a minute.',
  stays: 'What you typed is below; please send it again later.',
}

/** Letters to readers. */
export const letter = {
  confirm: (headline: string) => `Mail about answers on “${headline}”?`,
  confirmText: (headline: string, link: string) =>
    `Somebody, we hope you, left a comment with this address on “${headline}”\n\n${link}\nand asked for mail when it is answered. If that is right, follow this link within a week:`,
  ifNot: 'If not, do nothing: you will hear no more of it.',
  answer: (headline: string) => `An answer to your comment on “${headline}”`,
  answered: (name: string, headline: string) => `${name} answered your comment on “${headline}”:`,
  noMore: 'You asked for this letter. No more of them:',
  copy: (paper: string) => `Your comments at ${paper}`,
  copyText: (paper: string) =>
    `Somebody, we hope you, asked what ${paper} keeps of comments written with this address.\n\nThis link leads to a copy of them, and to a button that erases them. It is good for a day.`,
  notAsked: 'If you did not ask, do nothing.',
}
