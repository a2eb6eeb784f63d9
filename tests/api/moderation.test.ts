import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusal } from '../support/api.ts'
import { countedAnew, learnedOf, moderators } from '../support/moderators.ts'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
let desk: ReturnType<typeof moderators>
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  article = await paper.publish()
  desk = moderators(paper)
})
afterAll(() => server.close())

const page = async () => (await server.fetch(article.path)).text()

describe('a decision', () => {
  test('is written down with who made it, when, why, from what and to what', async () => {
    const comment = await paper.comment(article)
    const { decidedAt } = await desk.patch(comment, { state: 'approved', reason: 'A known voice' })
    const [decided, submitted, ...more] = await desk.verdicts(comment)
    expect(more).toEqual([])
    expect(decided).toMatchObject({
      ...{ commentId: comment.id, actor: 'Test', act: 'decided', from: 'held', to: 'approved', at: decidedAt },
      ...{ reasons: ['A known voice'], score: null, before: null, undoes: null, isUndone: false },
    })
    expect(submitted).toMatchObject({ actor: 'rules', act: 'submitted', from: null, to: 'held', score: 2 })
    expect(submitted?.reasons).toHaveLength(2)
  })

  test('made again changes nothing and writes nothing', async () => {
    const comment = await paper.comment(article)
    await desk.patch(comment, { state: 'approved' })
    await server.fetch(article.path)
    const answer = await paper.api('PATCH', `/comments/${comment.id}`, { state: 'approved' })
    expect(answer.headers.get('Dateline-Purge')).toBe('none')
    expect(edgeStatus(await server.fetch(article.path))).toBe('HIT')
    expect(await desk.verdicts(comment)).toHaveLength(2)
  })

  test('alters no page when the comment was not shown and is not', async () => {
    const comment = await paper.comment(article)
    await server.fetch(article.path)
    for (const state of ['spam', 'trash', 'held', 'trash']) await desk.patch(comment, { state })
    expect(edgeStatus(await server.fetch(article.path))).toBe('HIT')
  })

  test('of four moderators at once counts once, and the last word stands', async () => {
    const comment = await paper.comment(article)
    const states = ['approved', 'spam', 'approved', 'trash']
    const answers = await Promise.all(states.map((state) => paper.api('PATCH', `/comments/${comment.id}`, { state })))
    for (const answer of answers) expect([200, 409]).toContain(answer.status)
    expect(await countedAnew(server, article.id)).toMatchObject({ wronglyShown: 0 })
    const { stored, real } = await countedAnew(server, article.id)
    expect(stored).toBe(real)
    const steps = (await desk.verdicts(comment)).map(({ from, to }) => [from, to]).reverse()
    expect(steps.slice(1).map(([from]) => from)).toEqual(steps.slice(0, -1).map(([, to]) => to))
    const [ham, spam] = (await learnedOf(server, '#lessons')) ?? [0, 0]
    expect(ham + spam).toBeLessThanOrEqual(1)
  })

  test('restores what was put away to where it was, one step at a time, and nothing else', async () => {
    const comment = await paper.comment(article)
    for (const state of ['approved', 'spam', 'trash']) await desk.patch(comment, { state })
    const states = []
    for (let i = 0; i < 4; i++) states.push((await desk.patch(comment, { state: 'restore' })).state)
    expect(states).toEqual(['spam', 'approved', 'approved', 'approved'])
    expect(await page()).toContain('Quite right.')
    const waiting = await paper.comment(article, { comment: 'Another one' })
    expect(await desk.patch(waiting, { state: 'restore' })).toMatchObject({ state: 'held' })
    expect(await desk.verdicts(waiting)).toHaveLength(1)
  })

  test('on what came as spam lets it wait when it is restored', async () => {
    await paper.api('POST', '/rules', { field: 'word', pattern: 'casino', action: 'spam' })
    const comment = await paper.comment(article, { comment: 'Come to our casino tonight' })
    expect(comment.state).toBe('spam')
    expect(await desk.patch(comment, { state: 'restore' })).toMatchObject({ state: 'held' })
  })

  test('obeys If-Match', async () => {
    const comment = await paper.comment(article)
    const etag = (await paper.api('GET', `/comments/${comment.id}`)).headers.get('ETag') ?? ''
    expect((await paper.api('PATCH', `/comments/${comment.id}`, { state: 'spam' }, { 'If-Match': etag })).status).toBe(
      200,
    )
    const stale = await paper.api('PATCH', `/comments/${comment.id}`, { state: 'approved' }, { 'If-Match': etag })
    await refusal(stale, 412, 'precondition-failed')
  })

  test('needs the scope, and leaves what it may not touch', async () => {
    const comment = await paper.comment(article)
    const reader = await server.token('comments:read', 'articles:publish', 'settings:write')
    for (const [method, path, input] of [
      ['PATCH', `/comments/${comment.id}`, { state: 'approved' }],
      ['PATCH', '/comments', { ids: [comment.id], state: 'approved' }],
      ['POST', '/comments', { articleId: article.id, name: 'Me', body: 'Hello' }],
      ['GET', `/comments/${comment.id}/verdicts`, undefined],
      ['GET', '/verdicts', undefined],
      ['POST', '/verdicts/1/undo', {}],
      ['GET', '/rules', undefined],
      ['POST', '/rules', { field: 'word', pattern: 'x1', action: 'spam' }],
      ['DELETE', '/rules/1', undefined],
      ['GET', '/comments?addressHash=aaaaaaaaaaaaaaaaaaaaaa', undefined],
      ['GET', '/comments?emailHash=aaaaaaaaaaaaaaaaaaaaaa', undefined],
    ] as const) {
      const as = (token: string) => ({ Authorization: `Bearer ${token}` })
      await refusal(await paper.api(method, path, input, as(reader)), 403, 'missing-scope')
      await refusal(await paper.api(method, path, input, as('wrong-token-1234')), 401, 'unauthorized')
    }
    expect(await desk.verdicts(comment)).toHaveLength(1)
  })
})

describe('an edit', () => {
  test('is rendered anew, cleaned, and shown at once; what it replaced is in the ledger', async () => {
    const comment = await paper.comment(article, { comment: 'You are all thieves, call me on 555' })
    await desk.patch(comment, { state: 'approved' })
    await server.fetch(article.path)
    const body = 'You are <em>all</em> <script>alert(1)</script>mistaken'
    const edited = await desk.patch(comment, { body, author: 'C.', url: '', reason: 'A telephone number' })
    expect(edited).toMatchObject({ body, author: 'C.', url: '', state: 'approved', editedAt: expect.any(String) })
    expect(edited.bodyHtml).not.toContain('<script')
    const html = await page()
    expect(html).toContain('<em>all</em>')
    expect(html).not.toContain('555')
    const [entry] = await desk.verdicts(comment)
    expect(entry).toMatchObject({ act: 'edited', from: 'approved', to: 'approved', reasons: ['A telephone number'] })
    expect(entry?.before).toMatchObject({ body: 'You are all thieves, call me on 555', author: comment.author })
  })

  test('and a decision may come together, each with its entry', async () => {
    const comment = await paper.comment(article)
    await desk.patch(comment, { state: 'approved', body: 'In order.' })
    expect((await desk.verdicts(comment)).map(({ act }) => act).sort()).toEqual(['decided', 'edited', 'submitted'])
    expect(await page()).toContain('In order.')
  })

  test('of what waits purges nothing, and of nothing writes nothing', async () => {
    const comment = await paper.comment(article)
    await server.fetch(article.path)
    await desk.patch(comment, { body: 'In order.' })
    await desk.patch(comment, { body: 'In order.' })
    expect(await desk.verdicts(comment)).toHaveLength(2)
    expect(edgeStatus(await server.fetch(article.path))).toBe('HIT')
  })
})

describe('the filter', () => {
  const said = { comment: 'Ferryman rows harbourwards' }

  test('learns from approving and from spam, moves with the decision, and forgets with doubt', async () => {
    const comment = await paper.comment(article, said)
    const taught = []
    for (const state of ['approved', 'approved', 'spam', 'trash', 'approved', 'held']) {
      taught.push([(await desk.patch(comment, { state })).taught, await learnedOf(server, 'harbourwards')])
    }
    expect(taught).toEqual([
      ['ham', [1, 0]],
      ['ham', [1, 0]],
      ['spam', [0, 1]],
      ['spam', [0, 1]],
      ['ham', [1, 0]],
      [null, [0, 0]],
    ])
  })

  test('is taught the new words in place of the old', async () => {
    const comment = await paper.comment(article, said)
    await desk.patch(comment, { state: 'approved' })
    await desk.patch(comment, { body: 'Ferryman sleeps' })
    expect(await learnedOf(server, 'harbourwards')).toEqual([0, 0])
    expect(await learnedOf(server, 'sleeps')).toEqual([1, 0])
    expect(await learnedOf(server, 'ferryman')).toEqual([1, 0])
    expect(await learnedOf(server, '#lessons')).toEqual([1, 0])
    await desk.patch(comment, { state: 'spam', body: 'Ferryman drinks' })
    expect(await learnedOf(server, 'sleeps')).toEqual([0, 0])
    expect(await learnedOf(server, 'drinks')).toEqual([0, 1])
    expect(await learnedOf(server, '#lessons')).toEqual([0, 1])
  })

  test('hears how right it was', async () => {
    const comment = await paper.comment(article, said)
    const { DB } = await server.env()
    await DB.prepare('update comments set spam_probability = 0.995 where id = ?1').bind(comment.id).run()
    await desk.patch(comment, { state: 'approved' })
    expect(await learnedOf(server, '#flagged')).toEqual([1, 0])
    await desk.patch(comment, { state: 'spam' })
    expect(await learnedOf(server, '#flagged')).toEqual([0, 1])
  })
})
