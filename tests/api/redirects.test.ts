import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf, refusal, refusedFields } from '../support/api.ts'
import { openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
})
afterAll(() => server.close())

const add = (path: unknown, target: unknown) => paper.api('POST', '/redirects', { path, target })

describe('a redirect', () => {
  test('leads readers from an old address to the new one, until it is forgotten', async () => {
    const article = await paper.publish()
    expect((await server.fetch('/2019/old-strike')).status).toBe(404)
    const made = await add('/2019/old-strike/', article.path)
    expect(made.status).toBe(201)
    expect(await bodyOf(made)).toMatchObject({ path: '/2019/old-strike', target: article.path, articleId: null })

    for (const old of ['/2019/old-strike', '/2019/old-strike/']) {
      const answer = await server.fetch(old)
      expect(answer.status).toBe(301)
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
    }
    expect((await server.fetch('/2019/old-strike')).headers.get('Location')).toBe(article.path)

    const where = made.headers.get('Location') ?? ''
    expect(await bodyOf(await paper.api('GET', where.replace('/api', '')))).toMatchObject({
      items: [{ path: '/2019/old-strike' }],
      cursor: null,
    })
    expect((await paper.api('DELETE', '/redirects?path=/2019/old-strike')).status).toBe(200)
    expect((await server.fetch('/2019/old-strike')).status).toBe(404)
    await refusal(await paper.api('DELETE', '/redirects?path=/2019/old-strike'), 404, 'not-found')
  })

  test('knows an address of other letters however it is spelt', async () => {
    expect((await add('/artículos/niño', '/topics/ñ?before=1#top')).status).toBe(201)
    const answer = await server.fetch('/art%C3%ADculos/ni%C3%B1o')
    expect(answer.status).toBe(301)
    expect(answer.headers.get('Location')).toBe('/topics/%C3%B1?before=1#top')
    expect((await paper.api('DELETE', '/redirects?path=/art%25C3%25ADculos/ni%25C3%25B1o')).status).toBe(200)
  })

  test('never leaves the host', async () => {
    const elsewhere = [
      ...['https://evil.example/', '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example'],
      ...['/\n/evil.example', '/.//evil.example', '/a/..//evil.example', '/%2e//evil.example', 'javascript:alert(1)'],
      ...['evil.example', '', ' //evil.example', '/\u0000//evil.example', 'data:text/html,x', '///evil.example'],
    ]
    for (const target of elsewhere) {
      const answer = await add(`/old${Math.random()}`, target)
      if (answer.status === 422) expect(await refusedFields(answer), target).toEqual(['target'])
      else expect(String((await bodyOf(answer)).target), target).toMatch(/^\/[^/\\]/)
    }
    const { items } = await bodyOf(await paper.api('GET', '/redirects'))
    expect(JSON.stringify(items)).not.toMatch(/"target":"(?:\/\/|\/\\|[^/])/)
  })

  test('is not made of what is no old address', async () => {
    for (const path of [
      '',
      'old',
      '/',
      '//old',
      '/old?a=1',
      '/old#a',
      '/%E0%A4%A',
      '/api',
      '/api/articles',
      '/newsroom/x',
      5,
      null,
    ]) {
      expect(await refusedFields(await add(path, '/2026')), String(path)).toEqual(['path'])
    }
    expect(await refusedFields(await add('/same', '/same/'))).toEqual(['target'])
    expect(await refusedFields(await add('/same', '/same?x=1'))).toEqual(['target'])
  })

  test('does not stand over an article, public or not yet', async () => {
    const article = await paper.publish()
    const coming = await paper.publish({ headline: 'Coming', publishedAt: '2999-01-01T00:00:00Z' })
    for (const { path } of [article, coming]) {
      const { errors } = await refusal(await add(path, '/2026'), 409, 'conflict')
      expect(errors?.[0]?.field).toBe('path')
    }
  })

  test('of a path is made once', async () => {
    expect((await add('/old', '/2026')).status).toBe(201)
    const { errors } = await refusal(await add('/old', '/2025'), 409, 'conflict')
    expect(errors?.[0]?.field).toBe('path')
  })

  test('keeps its address from a new article', async () => {
    expect((await add('/2026/03/the-strike', '/2026')).status).toBe(201)
    const article = await paper.publish({ publishedAt: '2026-03-03T00:00:00Z' })
    expect(article.path).toBe('/2026/03/the-strike-2')
  })

  test('of a renamed article is listed, and leads to wherever it is now', async () => {
    const article = await paper.publish()
    const second = await paper.revise(article, { slug: 'second' })
    const third = await paper.revise(article, { slug: 'third' })
    const { items } = await bodyOf(await paper.api('GET', '/redirects'))
    expect(items).toEqual([
      expect.objectContaining({ path: second.path, target: third.path, articleId: article.id }),
      expect.objectContaining({ path: article.path, target: third.path, articleId: article.id }),
    ])
  })
})

describe('an author or a section of another slug', () => {
  for (const [path, one, other] of [
    ['/authors', 'ada-quill', 'ada-feather'],
    ['/sections', 'harbour', 'port'],
  ]) {
    test(`is found at the old address too, there and back again: ${path}`, async () => {
      await paper.publish()
      expect((await server.fetch(`${path}/${one}`)).status).toBe(200)
      expect((await paper.api('PATCH', `${path}/${one}`, { slug: other })).status).toBe(200)
      const old = await server.fetch(`${path}/${one}`)
      expect([old.status, old.headers.get('Location')]).toEqual([301, `${path}/${other}`])
      expect((await server.fetch(`${path}/${other}`)).status).toBe(200)

      await paper.api('PATCH', `${path}/${other}`, { slug: one })
      expect((await server.fetch(`${path}/${one}`)).status).toBe(200)
      expect((await server.fetch(`${path}/${other}`)).headers.get('Location')).toBe(`${path}/${one}`)
    })
  }
})

describe('the list of redirects', () => {
  test('walked by seven has all of them once', async () => {
    for (let i = 0; i < 20; i++) await add(`/old-${i}`, '/2026')
    const paths: unknown[] = []
    let cursor = ''
    do {
      const page: { items: { path: string }[]; cursor: string | null } = JSON.parse(
        await (await paper.api('GET', `/redirects?limit=7${cursor && `&cursor=${cursor}`}`)).text(),
      )
      paths.push(...page.items.map(({ path }) => path))
      cursor = page.cursor ?? ''
    } while (cursor)
    expect(paths).toEqual(Array.from({ length: 20 }, (_, i) => `/old-${19 - i}`))
  })
})
