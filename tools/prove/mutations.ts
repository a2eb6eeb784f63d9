/** Ways to break freshness, each of one edit; `npm run prove:mutations` shows that the proof notices every one. */
export interface Mutation {
  what: string
  file: string
  from: string
  to: string
}

export const mutations: Mutation[] = [
  {
    what: 'publishing forgets the front page',
    file: 'src/articles/altered.ts',
    from: "    'front',\n",
    to: '',
  },
  {
    what: 'publishing forgets the articles before and after',
    file: 'src/articles/save.ts',
    from: 'found: neighbourTags(before, article)',
    to: 'found: undefined',
  },
  {
    what: 'an article page lacks the tag of its neighbours',
    file: 'src/site/article-view.ts',
    from: '  tag.beside(id),\n',
    to: '',
  },
  {
    what: 'a decision on a comment forgets the feed of all comments',
    file: 'src/comments/thread.ts',
    from: "[tag.comments(articleId), 'comment-feed']",
    to: '[tag.comments(articleId)]',
  },
  {
    what: 'a change of an author forgets to purge',
    file: 'src/articles/desk-write.ts',
    from: "tags: [tag.author(id)], force: 'soft'",
    to: 'tags: []',
  },
  {
    what: 'a correction forgets its article',
    file: 'src/articles/desk-write.ts',
    from: "[tag.article(articleId), 'corrections', 'feeds']",
    to: "['corrections', 'feeds']",
  },
  {
    what: 'settings forget to purge',
    file: 'src/api/settings.ts',
    from: "tags: ['site'], force: 'soft'",
    to: 'tags: []',
  },
  {
    what: 'the front page does not end when the next article appears',
    file: 'src/site/front.tsx',
    from: 'until: next',
    to: 'until: null',
  },
  {
    what: 'an article page does not end when its comments close',
    file: 'src/site/article-view.ts',
    from: 'earliest(neighbour, closing, nextToken,',
    to: 'earliest(neighbour, nextToken,',
  },
  {
    what: 'the ETag of an article leaves out its corrections',
    file: 'src/articles/article.ts',
    from: "    'absent',\n",
    to: "    'absent',\n    'corrections',\n",
  },
  {
    what: 'an edit of one’s own comment forgets to purge',
    file: 'src/comments/own.ts',
    from: "own.state === 'approved' ? threadTags(own.articleId) : []",
    to: '[]',
  },
  {
    what: 'a refused purge counts as done',
    file: 'src/cache/purge.ts',
    from: 'if (error === null) return',
    to: 'if (ids) return',
  },
  {
    what: 'a race is not looked after',
    file: 'src/cache/change.ts',
    from: "  await send(store, 'repeat-failed', () => sendRepeats(store, now))\n",
    to: '',
  },
]
