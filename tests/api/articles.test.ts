import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf, refusal, refusedFields } from '../support/api.ts'
import { openPaper, type Paper, strike } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
beforeAll(async () => {
  server = await startServer()
  await startAfresh()
})
afterAll(() => server.close())

async function startAfresh() {
  await server.clear()
  paper = await openPaper(server)
}

const full = {
  ...strike,
  slug: 'boats-stay-in',
  genre: 'analysis',
  hero: { src: '/pictures/boats.jpg', alt: 'Boats', caption: 'At rest', credit: 'Ada', width: 1200, height: 800 },
  sources: [
    {
      title: 'Minutes of the ferrymen',
      url: 'https://ferry.example/minutes',
      publisher: 'The guild',
      note: 'Read there',
    },
  ],
  language: 'pt-PT',
  status: 'published',
  publishedAt: '2026-10-31T23:30:00Z',
  commentsOpen: false,
  commentsCloseAfter: 14,
}

describe('an article made by a program', () => {
  beforeEach(startAfresh)

  test('is answered as it is kept, with its address and its version', async () => {
    const answer = await paper.api('POST', '/articles', full)
    expect(answer.status).toBe(201)
    const article = await bodyOf(answer)
    expect(article).toMatchObject({
      ...full,
      topics: ['ferry'],
      publishedAt: '2026-10-31T23:30:00.000Z',
      path: '/2026/10/boats-stay-in',
      url: 'http://localhost:8787/2026/10/boats-stay-in',
      version: 1,
    })
    expect(answer.headers.get('Location')).toBe(`/api/articles/${article.id}`)
    expect(answer.headers.get('ETag')).toBe('"v1"')
    const again = await paper.api('GET', `/articles/${article.id}`)
    expect(again.headers.get('ETag')).toBe('"v1"')
    expect(await bodyOf(again)).toEqual(article)
  })

  test('needs only a headline, and is a draft of today’s defaults', async () => {
    const answer = await paper.api('POST', '/articles', { headline: 'A plain draft' })
    expect(await bodyOf(answer)).toMatchObject({
      ...{ headline: 'A plain draft', slug: 'a-plain-draft', standfirst: '', dateline: '', body: '', genre: 'report' },
      ...{
        section: null,
        authors: [],
        topics: [],
        hero: null,
        sources: [],
        language: 'en',
        status: 'draft',
        commentsOpen: true,
      },
      ...{ commentsCloseAfter: null, path: null, url: null, publishedAt: null },
    })
  })

  test('makes the topics it names, once each', async () => {
    await paper.draft({ topics: ['Ferry', 'ferry', 'Council budget'] })
    await paper.draft({ topics: ['council-budget'] })
    const { items } = await bodyOf(await paper.api('GET', '/topics'))
    expect(items).toHaveLength(2)
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ slug: 'council-budget', name: 'Council budget' }),
        expect.objectContaining({ slug: 'ferry', name: 'Ferry' }),
      ]),
    )
  })

  test('keeps text as typed, but for control characters and halves of characters', async () => {
    const body = 'Ünïcode “quotes” — 東京 🚢\n\n<b>kept</b>'
    const article = await paper.draft({ headline: ' A\u0000 b\ud800\n c ', body: `${body}\u0007` })
    expect(article).toMatchObject({ headline: 'A b\ufffd c', body })
  })
})

describe('a change to an article', () => {
  beforeEach(startAfresh)

  test('keeps what it does not name', async () => {
    const article = await bodyOf(await paper.api('POST', '/articles', full))
    const changed = await bodyOf(await paper.api('PATCH', `/articles/${article.id}`, { standfirst: 'Still nobody' }))
    const { updatedAt } = changed
    expect(changed).toEqual({ ...article, standfirst: 'Still nobody', version: 2, updatedAt })
  })

  test('empties what may be empty', async () => {
    const article = await bodyOf(await paper.api('POST', '/articles', full))
    const bare = {
      section: null,
      authors: [],
      topics: [],
      hero: null,
      standfirst: '',
      body: '',
      commentsCloseAfter: null,
    }
    expect(await bodyOf(await paper.api('PATCH', `/articles/${article.id}`, bare))).toMatchObject(bare)
  })

  test('publishes, schedules, withdraws and publishes again', async () => {
    const article = await paper.draft()
    const later = { status: 'published', publishedAt: '2999-01-01T00:00:00Z' }
    expect(await paper.revise(article, later)).toMatchObject({ status: 'scheduled', path: '/2999/01/the-strike' })
    const published = await paper.revise(article, { status: 'published', publishedAt: '2026-01-02T00:00:00Z' })
    expect(published).toMatchObject({ status: 'published', path: '/2026/01/the-strike' })
    expect(await paper.withdraw(article)).toMatchObject({ status: 'withdrawn', path: '/2026/01/the-strike' })
    expect(await paper.revise(article, { status: 'published' })).toMatchObject({ status: 'published' })
  })
})

describe('the times of an article are refused', () => {
  const cases: [string, Record<string, unknown>, string][] = [
    ['when a draft has one', { publishedAt: '2026-01-01T00:00:00Z' }, 'publishedAt'],
    ['when a scheduled one is past', { status: 'scheduled', publishedAt: '2020-01-01T00:00:00Z' }, 'publishedAt'],
    ['when a scheduled one is missing', { status: 'scheduled' }, 'publishedAt'],
    ['when a new article is withdrawn', { status: 'withdrawn' }, 'status'],
    ['when there is no such day', { status: 'published', publishedAt: '2026-13-41T00:00:00Z' }, 'publishedAt'],
    ['when it is no RFC 3339 time', { status: 'published', publishedAt: 'tomorrow' }, 'publishedAt'],
    ['when no reader will live to see it', { status: 'published', publishedAt: '9999-01-01T00:00:00Z' }, 'publishedAt'],
  ]
  for (const [name, input, field] of cases) {
    test(name, async () => {
      expect(await refusedFields(await paper.api('POST', '/articles', { headline: 'Untimely', ...input }))).toEqual([
        field,
      ])
    })
  }

  test('when a day is not in its month', async () => {
    const input = { headline: 'Leap', status: 'published', publishedAt: '2026-02-30T00:00:00Z' }
    expect(await refusedFields(await paper.api('POST', '/articles', input))).toEqual(['publishedAt'])
  })

  test('when a draft that nobody saw is withdrawn', async () => {
    const { id } = await paper.draft()
    expect(await refusedFields(await paper.api('DELETE', `/articles/${id}`))).toEqual(['status'])
  })
})

describe('what does not exist', () => {
  const paths = [
    '1',
    '9007199254740993',
    '9999999999999999',
    'abc',
    '-1',
    '1.5',
    '0x10',
    '%00',
    "1'--",
    '1e3',
    '99999999999999999999',
  ]
  for (const id of paths) {
    test(`is not found: /api/articles/${id}`, async () => {
      await refusal(await paper.api('GET', `/articles/${id}`), 404, 'not-found')
      await refusal(await paper.api('PATCH', `/articles/${id}`, { headline: 'No' }), 404, 'not-found')
      await refusal(await paper.api('DELETE', `/articles/${id}`), 404, 'not-found')
      await refusal(await paper.api('GET', `/articles/${id}/revisions`), 404, 'not-found')
      await refusal(await paper.api('POST', `/articles/${id}/corrections`, { text: 'No' }), 404, 'not-found')
    })
  }
})

describe('a method that an address does not take', () => {
  for (const [method, path, allow] of [
    ['PUT', '/articles', 'GET, HEAD, POST'],
    ['DELETE', '/articles', 'GET, HEAD, POST'],
    ['POST', '/articles/1', 'GET, HEAD, PATCH, DELETE'],
    ['PUT', '/settings', 'GET, HEAD, PATCH'],
    ['POST', '/openapi.json', 'GET, HEAD'],
    ['OPTIONS', '/articles', 'GET, HEAD, POST'],
  ] as const) {
    test(`is refused with those it does: ${method} ${path}`, async () => {
      const answer = await paper.api(method, path)
      expect(answer.headers.get('Allow')?.split(', ').sort()).toEqual(allow.split(', ').sort())
      await refusal(answer, 405, 'method-not-allowed')
    })
  }
})
