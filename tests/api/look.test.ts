import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf, refusedFields } from '../support/api.ts'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { jpeg } from '../support/pictures.ts'
import { mp4 } from '../support/recordings.ts'
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
  article = await paper.publish()
})
afterAll(() => server.close())

const dress = (look: unknown) => paper.api('PATCH', '/settings', { look })
const lookOf = async (answer: Response) => (await bodyOf(answer)).look
const html = async (path: string) => (await server.fetch(path)).text()
const styles = (page: string) => [...page.matchAll(/<style>([^<]*)<\/style>/g)].map(([, css = '']) => css)

async function upload(body: BodyInit = jpeg({}), type = 'image/jpeg'): Promise<string> {
  const headers = { Authorization: `Bearer ${paper.token}`, 'Content-Type': type }
  const answer = await server.fetch('/api/media', { method: 'POST', headers, body })
  return String((await bodyOf(answer)).path)
}

describe('the look', () => {
  const none = {
    accent: null,
    shades: null,
    type: 'serif',
    logo: null,
    favicon: null,
    navigation: [],
    footer: { text: '', links: [] },
    social: [],
  }

  test('is ours until editors make it theirs, piece by piece, and again when they take it back', async () => {
    const before = await html(article.path)
    expect(styles(before)).toHaveLength(1)
    expect(await lookOf(await paper.api('GET', '/settings'))).toEqual(none)

    expect(await lookOf(await dress({ accent: '#FF0000' }))).toMatchObject({ accent: '#ff0000', type: 'serif' })
    const both = await lookOf(await dress({ type: 'mixed' }))
    expect(both).toMatchObject({ accent: '#ff0000', shades: { light: expect.any(String) }, type: 'mixed' })
    expect(await lookOf(await paper.api('GET', '/settings'))).toEqual(both)

    expect(await lookOf(await dress({ accent: null, type: 'serif' }))).toEqual(none)
    expect(await html(article.path)).toBe(before)
  })

  test('answers the same ETag to its change as to the next reading', async () => {
    const changed = await dress({ accent: '#123456', social: [{ label: 'Post', href: 'https://post.example/@us' }] })
    const read = await paper.api('GET', '/settings')
    expect(read.headers.get('ETag')).toBe(changed.headers.get('ETag'))
  })

  test('is on every page at once, cached ones too, with the hash of its style in their policy', async () => {
    const paths = ['/', article.path, '/sections/harbour', '/search?q=boats', '/privacy', '/nothing']
    for (const path of paths) await server.fetch(path)
    await dress({ accent: '#ff0000', type: 'sans' })
    const seen = new Set<string>()
    for (const path of [...paths, ...paths]) {
      const answer = await server.fetch(path)
      const [, own = ''] = styles(await answer.text())
      expect(own, path).toContain('--accent:light-dark(')
      const hash = createHash('sha256').update(own).digest('base64')
      expect(answer.headers.get('Content-Security-Policy'), path).toContain(`'sha256-${hash}'`)
      seen.add(`${edgeStatus(answer)}`)
    }
    expect(seen).toContain('HIT')
  })

  test('changes the ETag of a page, or a feed, when it changes its bytes, and else not', async () => {
    const see = async (path: string) => {
      const answer = await server.fetch(`/__edge/render${path}`)
      return { etag: answer.headers.get('ETag'), text: await answer.text() }
    }
    const seeAll = () => Promise.all([article.path, '/', '/feed.json'].map(see))
    const acts = [
      { type: 'mixed', accent: '#123456' },
      { accent: '#123456', type: 'mixed' },
      { accent: null, type: 'serif', navigation: [] },
      { footer: { text: 'Since 1871' } },
      { favicon: await upload() },
      { footer: {}, favicon: null },
    ]
    let before = await seeAll()
    for (const act of acts) {
      await dress(act)
      const after = await seeAll()
      const same = after.map(({ text }, i) => text === before[i]?.text)
      expect(after.map(({ etag }, i) => etag === before[i]?.etag)).toEqual(same)
      before = after
    }
  })

  test('has a policy on a 304 that is the one of its page', async () => {
    await dress({ accent: '#ff0000' })
    const page = await server.fetch(`/__edge/render${article.path}`)
    const headers = { 'If-None-Match': page.headers.get('ETag') ?? '' }
    const again = await server.fetch(`/__edge/render${article.path}`, { headers })
    expect(again.status).toBe(304)
    expect(again.headers.get('Content-Security-Policy')).toBe(page.headers.get('Content-Security-Policy'))
  })

  test('leads where editors say, in place of the sections', async () => {
    const navigation = [
      { label: 'Boats & Co', href: '/sections/harbour' },
      { label: 'Shop', href: 'https://shop.example/?a=1&b=2' },
    ]
    await dress({ navigation })
    const page = await html('/sections/harbour')
    expect(page).toContain('<a href="/sections/harbour" aria-current="page">Boats &amp; Co</a>')
    expect(page).toContain('<a href="https://shop.example/?a=1&amp;b=2">Shop</a>')
    expect(page.slice(0, page.indexOf('</header>'))).not.toContain('Town Hall')
    await dress({ navigation: [] })
    expect(await html('/')).toContain('Town Hall')
  })

  test('ends with a line, links and the paper’s other pages, of which machines are told', async () => {
    await dress({
      footer: { text: 'Printed on <nothing>.', links: [{ label: 'Contact', href: '/2026/11/contact' }] },
      social: [{ label: 'Mastodon', href: 'https://social.example/@paper' }],
    })
    const page = await html(article.path)
    const foot = page.slice(page.indexOf('<footer'))
    expect(foot).toContain('Printed on &lt;nothing&gt;.')
    expect(foot).toContain('<a href="/2026/11/contact">Contact</a>')
    expect(foot).toContain('<a rel="me" href="https://social.example/@paper">Mastodon</a>')
    expect(page).toContain('"sameAs":["https://social.example/@paper"]')
  })

  test('has a logo that keeps its room and says the name, and an icon, in feeds too', async () => {
    const path = await upload()
    expect(await lookOf(await dress({ logo: path, favicon: path }))).toMatchObject({ logo: path, favicon: path })
    const front = await html('/')
    expect(front).toMatch(
      new RegExp(`<h1 class="name"><img src="${path}" alt="Dateline" width="\\d+" height="\\d+"/></h1>`),
    )
    expect(front).toContain(`<link rel="icon" href="${path}"/>`)
    expect(front).not.toContain('favicon.svg')
    const url = `http://localhost:8787${path}`
    expect(await html(article.path)).toContain(`"url":"${url}"}`)
    expect(await html('/feed.xml')).toContain(`<image><url>${url}</url>`)
    expect(await html('/atom.xml')).toContain(`<icon>${url}</icon>\n<logo>${url}</logo>`)
    expect(JSON.parse(await html('/feed.json'))).toMatchObject({ icon: url, favicon: url })
    expect(await html('/opensearch.xml')).toContain(`<Image>${url}</Image>`)
  })

  test('is refused where it could not be shown, or would harm', async () => {
    const links = (href: string) => [{ label: 'x', href }]
    const cases: [object, string][] = [
      [{ accent: 'red' }, 'look.accent'],
      [{ accent: '#fff' }, 'look.accent'],
      [{ accent: '#ff0000}body{display:none' }, 'look.accent'],
      [{ accent: '#ff0000\n' }, 'look.accent'],
      [{ type: 'Comic Sans' }, 'look.type'],
      [{ type: 'constructor' }, 'look.type'],
      [{ logo: 'https://elsewhere.example/logo.png' }, 'look.logo'],
      [{ logo: '/media/../x.png' }, 'look.logo'],
      [{ logo: `/media/${'0'.repeat(32)}.png` }, 'look.logo'],
      [{ favicon: `/media/${'0'.repeat(32)}.png` }, 'look.favicon'],
      [{ favicon: 'data:image/svg+xml,<svg onload=alert(1)>' }, 'look.favicon'],
      [{ navigation: links('javascript:alert(1)') }, 'look.navigation.0.href'],
      [{ navigation: links('JAVASCRIPT:alert(1)') }, 'look.navigation.0.href'],
      [{ navigation: links('//evil.example') }, 'look.navigation.0.href'],
      [{ navigation: links('/\\evil.example') }, 'look.navigation.0.href'],
      [{ navigation: links('/\t/evil.example') }, 'look.navigation.0.href'],
      [{ navigation: links('http://plain.example') }, 'look.navigation.0.href'],
      [{ navigation: links('https://bank.example@evil.example/') }, 'look.navigation.0.href'],
      [{ navigation: links('https://:bank.example@evil.example/') }, 'look.navigation.0.href'],
      [{ navigation: links('https://') }, 'look.navigation.0.href'],
      [{ navigation: links('/x"onclick="alert(1)') }, 'look.navigation.0.href'],
      [{ navigation: links('/\u202egpj.exe') }, 'look.navigation.0.href'],
      [{ navigation: [{ label: ' ', href: '/' }] }, 'look.navigation.0.label'],
      [{ navigation: [{ label: 'moc\u202e.knab', href: '/' }] }, 'look.navigation.0.label'],
      [{ social: [{ label: '\u2066x', href: 'https://a.example/' }] }, 'look.social.0.label'],
      [{ navigation: [{ label: 'x'.repeat(61), href: '/' }] }, 'look.navigation.0.label'],
      [{ navigation: Array.from({ length: 13 }, () => ({ label: 'x', href: '/' })) }, 'look.navigation'],
      [{ footer: { text: 'x'.repeat(301) } }, 'look.footer.text'],
      [{ footer: { links: links('data:text/html,x') } }, 'look.footer.links.0.href'],
      [{ footer: { html: '<b>' } }, 'look.footer.html'],
      [{ social: links('/about') }, 'look.social.0.href'],
      [{ social: links('mailto:us@paper.example') }, 'look.social.0.href'],
      [{ css: 'body{}' }, 'look.css'],
      [[], 'look'],
      [{ footer: [] }, 'look.footer'],
    ]
    for (const [look, field] of cases) expect(await refusedFields(await dress(look))).toEqual([field])
    expect(await lookOf(await paper.api('GET', '/settings'))).toEqual(none)
  })

  test('has no film in the place of a picture', async () => {
    const film = await upload(mp4(), 'video/mp4')
    expect(film).toMatch(/\.mp4$/)
    expect(await refusedFields(await dress({ logo: film, favicon: film }))).toEqual(['look.logo', 'look.favicon'])
    expect(await lookOf(await paper.api('GET', '/settings'))).toEqual(none)
  })

  test('takes labels as text and nothing more', async () => {
    const label = '</a><script>alert(1)</script>'
    await dress({
      navigation: [{ label, href: '/' }],
      footer: { text: label },
      social: [{ label, href: 'https://a.example/' }],
    })
    expect(await html(article.path)).not.toContain('<script>alert')
  })
})
