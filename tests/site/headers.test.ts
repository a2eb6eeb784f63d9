import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
  paper = await openPaper(server)
  article = await paper.publish()
})
afterAll(() => server.close())

const stylesOf = (html: string) => [...html.matchAll(/<style>([^<]*)<\/style>/g)].map(([, css = '']) => css)
const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

describe('every answer', () => {
  test('carries the security headers, whatever it is', async () => {
    const paths = [
      '/',
      article.path,
      '/nothing',
      '/feed.xml',
      '/healthz',
      '/api/articles',
      '/api/openapi.json',
      '/sections/none',
      '/media/00000000000000000000000000000000.png',
    ]
    for (const path of paths) {
      const { headers } = await server.fetch(path)
      expect(headers.get('Content-Security-Policy'), path).toMatch(/^default-src 'none'/)
      expect(headers.get('Content-Security-Policy'), path).not.toContain('unsafe-inline')
      expect(headers.get('X-Content-Type-Options'), path).toBe('nosniff')
      expect(headers.get('Referrer-Policy'), path).toBe('strict-origin-when-cross-origin')
      expect(headers.get('X-Frame-Options'), path).toBe('DENY')
    }
  })

  test('allows the styles that it carries, and a page carries those of its kind', async () => {
    const sizes = new Map<string, number>()
    for (const path of ['/', article.path, '/privacy', '/nothing']) {
      const answer = await server.fetch(path)
      const [style = '', ...others] = stylesOf(await answer.text())
      expect(others, path).toEqual([])
      expect(answer.headers.get('Content-Security-Policy'), path).toContain(`'${hashOf(style)}'`)
      sizes.set(path, style.length)
    }
    expect(sizes.get('/')).toBeLessThan((sizes.get('/privacy') ?? 0) * 0.75)
    expect(sizes.get(article.path)).toBeLessThan((sizes.get('/privacy') ?? 0) * 0.8)
  })

  test('is no-store unless its handler keeps it: errors, forms, programs, redirects', async () => {
    const token = { Authorization: `Bearer ${paper.token}` }
    await server.control('entries', { method: 'DELETE' })
    const asks: [string, RequestInit?][] = [
      ['/nothing'],
      ['/2026/11/nothing'],
      ['/sections/none'],
      ['/sections/harbour?before=nonsense'],
      ['/healthz'],
      ['/api/articles'],
      ['/api/articles', { headers: token }],
      [`/api/articles/${article.id}`, { headers: token }],
      ['/api/nothing'],
      [`${article.path}?utm_source=x`],
      [`${article.path}?waiting=1.x`],
      [`${article.path}?comments=nonsense`],
      [`${article.path}/comments`],
      [`${article.path}/comments`, { method: 'POST', body: new URLSearchParams({}) }],
      ['/', { method: 'POST' }],
      [`${article.path}/`],
    ]
    for (const [path, init] of asks) {
      const answer = await server.fetch(path, init)
      expect(answer.headers.get('Cache-Control'), path).toBe('no-store')
      expect(edgeStatus(answer), path).toBe('BYPASS')
      expect(answer.headers.get('Set-Cookie'), path).toBeNull()
    }
    const { entries } = await server.control<{ entries: { address: string }[] }>('entries')
    expect(entries).toEqual([])
  })

  test('to a reader is the same whatever headers came with the request', async () => {
    await server.control('entries', { method: 'DELETE' })
    const odd = {
      'X-Forwarded-Host': 'canary.example',
      'X-Forwarded-Proto': 'gopher',
      'X-Original-URL': '/canary',
      Cookie: 'canary=1',
      'Accept-Language': 'xx',
      'User-Agent': 'canary',
      Accept: 'application/json',
    }
    for (const path of ['/', article.path, '/feed.xml']) {
      const poisoned = await (await server.fetch(path, { headers: odd })).text()
      const clean = await (await server.fetch(path)).text()
      expect(poisoned).not.toContain('canary')
      expect(clean).toBe(poisoned)
    }
  })

  test('uses the address of the settings, not of the request', async () => {
    await paper.api('PATCH', '/settings', { identity: { address: 'https://tide.example' } })
    const html = await (await server.fetch(article.path)).text()
    expect(html).toContain(`<link rel="canonical" href="https://tide.example${article.path}"/>`)
    expect(await (await server.fetch('/feed.xml')).text()).toContain(`https://tide.example${article.path}`)
  })
})

describe('an address with a slash too many', () => {
  test('leads to the one without', async () => {
    const answer = await server.fetch(`${article.path}/`)
    expect(answer.status).toBe(301)
    expect(answer.headers.get('Location')).toBe(article.path)
  })

  test('never leads to another site', async () => {
    const sly = ['//evil.example/', '/\\evil.example/', '//evil.example//', '/%2F/evil.example/', '/%5Cevil.example/']
    for (const path of [
      ...sly,
      '/%5c%5cevil.example/a/',
      '/%09/evil.example/',
      '/%0a//evil.example/',
      '/%0d%0aX: y/',
    ]) {
      const answer = await fetch(server.url.origin + path, { redirect: 'manual' })
      expect(answer.status, path).toBeLessThan(500)
      const location = answer.headers.get('Location')
      if (location) expect(new URL(location, server.url).origin, path).toBe(server.url.origin)
    }
  })

  test('is led on whatever letters it has, and none breaks the answer', async () => {
    for (const [path, way] of [
      ['/%c3%a9/', '/%c3%a9'],
      ['/a%0ab/', '/a%0ab'],
      ['/%00/', '/%00'],
    ]) {
      const answer = await fetch(server.url.origin + path, { redirect: 'manual' })
      expect([answer.status, answer.headers.get('Location')]).toEqual([301, way])
      expect((await fetch(server.url.origin + way, { redirect: 'manual' })).status).toBe(404)
    }
  })
})

describe('a page of a list', () => {
  test('leads on to the next, with no article twice and none left out', async () => {
    for (let i = 0; i < 45; i++)
      await paper.publish({ headline: `Item ${i}`, authors: ['ben-inkwell'], publishedAt: '2026-05-01T10:00:00Z' })
    const seen: string[] = []
    let path: string | null = '/authors/ben-inkwell'
    while (path) {
      const html: string = await (await server.fetch(path)).text()
      seen.push(...[...html.matchAll(/<h2><a href="([^"]+)"/g)].map(([, to = '']) => to))
      path = /rel="next" href="([^"]+)"/.exec(html)?.[1] ?? null
    }
    expect(seen).toHaveLength(45)
    expect(new Set(seen).size).toBe(45)
  })
})
