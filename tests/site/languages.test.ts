import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import de from '../../public/words/de.json' with { type: 'json' }
import { en } from '../../src/text/words/en.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

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

test('a site in a language that is not among ours has its dates in it, and our words in English', async () => {
  await speak('fr')
  const html = await pageOf(article.path)
  expect(html).toContain('<html lang="fr" dir="ltr">')
  expect(html).toContain('>Skip to content<')
  expect(html).toContain('1 novembre 2026')
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
