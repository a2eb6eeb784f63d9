import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf, refusal } from '../support/api.ts'
import { openPaper, type Paper, strike } from '../support/paper.ts'
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

const articles = async () => {
  const { items } = await bodyOf(await paper.api('GET', '/articles?limit=100'))
  return Array.isArray(items) ? items : []
}
const published = { ...strike, status: 'published' }

describe('If-Match', () => {
  for (const [tag, name] of [
    ['"v1"', 'the version'],
    ['*', 'any'],
    ['"v7", "v1"', 'a list with the version'],
    ['"v7","v1"', 'a list without spaces'],
  ]) {
    test(`that names ${name} lets a change and a withdrawal through`, async () => {
      const { id } = await paper.publish()
      const changed = await paper.api('PATCH', `/articles/${id}`, { headline: 'New' }, { 'If-Match': tag ?? '' })
      expect(changed.status).toBe(200)
      expect(changed.headers.get('ETag')).toBe('"v2"')
      const next = { 'If-Match': tag === '*' ? '*' : '"v2"' }
      expect((await paper.api('DELETE', `/articles/${id}`, undefined, next)).status).toBe(200)
    })
  }

  for (const [tag, name] of [
    ['"v2"', 'another version'],
    ['W/"v1"', 'the version weakly'],
    ['"v2", W/"v1"', 'a list without the version'],
    ['v1', 'the version without quotes'],
    ['"*"', 'a quoted star'],
  ]) {
    test(`that names ${name} stops both, and tells the version there is`, async () => {
      const { id } = await paper.publish()
      for (const [method, input] of [
        ['PATCH', { headline: 'New' }],
        ['DELETE', undefined],
      ] as const) {
        const answer = await paper.api(method, `/articles/${id}`, input, { 'If-Match': tag ?? '' })
        expect(answer.headers.get('ETag')).toBe('"v1"')
        await refusal(answer, 412, 'precondition-failed')
      }
      expect(await bodyOf(await paper.api('GET', `/articles/${id}`))).toMatchObject({ version: 1, status: 'published' })
    })
  }

  test('holds for authors, sections, comments and settings too', async () => {
    const comment = await paper.comment(await paper.publish())
    for (const [path, input] of [
      ['/authors/ada-quill', { role: 'Editor' }],
      ['/sections/harbour', { description: 'Water' }],
      [`/comments/${comment.id}`, { state: 'approved' }],
      ['/settings', { identity: { tagline: 'Daily' } }],
    ] as const) {
      const seen = (await paper.api('GET', path)).headers.get('ETag') ?? ''
      expect(seen).toMatch(/^"[\w-]+"$/)
      const changed = await paper.api('PATCH', path, input, { 'If-Match': seen })
      expect(changed.status, path).toBe(200)
      await refusal(await paper.api('PATCH', path, input, { 'If-Match': seen }), 412, 'precondition-failed')
      expect((await paper.api('GET', path)).headers.get('ETag')).toBe(changed.headers.get('ETag'))
    }
  })
})

describe('at the same time', () => {
  test('two changes of one version: one is made, the other is told 409', async () => {
    const { id } = await paper.publish()
    for (let round = 0; round < 3; round++) {
      const version = round + 1
      const both = await Promise.all([
        paper.api('PATCH', `/articles/${id}`, { headline: `First ${round}` }, { 'If-Match': `"v${version}"` }),
        paper.api('PATCH', `/articles/${id}`, { headline: `Second ${round}` }, { 'If-Match': `"v${version}"` }),
      ])
      const [won, lost] = both.sort((a, b) => a.status - b.status)
      const { headline } = await bodyOf(await paper.api('GET', `/articles/${id}`))
      expect(won && (await bodyOf(won)).headline).toBe(headline)
      // Read after the other's commit it is 412; read before it, the commit itself refuses.
      expect([409, 412]).toContain(lost?.status)
    }
    const { items } = await bodyOf(await paper.api('GET', `/articles/${id}/revisions`))
    expect(items).toHaveLength(4)
  })

  test('ten changes without If-Match: each is made or refused, and none is half there', async () => {
    const { id } = await paper.publish()
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, i) => paper.api('PATCH', `/articles/${id}`, { headline: `Change ${i}` })),
    )
    const made = all.filter(({ status }) => status === 200).length
    expect(new Set(all.map(({ status }) => status))).toSatisfy((all: Set<number>) =>
      [...all].every((s) => s === 200 || s === 409),
    )
    const { items } = await bodyOf(await paper.api('GET', `/articles/${id}/revisions?limit=100`))
    expect(items).toHaveLength(1 + made)
    expect(await bodyOf(await paper.api('GET', `/articles/${id}`))).toMatchObject({ version: 1 + made })
  })

  test('two articles of one headline are both published, at two addresses', async () => {
    for (let round = 0; round < 4; round++) {
      const input = { ...published, headline: `Fire ${round}`, topics: [`Fire ${round}`] }
      const both = await Promise.all([paper.api('POST', '/articles', input), paper.api('POST', '/articles', input)])
      expect(both.map(({ status }) => status)).toEqual([201, 201])
      const slugs = await Promise.all(both.map(async (answer) => (await bodyOf(answer)).slug))
      expect(slugs.sort()).toEqual([`fire-${round}`, `fire-${round}-2`])
    }
  })

  test('two articles that make one topic are both made', async () => {
    const both = await Promise.all([
      paper.api('POST', '/articles', { headline: 'One', topics: ['Weather'] }),
      paper.api('POST', '/articles', { headline: 'Two', topics: ['Weather'] }),
    ])
    expect(both.map(({ status }) => status)).toEqual([201, 201])
    const { items } = await bodyOf(await paper.api('GET', '/topics'))
    expect(items).toHaveLength(1)
  })
})

describe('Idempotency-Key', () => {
  const key = { 'Idempotency-Key': 'publish-the-strike' }

  test('makes a repeated POST get the first answer, and one article', async () => {
    const first = await paper.api('POST', '/articles', published, key)
    const again = await paper.api('POST', '/articles', published, key)
    for (const header of ['Location', 'ETag', 'Content-Type']) {
      expect(again.headers.get(header), header).toBe(first.headers.get(header))
    }
    expect(again.status).toBe(201)
    expect(again.headers.get('Idempotency-Replayed')).toBe('true')
    expect(await again.text()).toBe(await first.text())
    expect(again.headers.get('Dateline-Purge')).toMatch(/^\d+; done; at="/)
    expect(again.headers.get('Dateline-Purge')).toBe(first.headers.get('Dateline-Purge'))
    expect(await articles()).toHaveLength(1)
  })

  test('gives the receipt again, of what became of the purge meanwhile', async () => {
    await server.control('faults', { method: 'PUT', body: { purge: 'throw' } })
    const first = (await paper.api('POST', '/articles', published, key)).headers.get('Dateline-Purge') ?? ''
    expect(first).toMatch(/^\d+; pending; tags=".*front/)
    const receiptNow = async () => (await paper.api('POST', '/articles', published, key)).headers.get('Dateline-Purge')
    expect(await receiptNow()).toBe(first)
    await server.control('faults', { method: 'PUT', body: { purge: null } })
    await server.tick()
    const [id] = first.split(';')
    expect(await receiptNow()).toMatch(new RegExp(`^${id}; done; at="[^"]+"; tags=".*front`))
  })

  test('says again that a write had nothing to purge', async () => {
    const draft = () => paper.api('POST', '/articles', { headline: 'A draft' }, key)
    expect((await draft()).headers.get('Dateline-Purge')).toBe('none')
    expect((await draft()).headers.get('Dateline-Purge')).toBe('none')
  })

  test('answers what was true then, also after a change', async () => {
    const first = await bodyOf(await paper.api('POST', '/articles', published, key))
    await paper.revise({ id: Number(first.id) }, { headline: 'Changed' })
    expect(await bodyOf(await paper.api('POST', '/articles', published, key))).toEqual(first)
  })

  test('with another body or at another address is refused', async () => {
    await paper.api('POST', '/articles', published, key)
    await refusal(await paper.api('POST', '/articles', { headline: 'Else' }, key), 422, 'idempotency-mismatch')
    await refusal(await paper.api('POST', '/authors', { name: 'Else' }, key), 422, 'idempotency-mismatch')
    expect(await articles()).toHaveLength(1)
  })

  test('sent ten times at once makes one article, and all get its answer', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => paper.api('POST', '/articles', published, key)))
    expect(all.map(({ status }) => status)).toEqual(Array(10).fill(201))
    expect(new Set(await Promise.all(all.map((answer) => answer.text()))).size).toBe(1)
    expect(new Set(all.map(({ headers }) => headers.get('Location'))).size).toBe(1)
    expect(await articles()).toHaveLength(1)
  })

  test('finds the article whose answer was lost on its way', async () => {
    const before = await articles()
    await server.control('faults', {
      method: 'PUT',
      body: { d1: { fault: 'after-commit', only: 'writes', times: 1 } },
    })
    await refusal(await paper.api('POST', '/articles', published, key), 503, 'unavailable')
    const again = await paper.api('POST', '/articles', published, key)
    expect(again.status).toBe(201)
    expect(again.headers.get('Idempotency-Replayed')).toBe('true')
    expect(await articles()).toHaveLength(before.length + 1)
  })

  test('belongs to its token', async () => {
    const other = await server.token()
    await paper.api('POST', '/articles', published, key)
    const answer = await paper.api(
      'POST',
      '/articles',
      { headline: 'Else' },
      { ...key, Authorization: `Bearer ${other}` },
    )
    expect(answer.status).toBe(201)
    expect(await articles()).toHaveLength(2)
  })

  test('of a refused request is free', async () => {
    await refusal(await paper.api('POST', '/articles', { headline: '' }, key), 422, 'invalid-input')
    expect((await paper.api('POST', '/articles', published, key)).status).toBe(201)
  })

  test('works for authors, sections, corrections and redirects', async () => {
    const { id } = await paper.publish()
    for (const [path, input] of [
      ['/authors', { name: 'New Hand' }],
      ['/sections', { name: 'Weather' }],
      [`/articles/${id}/corrections`, { text: 'It was Tuesday.' }],
      ['/redirects', { path: '/old', target: '/2026' }],
    ] as const) {
      const once = { 'Idempotency-Key': `once ${path}` }
      const first = await paper.api('POST', path, input, once)
      expect(first.status, path).toBe(201)
      expect(first.headers.get('Location'), path).toMatch(/^\/api\//)
      expect(first.headers.get('ETag'), path).toMatch(/^"/)
      const again = await paper.api('POST', path, input, once)
      expect(await again.text()).toBe(await first.text())
    }
  })

  test('is 1 to 255 printable characters', async () => {
    for (const bad of ['', 'x'.repeat(256), 'ä']) {
      const answer = await paper.api('POST', '/articles', published, { 'Idempotency-Key': bad })
      await refusal(answer, 400, 'bad-request')
    }
  })
})
