import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf, refusal, refusedFields } from '../support/api.ts'
import { edgeStatus, openPaper, type Paper } from '../support/paper.ts'
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

interface Page {
  items: { id: number; state: string; articleId: number }[]
  cursor: string | null
}
const list = async (query: string): Promise<Page> =>
  JSON.parse(await (await paper.api('GET', `/comments?${query}`)).text())

describe('a comment', () => {
  test('is answered with every field, held and with its reason', async () => {
    const article = await paper.publish()
    const fields = { author: 'Carla', url: 'carla.example', comment: 'Quite <b>right</b>.' }
    const comment = await paper.comment(article, fields)
    expect(comment).toMatchObject({
      ...{ articleId: article.id, parentId: null, author: 'Carla', url: 'https://carla.example', state: 'held' },
      ...{
        body: 'Quite <b>right</b>.',
        email: 'carla@example.com',
        reasons: ['the form did not come from our page', 'first comment of this reader'],
        decidedAt: null,
      },
    })
    expect(comment.bodyHtml).toContain('<b>right</b>')
    // Where it came from is for who has the moderation scope, as the email is.
    expect(comment).toMatchObject({ address: expect.any(String) })
    const reader = { Authorization: `Bearer ${await server.token('comments:read')}` }
    const plain = await bodyOf(await paper.api('GET', `/comments/${comment.id}`, undefined, reader))
    for (const secret of ['address', 'email', 'userAgent', 'addressHash']) expect(plain).not.toHaveProperty(secret)
    expect(comment).not.toHaveProperty('reader')
    expect(comment).toMatchObject({ emailHash: expect.any(String), userAgent: expect.any(String), score: 2 })
  })

  test('approved twice is counted once, and taken back is not counted', async () => {
    const article = await paper.publish()
    const comment = await paper.comment(article)
    const counts: unknown[] = []
    for (const state of ['approved', 'approved', 'spam', 'approved', 'trash', 'held']) {
      expect(await paper.decide(comment, state)).toMatchObject({ state, decidedBy: 'Test' })
      counts.push((await bodyOf(await paper.api('GET', `/articles/${article.id}`))).commentCount)
    }
    expect(counts).toEqual([1, 1, 0, 1, 0, 0])
  })

  test('approved by two at once is counted once', async () => {
    const article = await paper.publish()
    const comment = await paper.comment(article)
    await Promise.all(Array.from({ length: 4 }, () => paper.decide(comment, 'approved')))
    expect(await bodyOf(await paper.api('GET', `/articles/${article.id}`))).toMatchObject({ commentCount: 1 })
  })

  test('that is held purges nothing; approved, it is on the page at once', async () => {
    const article = await paper.publish()
    await server.fetch(article.path)
    const comment = await paper.comment(article)
    expect(edgeStatus(await server.fetch(article.path))).toBe('HIT')
    await paper.decide(comment, 'approved')
    expect(await (await server.fetch(article.path)).text()).toContain('Quite right.')
  })

  test('takes a state and words, and nothing else', async () => {
    const comment = await paper.comment(await paper.publish())
    for (const [input, field] of [
      [{}, ''],
      [{ reason: 'Only this' }, ''],
      [{ state: 'gone' }, 'state'],
      [{ state: null }, 'state'],
      [{ state: 'approved', body: '  ' }, 'body'],
      [{ body: 'x'.repeat(65_526) }, 'body'],
      [{ author: '' }, 'author'],
      [{ url: 'javascript:alert(1)' }, 'url'],
      ...['id', 'createdAt', 'authorId', 'score', 'taught', 'decidedBy', 'email', 'bodyHtml', 'path', 'shown'].map(
        (field) => [{ state: 'approved', [field]: 1 }, field] as const,
      ),
      [{ state: 'approved', articleId: 1 }, 'articleId'],
    ] as const) {
      expect(await refusedFields(await paper.api('PATCH', `/comments/${comment.id}`, input))).toEqual([field])
    }
    for (const id of ['1', 'abc', '9999999999999999', "1'"]) {
      await refusal(await paper.api('PATCH', `/comments/${id}`, { state: 'approved' }), 404, 'not-found')
      await refusal(await paper.api('GET', `/comments/${id}`), 404, 'not-found')
    }
  })
})

describe('the list of comments', () => {
  test('is by state and by article, with no gap nor double', async () => {
    const [one, two] = [await paper.publish({ headline: 'One' }), await paper.publish({ headline: 'Two' })]
    const ids: number[] = []
    for (let i = 0; i < 9; i++) {
      const comment = await paper.comment(i % 3 === 0 ? two : one, { comment: `Number ${i}` })
      ids.push(comment.id)
      if (i % 2 === 0) await paper.decide(comment, 'approved')
    }
    const walked: number[] = []
    let cursor = ''
    do {
      const page = await list(`limit=2${cursor}`)
      walked.push(...page.items.map(({ id }) => id))
      cursor = page.cursor ? `&cursor=${page.cursor}` : ''
    } while (cursor)
    expect([...walked].sort()).toEqual([...ids].sort())
    expect((await list('state=approved')).items).toHaveLength(5)
    expect((await list('state=held')).items.every(({ state }) => state === 'held')).toBe(true)
    expect((await list(`article=${two.id}`)).items.map(({ articleId }) => articleId)).toEqual([two.id, two.id, two.id])
    expect((await list(`article=${two.id}&state=approved`)).items).toHaveLength(2)
    expect(await refusedFields(await paper.api('GET', '/comments?state=x&article=y'))).toEqual(['state', 'article'])
  })
})
