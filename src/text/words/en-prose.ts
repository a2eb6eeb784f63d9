// In no bundle, as they are long: `npm run words` writes all of these to `public/words`.

/** What is kept and who is told. */
export const privacy = {
  oneDay: 'one day',
  manyDays: '{count} days',
  afterOneDay: 'one day',
  afterManyDays: '{count} days',
  intro: 'What {paper} keeps of its readers, for how long, and who else is told.',
  reading: 'Reading',
  readingText:
    'Reading sets no cookie. The pages come from Cloudflare’s network, which sees your address as every network does.',
  notCounted: 'We count nobody.',
  counted:
    'To list what is read most, we count readings. Of those that last ten seconds your browser reports one in five, chosen by chance, to us alone: without cookie and name, and none if it asks not to be tracked (Do Not Track or Global Privacy Control). So that an address counts once a day, it leaves one of 4,096 marks with the article, made of the address and a key that is thrown away when the day is over. The address is not kept. The mark is kept for a week, and without the key nobody can tell who left it.',
  commenting: 'Commenting',
  publishedAll:
    'Your name, your website if you give one, your comment and its time are published once a moderator has approved it.',
  publishedSome:
    'Your name, your website if you give one, your comment and its time are published, some of it once a moderator has approved it.',
  notEmail: 'Your email address is never published: only moderators see it.',
  kept: 'Your email address, the network address your comment came from and the name of your browser are kept apart from the comment for {days}, to tell spam from conversation, and then deleted.',
  keptReferrer:
    'Your email address, the network address your comment came from, the page you came from and the name of your browser are kept apart from the comment for {days}, to tell spam from conversation, and then deleted.',
  codes:
    'What stays are codes made of the addresses, and of the network around yours, with a secret key, from which they cannot be read, and the name of the cookie.',
  putAway:
    'A comment that was put away is deleted for good: spam after {spam}, one that was removed, by you or by a moderator, after {trash}. Where somebody answered it, an empty place stays, without name and words.',
  cookie:
    'When you post a comment, we set one cookie, […], for a year. It holds a random name and a signature, and tells us that comments came from the same browser. It is read when you post, and at no other time. A filter of ours learns from the words of comments what spam looks like; it keeps words and counts, not who wrote them.',
  remembered:
    'If you let the form remember your name, email and website, they stay in your browser, and are sent with the comments you post only.',
  sent: 'What is sent to others',
  sentNothing: 'Nothing of your comment is sent to others: no spam service, no avatar service, no statistics.',
  akismet: 'To find spam, comments are shown to [Akismet], a service of Automattic. It is told:',
  akismetNot: 'It is not told your email address nor your network address.',
  turnstile:
    'When a comment looks like a program’s work, a check by Cloudflare Turnstile is loaded. It sees your network address and your browser. You may send the comment to a moderator instead.',
  mail: 'Letters go out through Cloudflare’s mail service, which sees whom they go to and what they say.',
  sentNoMore: 'Nobody else is told anything: no avatar service, no statistics.',
  letters:
    'If you ask for mail when somebody answers, your address is kept for that until you end it by the link in each letter, for {most} at most; for {unconfirmed} if you never confirm it. Moderators get mail about comments that wait, with your name, your email address and your comment.',
  data: 'Your data',
  write:
    'To get a copy of your comments, or to have them erased, write to the editors from the address you commented with.',
  ask: 'You can have a copy of your comments, or have them erased. Tell us the address you commented with: we send it a link that is good for a day.',
  askButton: 'Send me a link',
  asked: 'Look into your mail',
  askedText:
    'If comments were written with that address, a letter with a link is on its way. One a day is sent at most, and the link is good for a day.',
  back: 'Back to what we keep',
}

/** The copy of one's comments. */
export const copy = {
  title: 'Your comments',
  nothing: 'Nothing is kept of you here.',
  all: 'All that was written here with your address.',
  ways: '[Download them as JSON], or [erase them].',
  approved: 'published',
  held: 'waiting for a moderator',
  spam: 'taken for spam',
  trash: 'removed',
  keptUntil: 'Your email address, network address and browser are kept with it until […].',
  erase: 'Erase them',
  eraseText:
    'Erasing takes your name, your words and your details out of this site, at once and for good. Where somebody answered, “This comment was removed” stays.',
  eraseButton: 'Erase all of this',
  erased: 'Your comments are erased',
  erasedText: 'Nothing of them, and nothing of you, is kept here any more.',
}

/** By what rules the paper publishes. */
export const principles = {
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
  linksHeld: 'A comment with links, from {links} on, waits for a moderator. What looks like spam is not shown.',
  closing: 'Days until comments close: {days}, unless an article says otherwise.',
  privacy: 'What we keep of it, and who else is told: [Privacy].',
}

/** The pages that letters about answers lead to. The link is the article. */
export const subscription = {
  confirm: 'Mail about answers?',
  confirmWe: 'If you like, we write to you when somebody answers your comment on […].',
  confirmButton: 'Yes, send me mail',
  confirmed: 'You get mail about answers to your comment',
  confirmedWe: 'We write to you when somebody answers your comment on […].',
  endable: 'Each letter has a link that ends it.',
  end: 'No more mail about answers?',
  endWe: 'Now we write to you when somebody answers your comment on […].',
  endButton: 'No more mail',
  ended: 'You get no more mail about answers',
  endedWe: 'We no longer write to you when somebody answers your comment on […].',
  over: 'This subscription has ended',
}
