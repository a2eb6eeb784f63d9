import type { Mutation } from './mutation.ts'

/** Writes about comments that forget who shows them. */
export const commentMutations: Mutation[] = [
  {
    what: 'a decision on a comment forgets the feed of all comments',
    file: 'src/comments/thread.ts',
    from: "[tag.comments(articleId), 'comment-feed']",
    to: '[tag.comments(articleId)]',
  },
  {
    what: 'an edit of one’s own comment forgets to purge',
    file: 'src/comments/own.ts',
    from: "own.state === 'approved' ? threadTags(own.articleId) : []",
    to: '[]',
  },
  {
    what: 'deciding on many comments forgets the articles',
    file: 'src/comments/moderate.ts',
    from: 'tags: made.flatMap(tagsOf)',
    to: 'tags: made.length > 1 ? [] : made.flatMap(tagsOf)',
  },
  {
    what: 'a moderator’s words forget the thread',
    file: 'src/comments/moderate.ts',
    from: 'isSeen({ from: of.state, to }) || (isShown && words)',
    to: 'isSeen({ from: of.state, to })',
  },
  {
    what: 'erasure forgets the threads',
    file: 'src/comments/erasure.ts',
    from: '[...ids].flatMap(threadTags)',
    to: '[]',
    test: 'tests/journeys/privacy.test.ts',
  },
  {
    what: 'a comment by the paper forgets its thread',
    file: 'src/comments/staff.ts',
    from: 'tags: threadTags(articleId)',
    to: 'tags: []',
  },
  {
    what: 'a comment that needs no decision forgets its thread',
    file: 'src/comments/comment.ts',
    from: 'tags: shown ? threadTags(articleId) : []',
    to: 'tags: []',
  },
  {
    what: 'what the clock takes from the spool forgets its thread',
    file: 'src/cron/spool-take.ts',
    from: '{ tags, now: new Date(), answer }',
    to: '{ tags: [], now: new Date(), answer }',
    test: 'tests/survival/comments.test.ts',
  },
  {
    what: 'the feed of all comments does not end when an article appears',
    file: 'src/feeds/comments.ts',
    from: 'until: next,',
    to: 'until: null,',
    test: 'tests/freshness/comment-feed.test.ts',
  },
  {
    what: 'a decision by a link in a letter forgets to purge',
    file: 'src/site/moderate.tsx',
    from: 'await change(store, { tags, now }',
    to: 'await change(store, { tags: [], now }',
  },
  {
    what: 'writers who erase what they wrote forget the threads',
    file: 'src/site/privacy-copy.tsx',
    from: 'await change(store, { tags, now }',
    to: 'await change(store, { tags: [], now }',
  },
]
