import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import de from '../../public/words/de.json' with { type: 'json' }
import { en } from '../../src/text/words/en.ts'
import { prose, written } from '../../tools/words/packs.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'
import { type Said, vocabulary } from '../support/words.ts'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  article = await paper.publish({ publishedAt: '2026-11-01T10:00:00Z', language: 'en' })
})
afterAll(() => server.close())

const speak = (language: string) => paper.api('PATCH', '/settings', { identity: { language } })
const pageOf = async (path: string) => (await server.fetch(path)).text()

test('another language of the site gives a kept page other words at once, and another ETag', async () => {
  const before = await server.fetch(article.path)
  expect(await before.text()).toContain('>Skip to content<')
  expect((await server.fetch(article.path)).headers.get('Cf-Cache-Status')).toBe('HIT')
  expect((await speak('de-AT')).status).toBe(200)
  const after = await server.fetch(article.path)
  const html = await after.text()
  expect(html).toContain('<html lang="de-AT" dir="ltr">')
  expect(html).toContain('>Zum Inhalt springen<')
  expect(html).toContain('1\u00a0Min. Lesezeit')
  expect(html).not.toContain('Skip to content')
  expect(after.headers.get('ETag')).not.toBe(before.headers.get('ETag'))
  const asked = { headers: { 'If-None-Match': before.headers.get('ETag') ?? '' } }
  expect((await server.fetch(article.path, asked)).status).toBe(200)
  await speak('es')
  expect(await pageOf(article.path)).toContain('>Saltar al contenido<')
})

test('a site in a language that is not among ours has its dates in it, and our words in English, marked as such', async () => {
  await speak('fr')
  const html = await pageOf(article.path)
  expect(html).toContain('<html lang="fr" dir="ltr">')
  expect(html).toContain(' lang="en" dir="ltr">Skip to content<')
  expect(html).toContain('1 novembre 2026')
  await speak('ar')
  const english = /<(\w+)[^>]* lang="en" dir="ltr">/g
  const marked = async (path: string) => [...(await pageOf(path)).matchAll(english)].map(([, name]) => name)
  expect(await pageOf(article.path)).toContain('<html lang="ar" dir="rtl">')
  expect(await marked('/privacy')).toEqual(['a', 'div', 'footer'])
  expect(await marked('/search')).toEqual(['a', 'search', 'footer'])
  expect((await marked(article.path)).slice(-2)).toEqual(['section', 'footer'])
  await speak('es-MX')
  expect(await marked('/privacy')).toEqual([])
})

test('a form is refused in the language of the site, and a program in English', async () => {
  await speak('de')
  const refused = await paper.say(article, { author: '', email: 'carla' })
  expect(refused.status).toBe(422)
  const html = await refused.text()
  expect(html).toContain('Bitte nennen Sie Ihren Namen.')
  expect(html).toContain('Das sieht nicht wie eine E-Mail-Adresse aus.')
  const comment = await paper.comment(article)
  const changed = await paper.api('PATCH', `/comments/${comment.id}`, { body: '' })
  expect(await changed.text()).toContain('Please write a comment.')
})

test('a reader whose name is not asked for is anonymous in the language of the site', async () => {
  await speak('es')
  await paper.api('PATCH', '/settings', { comments: { requireIdentity: false } })
  expect(await paper.comment(article, { author: '', email: '' })).toMatchObject({ author: 'Anónimo' })
})

test('the script of pages has its words from the page, and English ones of its own', async () => {
  const script = await pageOf('/page.js')
  expect(script).toContain(en.form.remember)
  expect(script).toContain(en.frame.theme)
  expect(await pageOf(article.path)).toContain('<script src="/page.js" defer></script>')
  await speak('de')
  expect(await pageOf(article.path)).toContain(`data-remember="${de.form.remember}"`)
  expect(await pageOf('/')).toContain(`<script src="/page.js" defer data-theme="${de.frame.theme}"></script>`)
})

describe('a paper in German', () => {
  const english = [...vocabulary({ ...en, ...prose.en }).values()].flatMap(fixed)
  const german = [...vocabulary({ ...written.de, ...prose.de }).values()].flatMap(fixed)
  // Sentences and phrases wherever they stand; a word alone only where it is all of an element.
  const phrases = english.filter((each) => each.includes(' ') && each.length > 8 && !german.includes(each))
  const single = english.filter((each) => !each.includes(' ') && /^[A-Z]\w{3,}$/.test(each) && !german.includes(each))

  /** What is English in a page of ours. */
  const left = (html: string) => [
    ...phrases.filter((each) => html.includes(each)),
    ...single.filter((each) => html.includes(`>${each}<`) || html.includes(`"${each}"`)),
  ]

  test('has no English on any page, in any form, or in a feed', async () => {
    expect(phrases.length).toBeGreaterThan(150)
    await paper.revise(article, { body: 'Something else.\n\nAt length.' })
    await paper.api('POST', `/articles/${article.id}/corrections`, { text: 'Es waren zwei.' })
    const other = await paper.publish({ headline: 'Zwei', publishedAt: '2026-11-02T10:00:00Z' })
    const gone = await paper.publish({ headline: 'Drei', publishedAt: '2026-11-03T10:00:00Z' })
    await paper.withdraw(gone)
    const said = await paper.decide(await paper.comment(article), 'approved')
    await paper.comment(article, { comment: 'Und noch etwas.', comment_parent: String(said.id) })
    await paper.api('PATCH', '/settings', { identity: { language: 'de', name: 'Der Zöllner' } })
    const waiting = await paper.say(other, { comment: 'Nichts davon.', email: 'b@example.com' })
    const pages = {
      front: '/',
      article: article.path,
      other: other.path,
      reply: `${article.path}?reply-to=${said.id}`,
      own: waiting.headers.get('Location') ?? '',
      section: '/sections/harbour',
      topic: '/topics/ferry',
      author: '/authors/ada-quill',
      year: '/2026',
      month: '/2026/11',
      corrections: '/corrections',
      history: `${article.path}/history`,
      search: '/search',
      found: '/search?q=boats',
      nothing: '/search?q=xyzzy',
      privacy: '/privacy',
      principles: '/principles',
      missing: '/no/such/page',
      withdrawn: gone.path,
      noComments: `${article.path}?comments=999999`,
      atom: '/atom.xml',
      rss: '/feed.xml',
      comments: '/comments.xml',
      articleComments: `${article.path}/comments.xml`,
      markdown: `${article.path}.md`,
    }
    const found: Record<string, string[]> = {}
    for (const [name, path] of Object.entries(pages)) found[name] = left(await pageOf(path))
    const forms = {
      empty: { author: '', email: '', url: 'no', comment: '' },
      preview: { comment: 'So etwa.', act: 'preview' },
      long: { author: 'a'.repeat(99), email: `${'a'.repeat(300)}@example.org`, comment: 'b' },
      lost: { comment_parent: '4711' },
      edit: { own: /waiting=([^#]+)/.exec(waiting.headers.get('Location') ?? '')?.[1] ?? '', act: 'edit' },
    }
    for (const [name, fields] of Object.entries(forms))
      found[name] = left(await (await paper.say(other, fields)).text())
    expect(Object.entries(found).filter(([, each]) => each.length > 0)).toEqual([])
  })
})

/** The parts of a string that are the same whatever its values are. */
function fixed(said: Said): string[] {
  const text = typeof said === 'function' ? said('⟨', '⟨', '⟨') : said
  return text.split(/⟨|\{\w+\}|[[\]…]/).map((each) => each.replace(/^[\s,.:;?“”]+|[\s,.:;?“”]+$/g, ''))
}

test('what an article tells screen readers of its notes and tasks is in its own language', async () => {
  const body = 'Zwei[^1].\n\n- [x] gezählt\n- [ ] bezahlt\n\n[^1]: Oder drei.'
  const html = await pageOf((await paper.publish({ headline: 'Zwei', body, language: 'de-CH' })).path)
  for (const name of ['Fußnoten', 'Zurück zum Verweis 1', 'Erledigt', 'Zu tun'])
    expect(html).toContain(`aria-label="${name}"`)
})
