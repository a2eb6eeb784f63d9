/** Ways to break freshness, each of one edit; `npm run prove:mutations` shows that the proof notices every one. */
export interface Mutation {
  what: string
  file: string
  from: string
  to: string
  /** A test of its own, for what random stories may miss. */
  test?: string
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
    from: 'found: both(neighbourTags(before, article), related.found)',
    to: 'found: related.found',
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
    from: "tags: [tag.author(id), 'search', 'sitemap'], force: 'soft'",
    to: 'tags: []',
  },
  {
    what: 'a correction forgets its article',
    file: 'src/articles/desk-write.ts',
    from: "[tag.article(articleId), 'corrections', 'feeds', 'sitemap']",
    to: "['corrections', 'feeds', 'sitemap']",
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
    from: "    'related_returns',\n",
    to: "    'related_returns',\n    'corrections',\n",
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
    from: 'if (error !== null) return',
    to: 'if (false) return',
    test: 'tests/freshness/outbox.test.ts',
  },
  {
    what: 'a race is not looked after',
    file: 'src/cache/repeat.ts',
    from: 'return and(isNotNull(purges.doneAt)',
    to: 'return and(sql`0`, isNotNull(purges.doneAt)',
    test: 'tests/freshness/race.test.ts',
  },
  {
    what: 'a race is looked after softly where the old version must go',
    file: 'src/cache/repeat.ts',
    from: 'await ask(store.edge, { force, tags',
    to: "await ask(store.edge, { force: 'soft', tags",
    test: 'tests/freshness/race.test.ts',
  },
  {
    what: 'a write leaves its purge to the clock',
    file: 'src/cache/change.ts',
    from: 'await purgePending(store, now)',
    to: 'await Promise.resolve({ doneAt: null, pending: [] })',
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
    what: 'an article that moves forgets the lists that it joins',
    file: 'src/articles/altered.ts',
    from: '...listTags(before), ...listTags(after),',
    to: '...listTags(before),',
  },
  {
    what: 'a withdrawal is no change of lists',
    file: 'src/articles/altered.ts',
    from: '({ listedAt, section, authors, topics })',
    to: '({ section, authors, topics })',
  },
  {
    what: 'a section forgets the pages that name it',
    file: 'src/articles/desk-write.ts',
    from: "tags: ['site'], force: 'soft', statements: [changed, ...moved]",
    to: "tags: [tag.section(id)], force: 'soft', statements: [changed, ...moved]",
  },
  {
    what: 'a section’s list does not end when the next article appears',
    file: 'src/site/lists.tsx',
    from: 'until: next, state: [before',
    to: 'until: null, state: [before',
  },
  {
    what: 'the edge keeps a page past its end by a minute',
    file: 'src/http/edge.ts',
    from: 'Math.floor((until.getTime() - now.getTime()) / 1000)',
    to: 'Math.floor((until.getTime() - now.getTime()) / 1000 + 60)',
  },
  {
    what: 'a 404 may be kept',
    file: 'src/http/open.ts',
    from: "if (!c.res.headers.has('Cache-Control')) ",
    to: "if (!c.res.headers.has('Cache-Control') && c.res.status !== 404) ",
  },
  {
    what: 'a redirect may be kept',
    file: 'src/http/open.ts',
    from: "if (!c.res.headers.has('Cache-Control')) ",
    to: "if (!c.res.headers.has('Cache-Control') && c.res.status !== 301) ",
  },
  {
    what: 'switches forget to have pages made anew',
    file: 'src/settings/switches.ts',
    from: "await ask(edge, { force: 'soft', tags: ['site'] })",
    to: 'await null',
  },
  {
    what: 'the banner is in the page and not in its ETag',
    file: 'src/http/edge.ts',
    from: ", c.get('switches').banner]",
    to: ']',
  },
  {
    what: 'a purge that was merged into another’s call counts as done before it',
    file: 'src/cache/purge.ts',
    from: '...pending.flatMap((row) => row.tags)',
    to: '...pending.slice(0, 1).flatMap((row) => row.tags)',
  },
  {
    what: 'what the clock takes from the spool forgets its thread',
    file: 'src/cron/spool-take.ts',
    from: '{ tags, now: new Date(), answer }',
    to: '{ tags: [], now: new Date(), answer }',
    test: 'tests/survival/comments.test.ts',
  },
  {
    what: 'an article page lacks the tags of related ones',
    file: 'src/site/article-view.ts',
    from: '[previous, next, ...related]',
    to: '[previous, next]',
  },
  {
    what: 'an article that comes back forgets the pages that lead to it',
    file: 'src/articles/related.ts',
    from: 'isListedAnew ? leadingHere(id) : undefined',
    to: 'undefined',
    test: 'tests/site/related.test.ts',
  },
  {
    what: 'an article page does not end when a related one comes back',
    file: 'src/site/article-view.ts',
    from: 'nextToken, article.relatedReturnsAt)',
    to: 'nextToken)',
  },
  {
    what: 'an article that comes back forgets the feed of all comments',
    file: 'src/articles/altered.ts',
    from: "['corrections', 'comment-feed']",
    to: "['corrections']",
    test: 'tests/freshness/comment-feed.test.ts',
  },
  {
    what: 'the feed of all comments does not end when an article appears',
    file: 'src/feeds/comments.ts',
    from: 'until: next,',
    to: 'until: null,',
    test: 'tests/freshness/comment-feed.test.ts',
  },
  {
    what: 'another order of the most read forgets the front page',
    file: 'src/cron/ranked.ts',
    from: "tags: ['front'], force: 'soft'",
    to: 'tags: []',
    test: 'tests/site/ranked.test.ts',
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
