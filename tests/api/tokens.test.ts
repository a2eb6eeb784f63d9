import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Scope, scopes } from '../../src/accounts/scopes.ts'
import { tokenRow } from '../../src/accounts/token.ts'
import { tokens } from '../../src/db/tables/accounts.ts'
import { bodyOf, refusal } from '../support/api.ts'
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

const list = (headers: Record<string, string>, path = '/api/articles') => server.fetch(path, { headers })
const as = (token: string) => ({ Authorization: `Bearer ${token}` })
const HOUR = 3_600_000

describe('a request is refused as unauthorized', () => {
  test('without a token, and told how to bring one', async () => {
    const answer = await list({})
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer realm="Dateline"')
    await refusal(answer, 401, 'unauthorized')
  })

  test('with anything that is no token of ours', async () => {
    const { token } = paper
    const wrong = [
      ...['', 'Bearer', 'Bearer ', 'Bearer x', `Bearer ${token}x`, `Bearer ${token.slice(0, -1)}`, token],
      ...[
        `Basic ${token}`,
        `Basic ${btoa(`user:${token}`)}`,
        `Token ${token}`,
        `Bearer: ${token}`,
        `"Bearer ${token}"`,
      ],
      ...[
        `Bearer ${token}, Bearer ${token}`,
        `Bearer ${token} ${token}`,
        `Bearer ${token.toUpperCase()}`,
        'Bearer null',
      ],
      ...["Bearer ' or 1=1 --", `Bearer ${'x'.repeat(5000)}`, 'Bearer dl_test_', 'Bearer undefined'],
    ]
    for (const Authorization of wrong) {
      const answer = await list({ Authorization })
      expect(answer.headers.get('WWW-Authenticate'), Authorization).toMatch(/^Bearer realm="Dateline"/)
      await refusal(answer, 401, 'unauthorized')
    }
  })

  test('with a token anywhere but in its header', async () => {
    const { token } = paper
    for (const name of ['access_token', 'token', 'key', 'authorization']) {
      await refusal(await list({}, `/api/articles?${name}=${token}`), 401, 'unauthorized')
    }
    await refusal(await list({ Cookie: `token=${token}; Authorization=Bearer ${token}` }), 401, 'unauthorized')
    await refusal(await list({ 'X-Authorization': `Bearer ${token}`, 'X-Api-Key': token }), 401, 'unauthorized')
    const form = new URLSearchParams({ access_token: token, headline: 'a' })
    await refusal(await server.fetch('/api/articles', { method: 'POST', body: form }), 401, 'unauthorized')
  })

  test('from the second its token expires, and not before', async () => {
    const db = await server.db()
    const now = Date.now()
    const of = { name: 'Short', scopes, expiresAt: new Date(now + HOUR) }
    await db.insert(tokens).values(await tokenRow('dl_short_lived', of, new Date(now)))
    expect((await list(as('dl_short_lived'))).status).toBe(200)
    await server.control('clock', { method: 'PUT', body: { now: new Date(now + HOUR).toISOString(), frozen: true } })
    await refusal(await list(as('dl_short_lived')), 401, 'unauthorized')
  })

  test('once its token is revoked', async () => {
    const token = await server.token()
    expect((await list(as(token))).status).toBe(200)
    const { hash } = await tokenRow(token, { name: '', scopes, expiresAt: null }, new Date())
    const db = await server.db()
    await db.update(tokens).set({ revokedAt: new Date() }).where(eq(tokens.hash, hash))
    await refusal(await list(as(token)), 401, 'unauthorized')
  })

  test('with the hash of a token, should the table ever leak', async () => {
    const { hash } = await tokenRow(paper.token, { name: '', scopes, expiresAt: null }, new Date())
    await refusal(await list(as(hash)), 401, 'unauthorized')
  })
})

describe('a token', () => {
  test('is taken however its scheme is spelt', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer ']) {
      expect((await list({ Authorization: `${scheme} ${paper.token}` })).status, scheme).toBe(200)
    }
  })

  test('is kept only as a hash, and remembers when it was last used', async () => {
    await list(as(paper.token))
    const db = await server.db()
    const rows = await db.select().from(tokens)
    expect(JSON.stringify(rows)).not.toContain(paper.token)
    await expect.poll(async () => (await db.select().from(tokens)).some((row) => row.lastUsedAt)).toBe(true)
  })

  test('of no known scope may do nothing', async () => {
    const db = await server.db()
    const row = await tokenRow('dl_of_no_scope', { name: 'Odd', scopes: [], expiresAt: null }, new Date())
    await db.insert(tokens).values({ ...row, scopes: ['everything', 'articles:*'] })
    await refusal(await list(as('dl_of_no_scope')), 403, 'missing-scope')
  })
})

describe('a scope', () => {
  test('that is missing is named', async () => {
    const answer = await list(as(await server.token('comments:read')))
    expect(answer.headers.get('WWW-Authenticate')).toContain('insufficient_scope')
    expect((await refusal(answer, 403, 'missing-scope')).detail).toContain('articles:read')
  })

  test('is needed for each route, and one alone opens only its own', async () => {
    const { id } = await paper.publish()
    const routes: [string, string, object | undefined, Scope[]][] = [
      ['POST', '/articles', { headline: 'a' }, ['articles:write', 'articles:publish']],
      ['PATCH', `/articles/${id}`, { headline: 'b' }, ['articles:publish']],
      ['DELETE', `/articles/${id}`, undefined, ['articles:publish']],
      ['POST', `/articles/${id}/corrections`, { text: 'a' }, ['articles:publish']],
      ['POST', '/authors', { name: 'Somebody' }, ['authors:write']],
      ['POST', '/sections', { name: 'Something' }, ['sections:write']],
      ['POST', '/redirects', { path: '/a', target: '/b' }, ['redirects:write']],
      ['DELETE', '/redirects?path=/a', undefined, ['redirects:write']],
      ['GET', '/redirects', undefined, ['redirects:write']],
      ['GET', '/comments', undefined, ['comments:read', 'comments:moderate']],
      ['PATCH', '/comments/1', { state: 'held' }, ['comments:moderate']],
      ['GET', '/settings', undefined, ['settings:write']],
      ['PATCH', '/settings', {}, ['settings:write']],
      ['GET', '/purges', undefined, ['purges:read', 'articles:publish']],
    ]
    for (const scope of scopes) {
      const token = await server.token(scope)
      for (const [method, path, input, open] of routes) {
        const answer = await paper.api(method, path, input, as(token))
        expect(`${scope}: ${method} ${path} ${answer.status === 403}`).toBe(
          `${scope}: ${method} ${path} ${!open.includes(scope)}`,
        )
      }
    }
  })
})

describe('who may write but not publish', () => {
  test('makes and changes drafts, and nothing that readers see or would see', async () => {
    const live = await paper.publish()
    const coming = await paper.publish({ headline: 'Coming', publishedAt: '2999-01-01T00:00:00Z' })
    const gone = await paper.publish({ headline: 'Gone' })
    await paper.withdraw(gone)
    const writer = as(await server.token('articles:write', 'articles:read'))
    const draft = await bodyOf(await paper.api('POST', '/articles', { headline: 'Mine' }, writer))
    expect((await paper.api('PATCH', `/articles/${draft.id}`, { body: 'More' }, writer)).status).toBe(200)

    const attempts: [string, string, object?][] = [
      ['POST', '/articles', { headline: 'Live', status: 'published' }],
      ['POST', '/articles', { headline: 'Soon', status: 'scheduled', publishedAt: '2999-01-01T00:00:00Z' }],
      ['POST', '/articles', { headline: 'Soon', status: 'withdrawn' }],
      ['PATCH', `/articles/${draft.id}`, { status: 'published' }],
      ['PATCH', `/articles/${draft.id}`, { status: 'published', publishedAt: '2999-01-01T00:00:00Z' }],
      ...[live, coming, gone].flatMap(({ id }): [string, string, object?][] => [
        ['PATCH', `/articles/${id}`, { headline: 'Mine now' }],
        ['PATCH', `/articles/${id}`, { status: 'draft' }],
        ['PATCH', `/articles/${id}`, { status: 'withdrawn' }],
        ['DELETE', `/articles/${id}`],
      ]),
    ]
    for (const [method, path, input] of attempts) {
      const { detail } = await refusal(await paper.api(method, path, input, writer), 403, 'missing-scope')
      expect(detail).toBe('It needs the scope articles:publish')
    }
  })
})

describe('a reader’s email', () => {
  test('is for moderators, and for nobody who only reads comments', async () => {
    const comment = await paper.comment(await paper.publish(), { email: 'carla@example.com' })
    const reader = as(await server.token('comments:read'))
    const moderator = as(await server.token('comments:moderate'))
    for (const path of [`/comments/${comment.id}`, '/comments']) {
      expect(await (await paper.api('GET', path, undefined, reader)).text()).not.toContain('carla@example.com')
      expect(await (await paper.api('GET', path, undefined, moderator)).text()).toContain('carla@example.com')
    }
  })
})
