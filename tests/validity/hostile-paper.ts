import { expect } from 'vitest'
import { genres } from '../../src/db/tables/articles.ts'
import { type Article, openPaper } from '../support/paper.ts'
import type { Server } from '../support/server.ts'

export const ADDRESS = 'https://tide.example'

/** What ends a section of XML early, what XML and HTML forbid, what turns a line round, and what is one letter of many. */
export const WORDS = `]]> <b>&amp;&#0;&#1;&#xfdd0;&#x85;&zzz;&lt </script>--> "q" 'a' \u202e\u2066 \u0001\u001b\u0085 \ufffe\ufdd0 \ud800 👨‍👩‍👧🏴󠁧󠁢󠁳󠁣󠁴󠁿 مرحبا Z\u0323\u0323algo`

const body = `${WORDS}

<b>never closed <script>alert(1)</script> [here](/privacy "${'\u202e'}]]>") [there](#note) <https://other.example/ö?a=1&b=2>

> \`]]>\` and ![a "picture"](/media/0123456789abcdef0123456789abcdef.jpg)[^1]

[^1]: ${WORDS}

| a | b |
|---|--:|
| \`|\` | ${WORDS.slice(0, 20)} |`

// Their names may not turn a line round.
const links = [{ label: `]]> <b>&amp;</script>--> "q" 'a'`, href: 'https://other.example/ä?a=1&b=2' }]

const hero = {
  src: '/pictures/boat.jpg',
  alt: WORDS,
  caption: WORDS,
  credit: WORDS,
  width: 800,
  height: 600,
}

export interface HostilePaper {
  articles: Article[]
  /** The one with comments. */
  discussed: Article
}

/** A paper in which every line is hostile: an article of each genre, one with nothing but a headline, comments. */
export async function openHostilePaper(server: Server): Promise<HostilePaper> {
  const paper = await openPaper(server)
  const say = (what: string, input: object, method = 'POST') => paper.api(method, what, input)
  const identity = { name: `Tide ${WORDS.slice(0, 80)}`, tagline: WORDS, address: ADDRESS }
  const made = [
    await say('/settings', { identity }, 'PATCH'),
    await say('/sections', { slug: 'odd', name: WORDS, description: WORDS, position: 3 }),
    await say('/authors', { slug: 'odd', name: WORDS, role: WORDS, bio: WORDS, url: 'https://other.example/ö', links }),
  ]
  expect(made.map(({ status }) => status)).toEqual([200, 201, 201])
  const lines = {
    headline: WORDS,
    standfirst: WORDS,
    dateline: WORDS.slice(0, 100),
    section: 'odd',
    topics: [WORDS.slice(0, 90)],
  }
  const sources = [{ title: WORDS, url: 'https://other.example/ö', publisher: WORDS, note: WORDS }, { title: WORDS }]
  const articles: Article[] = []
  for (const genre of genres)
    articles.push(await paper.publish({ ...lines, genre, body, hero, sources, authors: ['odd', 'ada-quill'] }))
  const bare = { standfirst: '', dateline: '', body: '', section: null, authors: [], topics: [] }
  articles.push(await paper.publish({ ...bare, headline: '🚢' }))
  articles.push(await paper.publish({ ...bare, headline: 'مرحبا', body: 'مرحبا', language: 'ar', topics: ['ferry'] }))
  const [discussed] = articles
  if (!discussed) throw new Error('Nothing was published')
  for (const text of ['Said once.', body, WORDS, `<blockquote cite="/x">${WORDS}`]) {
    const author = text === WORDS ? WORDS.slice(0, 50) : 'Ada'
    const comment = await paper.comment(discussed, { comment: text, author, url: 'https://other.example/ö' })
    await paper.decide(comment, 'approved')
  }
  expect((await say(`/articles/${discussed.id}/corrections`, { text: WORDS })).status).toBe(201)
  return { articles, discussed }
}

/** Puts into the tables what cleaning would have taken out: an older version's rows, or another tool's. */
export async function soil(server: Server): Promise<void> {
  const { DB } = await server.env()
  const dirty = '\u0001\u001b\ufffe]]>'
  await DB.batch([
    DB.prepare(`update articles set headline = headline || ?1, body_html = body_html || ']]>'`).bind(dirty),
    DB.prepare('update comments set author = author || ?1').bind(dirty),
    DB.prepare('update topics set name = name || ?1').bind(dirty),
  ])
  await server.control('entries', { method: 'DELETE' })
}
