import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, refusal } from '../support/api.ts'
import { openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let id: number
beforeAll(async () => {
  server = await startServer()
  paper = await openPaper(server)
  id = (await paper.publish()).id
  await paper.draft({ headline: 'Nobody may know' })
})
afterAll(() => server.close())

const paths = () => [
  ...['/articles', `/articles/${id}`, `/articles/${id}/revisions`, `/articles/${id}/corrections`, '/comments'],
  ...['/authors', '/authors/ada-quill', '/sections', '/topics', '/redirects', '/settings', '/purges'],
]

describe('what the API answers', () => {
  test('is kept by no cache, whoever asks first', async () => {
    for (const path of paths()) {
      for (const method of ['GET', 'HEAD', 'GET']) {
        const answer = await paper.api(method, path)
        expect(answer.status, path).toBe(200)
        expect(answer.headers.get('Cache-Control'), path).toBe('no-store')
        expect(answer.headers.get('Cf-Cache-Status'), path).not.toBe('HIT')
        for (const asked of ['GET', 'HEAD']) {
          expect((await server.fetch(`/api${path}`, { method: asked })).status, `${asked} ${path}`).toBe(401)
        }
      }
    }
  })

  test('is not to be had under another spelling of the address', async () => {
    for (const path of [
      '/api/articles/',
      '/API/articles',
      '/api//articles',
      '/api/articles/..',
      '/api/articles.css',
      '/api/articles/x.js',
      '/api%2Farticles',
      '/./api/articles',
    ]) {
      await paper.api('GET', path.replace(/^\/api/, ''))
      const text = await (await server.fetch(path)).text()
      expect(text, path).not.toContain('Nobody may know')
    }
  })

  test('carries no CORS header, so that no other site reads it', async () => {
    for (const method of ['GET', 'OPTIONS', 'POST']) {
      const origin = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' }
      const answer = await paper.api(method, '/articles', method === 'POST' ? {} : undefined, origin)
      for (const [name] of answer.headers) expect(name).not.toMatch(/^access-control-/)
    }
  })

  test('sets no cookie and is never taken for a page', async () => {
    for (const path of paths()) {
      const answer = await paper.api('GET', path)
      expect(answer.headers.get('Set-Cookie')).toBeNull()
      expect(answer.headers.get('Content-Type')).toMatch(/^application\/json/)
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    }
  })

  test('at an unknown route is a problem too', async () => {
    for (const path of ['/nothing', '/', '', '/articles/1/nothing', '/%00', '/articles/1/2/3']) {
      await refusal(await server.fetch(`/api${path}`), 404, 'not-found')
    }
  })
})

describe('no SQL is taken from a request', () => {
  const attacks = [
    ...["'", "''", "' or 1=1 --", "' or '1'='1", "1' union select hash from tokens --", "'; drop table articles; --"],
    ...[
      '" or ""="',
      '`',
      "harbour' --",
      "harbour'/**/and/**/'1'='1",
      "') or ('1'='1",
      '%27%20or%201%3D1',
      '\\',
      '%',
      '_',
      '*',
    ],
    ...[
      "' and (select count(*) from tokens) > 0 --",
      "'||(select randomblob(100000000))||'",
      '{"$ne":null}',
      '[object Object]',
    ],
  ]

  for (const filter of ['section', 'author', 'topic']) {
    test(`by the filter ${filter}: an attack finds what an unknown name finds`, async () => {
      const nothing = await (await paper.api('GET', `/articles?${filter}=unknown`)).text()
      for (const attack of attacks) {
        const answer = await paper.api('GET', `/articles?${filter}=${encodeURIComponent(attack)}`)
        expect(answer.status, attack).toBe(200)
        expect(await answer.text(), attack).toBe(nothing)
      }
    })
  }

  test('by a parameter that has a form', async () => {
    for (const attack of attacks) {
      const text = encodeURIComponent(attack)
      for (const path of [
        `/articles?status=${text}`,
        `/articles?cursor=${text}`,
        `/articles?limit=${text}`,
        `/comments?state=${text}`,
        `/comments?article=${text}`,
        `/redirects?path=${text}`,
      ]) {
        await refusal(await paper.api('GET', path), 422, 'invalid-input')
      }
      for (const path of [`/articles/${text}`, `/authors/${text}`, `/sections/${text}`, `/comments/${text}`]) {
        expect([404, 405]).toContain((await paper.api('GET', path)).status)
      }
      await refusal(
        await paper.api('GET', '/articles', undefined, { Authorization: `Bearer ${text}` }),
        401,
        'unauthorized',
      )
    }
  })

  test('by a text that is kept: it comes back as it was sent', async () => {
    for (const attack of attacks) {
      const made = await paper.api(
        'POST',
        '/articles',
        { headline: `x ${attack}`, topics: [`t ${attack}`], body: attack },
        { 'Idempotency-Key': attack },
      )
      expect(made.status, attack).toBe(201)
      expect(await bodyOf(made)).toMatchObject({ headline: `x ${attack}`, body: attack })
    }
    expect(await bodyOf(await paper.api('GET', `/articles/${id}`))).toMatchObject({ headline: 'The Strike' })
  })
})

describe('when the database is out', () => {
  test('the API says so, and reveals nothing', async () => {
    await server.control('faults', { method: 'PUT', body: { d1: 'refuse' } })
    const answers = [
      await paper.api('GET', '/articles'),
      await paper.api('POST', '/articles', { headline: 'a' }),
      await paper.api('DELETE', `/articles/${id}`),
    ]
    await server.control('reset', { method: 'POST' })
    for (const answer of answers) {
      expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
      await refusal(answer, 503, 'unavailable')
    }
  })
})
