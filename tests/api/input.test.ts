import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, refusal, refusedFields } from '../support/api.ts'
import { openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
beforeAll(async () => {
  server = await startServer()
  paper = await openPaper(server)
})
afterAll(() => server.close())

const post = (input: unknown) => paper.api('POST', '/articles', input)

/** A body as written here, byte for byte. */
const send = (body: BodyInit, headers: Record<string, string> = {}, path = '/articles', method = 'POST') =>
  server.fetch(`/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${paper.token}`, 'Content-Type': 'application/json', ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  })

describe('a field of an article is refused by name', () => {
  const cases: [unknown, string][] = [
    [{}, 'headline'],
    [{ headline: '' }, 'headline'],
    [{ headline: ' \n\t' }, 'headline'],
    [{ headline: null }, 'headline'],
    [{ headline: 5 }, 'headline'],
    [{ headline: ['a'] }, 'headline'],
    [{ headline: 'x'.repeat(301) }, 'headline'],
    [{ headline: 'a', slug: '' }, 'slug'],
    [{ headline: 'a', slug: 'x'.repeat(101) }, 'slug'],
    [{ headline: 'a', standfirst: 'x'.repeat(1001) }, 'standfirst'],
    [{ headline: 'a', dateline: 'x'.repeat(101) }, 'dateline'],
    [{ headline: 'a', body: null }, 'body'],
    [{ headline: 'a', body: { html: '' } }, 'body'],
    [{ headline: 'a', genre: 'novel' }, 'genre'],
    [{ headline: 'a', genre: 'toString' }, 'genre'],
    [{ headline: 'a', section: 'nowhere' }, 'section'],
    [{ headline: 'a', section: 5 }, 'section'],
    [{ headline: 'a', authors: 'ada-quill' }, 'authors'],
    [{ headline: 'a', authors: ['ada-quill', 'nobody'] }, 'authors.1'],
    [{ headline: 'a', authors: ['ada-quill', ''] }, 'authors.1'],
    [{ headline: 'a', authors: ['ada-quill', 'ada-quill', 'nobody'] }, 'authors.2'],
    [{ headline: 'a', authors: [null] }, 'authors.0'],
    [{ headline: 'a', topics: Array.from({ length: 13 }, (_, i) => `Topic ${i}`) }, 'topics'],
    [{ headline: 'a', topics: [{ slug: 'a' }] }, 'topics.0'],
    [{ headline: 'a', hero: 'a.jpg' }, 'hero'],
    [{ headline: 'a', hero: { src: '/a.jpg' } }, 'hero.alt'],
    [{ headline: 'a', hero: { src: `/media/${'0'.repeat(32)}.png`, alt: '' } }, 'hero.src'],
    [{ headline: 'a', hero: { src: `http://localhost:8787/media/${'0'.repeat(32)}.png`, alt: '' } }, 'hero.src'],
    [{ headline: 'a', hero: { src: '/media/boats.jpg', alt: '' } }, 'hero.src'],
    [{ headline: 'a', hero: [] }, 'hero'],
    [{ headline: 'a', hero: { src: 'javascript:alert(1)', alt: '' } }, 'hero.src'],
    [{ headline: 'a', hero: { src: '//evil.example/a.jpg', alt: '' } }, 'hero.src'],
    [{ headline: 'a', hero: { src: 'http://plain.example/a.jpg', alt: '' } }, 'hero.src'],
    ...['mp4', 'webm', 'mp3', 'm4a'].map((ending): [object, string] => [
      { headline: 'a', hero: { src: `/media/${'0'.repeat(32)}.${ending}`, alt: '' } },
      'hero.src',
    ]),
    [{ headline: 'a', hero: { src: `https://us.example/media/${'0'.repeat(32)}.mp4?x`, alt: '' } }, 'hero.src'],
    [{ headline: 'a', hero: { src: '/\\evil.example/a.jpg', alt: '' } }, 'hero.src'],
    [{ headline: 'a', hero: { src: '/a.jpg"onload="x', alt: '' } }, 'hero.src'],
    [{ headline: 'a', hero: { src: '/a\u0000.jpg', alt: '' } }, 'hero.src'],
    [{ headline: 'a', hero: { src: '/a.jpg', alt: '', width: 0 } }, 'hero.width'],
    [{ headline: 'a', hero: { src: '/a.jpg', alt: '', width: 1.5 } }, 'hero.width'],
    [{ headline: 'a', hero: { src: '/a.jpg', alt: '', onerror: 'x' } }, 'hero.onerror'],
    [{ headline: 'a', language: 'English' }, 'language'],
    [{ headline: 'a', language: `en${'-aa'.repeat(20)}` }, 'language'],
    [{ headline: 'a', status: 'live' }, 'status'],
    [{ headline: 'a', publishedAt: 1700000000000 }, 'publishedAt'],
    [{ headline: 'a', commentsOpen: 'yes' }, 'commentsOpen'],
    [{ headline: 'a', commentsOpen: 1 }, 'commentsOpen'],
    [{ headline: 'a', commentsCloseAfter: -1 }, 'commentsCloseAfter'],
    [{ headline: 'a', commentsCloseAfter: 1.5 }, 'commentsCloseAfter'],
    [{ headline: 'a', commentsCloseAfter: 3651 }, 'commentsCloseAfter'],
    [{ headline: 'a', commentsCloseAfter: '30' }, 'commentsCloseAfter'],
  ]
  for (const [input, field] of cases) {
    test(`${field}: ${JSON.stringify(input).slice(0, 80)}`, async () => {
      expect(await refusedFields(await post(input))).toEqual([field])
    })
  }

  test('all of them at once', async () => {
    const input = { headline: '', genre: 'novel', commentsOpen: 'yes', authors: [1] }
    expect((await refusedFields(await post(input))).sort()).toEqual(['authors.0', 'commentsOpen', 'genre', 'headline'])
  })

  test('in words that an editor understands', async () => {
    const { errors } = await refusal(
      await post({ headline: 'x'.repeat(301), genre: 'novel', body: 5 }),
      422,
      'invalid-input',
    )
    expect(errors).toEqual([
      { field: 'headline', problem: 'May have 300 characters at most' },
      { field: 'body', problem: 'Must be a text' },
      { field: 'genre', problem: 'Must be one of report, analysis, opinion, review, satire, sponsored' },
    ])
  })

  test('when the body cannot be rendered, with its line', async () => {
    const body = `One\n\nTwo\n\n${'> '.repeat(5000)}deep`
    const { errors } = await refusal(await post({ headline: 'Deep', body }), 422, 'invalid-input')
    expect(errors).toEqual([{ field: 'body', problem: expect.stringMatching(/^Line 5: /) }])
  })
})

describe('a field that is not the caller’s', () => {
  const theirs = [
    ...['id', 'url', 'path', 'version', 'createdAt', 'updatedAt', 'firstPublishedAt', 'withdrawnAt', 'listedAt'],
    ...['commentCount', 'commentSeq', 'bodyHtml', 'excerpt', 'words', 'minutes', 'sectionId', 'actor', 'author'],
    ...['constructor', 'toString', 'hasOwnProperty', 'Headline', 'headline '],
  ]
  for (const field of theirs) {
    test(`is refused when an article is made and when it is changed: ${field}`, async () => {
      expect(await refusedFields(await post({ headline: 'Mine', [field]: 1 }))).toEqual([field])
      expect(await refusedFields(await paper.api('PATCH', '/articles/1', { [field]: 1 }))).toEqual([field])
    })
  }

  test('is refused of authors, sections, corrections, comments, settings and redirects', async () => {
    const cases: [string, string, object][] = [
      ['POST', '/authors', { name: 'A', id: 1 }],
      ['PATCH', '/authors/ada-quill', { createdAt: 1 }],
      ['POST', '/sections', { name: 'A', updatedAt: 1 }],
      ['PATCH', '/sections/harbour', { id: 1 }],
      ['POST', '/articles/1/corrections', { text: 'A', actor: 'Somebody else' }],
      ['PATCH', '/comments/1', { state: 'approved', bodyHtml: '<script>' }],
      ['PATCH', '/settings', { secret: 'x' }],
      ['POST', '/redirects', { path: '/a', target: '/b', articleId: 1 }],
    ]
    for (const [method, path, input] of cases) {
      const [field] = Object.keys(input).slice(-1)
      expect(await refusedFields(await paper.api(method, path, input)), path).toEqual([field])
    }
    const nested = { identity: { name: 'Paper', owner: 'me' } }
    expect(await refusedFields(await paper.api('PATCH', '/settings', nested))).toEqual(['identity.owner'])
    const list = await paper.api('PATCH', '/settings', [])
    expect([list.status, await refusedFields(list)]).toEqual([422, ['']])
  })
})

describe('a body that is not what it should be', () => {
  for (const body of [
    '',
    '{',
    'headline',
    '{"headline":"a"',
    "{'headline':'a'}",
    '{"headline":"a"}}',
    '\u0000',
    'NaN',
    '{"a":01}',
  ]) {
    test(`is not JSON: ${JSON.stringify(body)}`, async () => {
      await refusal(await send(body), 400, 'bad-request')
    })
  }

  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    '',
    'application/jsonp',
    'application/xml',
  ]) {
    test(`is not called JSON: ${type}`, async () => {
      await refusal(await send('{"headline":"a"}', { 'Content-Type': type }), 415, 'unsupported-media-type')
    })
  }

  test('is taken under every name of JSON', async () => {
    for (const type of ['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/merge-patch+json']) {
      expect((await send('{"headline":"a"}', { 'Content-Type': type })).status, type).toBe(201)
    }
  })

  test('is too large, said or unsaid', async () => {
    const large = JSON.stringify({ headline: 'Large', body: 'word '.repeat(500_000) })
    await refusal(await send(large), 413, 'too-large')
    const chunks = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 40; i++) controller.enqueue(new TextEncoder().encode('x'.repeat(100_000)))
        controller.close()
      },
    })
    await refusal(await send(chunks), 413, 'too-large')
    const text = JSON.stringify({ text: 'x'.repeat(70_000) })
    for (const [method, path] of [
      ['POST', '/authors'],
      ['POST', '/sections'],
      ['PATCH', '/settings'],
      ['POST', '/redirects'],
      ['POST', '/articles/1/corrections'],
    ] as const) {
      await refusal(await send(text, {}, path, method), 413, 'too-large')
    }
    // A moderator may send the whole of a long comment.
    const book = JSON.stringify({ body: 'x'.repeat(3_000_000) })
    await refusal(await send(book, {}, '/comments/1', 'PATCH'), 413, 'too-large')
  })

  test('is a chunked one of ordinary size, and is taken', async () => {
    const chunks = new ReadableStream({
      start(controller) {
        for (const part of ['{"head', 'line":', '"In parts"}']) controller.enqueue(new TextEncoder().encode(part))
        controller.close()
      },
    })
    expect((await send(chunks)).status).toBe(201)
  })

  test('has more than 256 KB of Markdown', async () => {
    const { errors } = await refusal(await post({ headline: 'Long', body: 'ä'.repeat(131_073) }), 413, 'too-large')
    expect(errors?.[0]?.field).toBe('body')
    const novel = `${'word '.repeat(100)}\n\n`.repeat(200)
    expect((await post({ headline: 'Long', body: novel })).status).toBe(201)
  })
})

describe('odd JSON never makes the server fail', () => {
  const deep = (open: string, close: string, n: number) => open.repeat(n) + close.repeat(n)
  const odd = [
    ...['null', '[]', '[[]]', '0', '-0', '""', 'true', '{}', '[{"headline":"a"}]', '{"":""}', '1e999', '[1e999]'],
    ...[deep('[', ']', 5000), deep('[', ']', 200_000), deep('{"a":', '}', 5000).replace('{"a":}', '{"a":1}')],
    `{"headline":${deep('[', ']', 1000)}}`,
    `{"headline":"a","topics":[${'"a",'.repeat(10_000)}"a"]}`,
    '{"headline":1e400}',
    '{"headline":123456789012345678901234567890}',
    '{"headline":"\\ud800"}',
    '{"headline":"\\udc00\\ud800","body":"\\ud800"}',
    '{"headline":"a\\u0000b","body":"\\u0000","section":"\\u0000","authors":["\\u0000"],"topics":["\\u0000"]}',
    '{"headline":"a","topics":["\\ud800","\\u0000x","’","🚢","a/b","..","%00"]}',
    '{"headline":"a","headline":"b","headline":null}',
    '{"headline":"a","headline":"twice"}',
    '{"headline":"a","__proto__":{"status":"published"}}',
    '{"__proto__":{"headline":"a"}}',
    '{"headline":"a","constructor":{"prototype":{"polluted":1}}}',
    '{"headline":"a","hero":{"__proto__":{"src":"/a","alt":"b"}}}',
    '{"headline":"a","slug":"../../etc/passwd"}',
    '{"headline":"a","slug":"🚢"}',
    '{"headline":"🚢","status":"published"}',
    '{"headline":"﷽﷽﷽","status":"published"}',
    '{"headline":"a","publishedAt":"2026-01-01T00:00:00.000000000000000001Z","status":"published"}',
    '{"headline":"a","publishedAt":"0000-00-00T00:00:00Z","status":"published"}',
    '{"headline":"a","publishedAt":"2026-06-30T23:59:60Z","status":"published"}',
    '{"headline":"a","publishedAt":"2026-01-01T00:00:00+25:99","status":"published"}',
    '\ufeff{"headline":"a"}',
    '{"headline":"a"}\u0000',
    `{"headline":"a","body":"${'\\u0000'.repeat(100_000)}"}`,
    `{"${'k'.repeat(100_000)}":1}`,
    `{${Array.from({ length: 5000 }, (_, i) => `"k${i}":1`).join(',')}}`,
  ]
  for (const body of odd) {
    test(body.slice(0, 90), async () => {
      for (const [method, path] of [
        ['POST', '/articles'],
        ['POST', '/authors'],
        ['PATCH', '/settings'],
      ] as const) {
        const answer = await send(body, {}, path, method)
        expect(answer.status, await answer.text()).toBeLessThan(500)
      }
    })
  }

  test('nor does it reach the prototype of anything', async () => {
    await send('{"headline":"a","__proto__":{"status":"published"}}')
    const made = await bodyOf(await post({ headline: 'After' }))
    expect(made.status).toBe('draft')
  })

  test('nor do bytes that are no UTF-8', async () => {
    for (const bytes of [
      [0xff, 0xfe],
      [0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d],
      [0xed, 0xa0, 0x80],
    ]) {
      const answer = await send(new Uint8Array(bytes))
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
    }
  })
})
