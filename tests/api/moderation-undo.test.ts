import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf, refusal } from '../support/api.ts'
import { countedAnew, learnedOf, moderators, type Verdict } from '../support/moderators.ts'
import { type Article, type Comment, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
let comment: Comment
let desk: ReturnType<typeof moderators>
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  article = await paper.publish()
  desk = moderators(paper)
  comment = await paper.comment(article, { comment: 'Ferryman rows harbourwards' })
})
afterAll(() => server.close())

const now = async () => bodyOf(await paper.api('GET', `/comments/${comment.id}`))
const page = async () => (await server.fetch(article.path)).text()
async function last(): Promise<Verdict> {
  const [entry] = await desk.verdicts(comment)
  if (!entry) throw new Error('nothing happened')
  return entry
}
async function undo(entry: { id: number }): Promise<Verdict> {
  const answer = await desk.undo(entry, { reason: 'A slip' })
  const text = await answer.text()
  expect(answer.status, text).toBe(201)
  return JSON.parse(text)
}

describe('undoing', () => {
  test('a decision puts the comment back, takes the lesson back, and is an entry itself', async () => {
    await desk.patch(comment, { state: 'approved' })
    await page()
    const entry = await last()
    const undone = await undo(entry)
    expect(undone).toMatchObject({ act: 'undone', undoes: entry.id, from: 'approved', to: 'held', reasons: ['A slip'] })
    expect(await last()).toEqual(undone)
    expect((await desk.verdicts(comment)).find(({ id }) => id === entry.id)).toMatchObject({ isUndone: true })
    expect(await now()).toMatchObject({ state: 'held', taught: null })
    expect(await learnedOf(server, 'harbourwards')).toEqual([0, 0])
    expect(await page()).not.toContain('harbourwards')
    expect(await countedAnew(server, article.id)).toEqual({ wronglyShown: 0, stored: 0, real: 0 })
  })

  test('goes back to the lesson that was, not to the one that the state would teach', async () => {
    await desk.patch(comment, { state: 'approved' })
    await desk.patch(comment, { state: 'spam' })
    await undo(await last())
    expect(await now()).toMatchObject({ state: 'approved', taught: 'ham' })
    const { DB } = await server.env()
    await DB.prepare('update comments set taught = null where id = ?1').bind(comment.id).run()
    await desk.patch(comment, { state: 'spam' })
    await undo(await last())
    expect(await now()).toMatchObject({ state: 'approved', taught: null })
  })

  test('an edit puts the words back, on the page and in the lesson', async () => {
    await desk.patch(comment, { state: 'approved' })
    await desk.patch(comment, { body: 'Ferryman <b>sleeps</b>', author: 'Other' })
    expect(await page()).toContain('<b>sleeps</b>')
    await undo(await last())
    expect(await now()).toMatchObject({ body: comment.body, bodyHtml: comment.bodyHtml, author: comment.author })
    expect(await page()).toContain('harbourwards')
    expect(await learnedOf(server, 'harbourwards')).toEqual([1, 0])
    expect(await learnedOf(server, 'sleeps')).toEqual([0, 0])
  })

  test('is refused where something later builds on it, and possible once that is undone', async () => {
    await desk.patch(comment, { state: 'approved' })
    const first = await last()
    await desk.patch(comment, { state: 'spam' })
    const second = await last()
    await refusal(await desk.undo(first), 409, 'conflict')
    expect(await now()).toMatchObject({ state: 'spam' })
    await undo(second)
    await refusal(await desk.undo(second), 409, 'conflict')
    await undo(first)
    expect(await now()).toMatchObject({ state: 'held' })
  })

  test('of words and of state do not stand in each other’s way', async () => {
    await desk.patch(comment, { body: 'New words' })
    const edited = await last()
    await desk.patch(comment, { state: 'approved' })
    const decided = await last()
    await undo(edited)
    await undo(decided)
    expect(await now()).toMatchObject({ state: 'held', body: comment.body })
  })

  test('can be undone itself, once', async () => {
    await desk.patch(comment, { state: 'approved' })
    const decided = await last()
    const undone = await undo(decided)
    const redone = await undo(undone)
    expect(await now()).toMatchObject({ state: 'approved', taught: 'ham' })
    await refusal(await desk.undo(redone), 409, 'conflict')
    expect((await desk.verdicts(comment)).find(({ id }) => id === decided.id)).toMatchObject({ isUndone: false })
    await undo(decided)
    expect(await now()).toMatchObject({ state: 'held', taught: null })
  })

  test('twice at once undoes once', async () => {
    await desk.patch(comment, { state: 'approved' })
    const entry = await last()
    const answers = await Promise.all([desk.undo(entry), desk.undo(entry), desk.undo(entry)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(await countedAnew(server, article.id)).toEqual({ wronglyShown: 0, stored: 0, real: 0 })
  })

  test('is refused for what changed nothing, what is not there, and what was erased since', async () => {
    await refusal(await desk.undo(await last()), 409, 'conflict')
    for (const id of ['1', 'x', '9'.repeat(16)]) {
      await refusal(await paper.api('POST', `/verdicts/${id}/undo`, {}), 404, 'not-found')
    }
    await desk.patch(comment, { state: 'approved' })
    const decided = await last()
    const { DB } = await server.env()
    await DB.prepare(
      `insert into verdicts (id, comment_id, at, actor, act, from_state, to_state, reasons)
       values (1, ?1, ?2, 'reader', 'erased', 'approved', 'approved', '[]')`,
    )
      .bind(comment.id, Date.now() + 1000)
      .run()
    await refusal(await desk.undo(decided), 409, 'conflict')
  })
})

describe('the ledger', () => {
  test('of all comments is walked newest first, with no gap nor double', async () => {
    for (const state of ['approved', 'spam', 'held', 'approved']) await desk.patch(comment, { state })
    const other = await paper.comment(article, { comment: 'Another' })
    await desk.patch(other, { state: 'trash' })
    const walked: Verdict[] = []
    let cursor = ''
    do {
      const answer: { items: Verdict[]; cursor: string | null } = JSON.parse(
        await (await paper.api('GET', `/verdicts?limit=2${cursor}`)).text(),
      )
      walked.push(...answer.items)
      cursor = answer.cursor ? `&cursor=${answer.cursor}` : ''
    } while (cursor)
    expect(walked).toHaveLength(7)
    expect(new Set(walked.map(({ id }) => id)).size).toBe(7)
    const times = walked.map(({ at }) => String(at))
    expect(times).toEqual([...times].sort().reverse())
    expect(walked[0]).toMatchObject({ commentId: other.id, to: 'trash' })
  })

  test('of a comment that is not there is 404', async () => {
    await refusal(await paper.api('GET', '/comments/1/verdicts'), 404, 'not-found')
  })
})

describe('undoing many decisions at once', () => {
  const undoAll = (ids: number[]) => paper.api('POST', '/verdicts/undo', { ids, reason: 'All a slip' })
  const decided = async (words: string, state: string) => {
    const each = await paper.comment(article, { comment: words })
    await paper.decide(each, state)
    const [entry] = await desk.verdicts(each)
    return { each, entry: entry?.id ?? 0 }
  }

  test('puts all of them back, with counts, and can be undone itself', async () => {
    const made = [await decided('One of them', 'approved'), await decided('Two of them', 'spam')]
    const answer = await bodyOf(await undoAll(made.map(({ entry }) => entry)))
    expect(answer.items).toMatchObject(made.map(({ each }) => ({ id: each.id, state: 'held' })))
    expect(await countedAnew(server, article.id)).toEqual({ wronglyShown: 0, stored: 0, real: 0 })
    for (const { each } of made)
      expect((await desk.verdicts(each))[0]).toMatchObject({ act: 'undone', reasons: ['All a slip'] })
    const again = await Promise.all(made.map(async ({ each }) => (await desk.verdicts(each))[0]?.id ?? 0))
    expect((await undoAll(again)).status).toBe(200)
    expect(await countedAnew(server, article.id)).toEqual({ wronglyShown: 0, stored: 1, real: 1 })
  })

  test('is done for all or for none', async () => {
    const { each, entry } = await decided('One of them', 'approved')
    const unknown = await refusal(await undoAll([entry, 12345]), 422, 'invalid-input')
    expect(unknown.errors).toEqual([{ field: 'ids.1', problem: 'There is no such entry' }])
    await paper.decide(each, 'spam')
    const later = await refusal(await undoAll([entry]), 409, 'conflict')
    expect(later.errors).toMatchObject([{ field: 'ids.0' }])
    const [second] = await desk.verdicts(each)
    const twice = await refusal(await undoAll([second?.id ?? 0, entry]), 409, 'conflict')
    expect(twice.errors).toMatchObject([{ field: 'ids.1' }])
    expect((await undoAll([])).status).toBe(422)
    expect(await bodyOf(await paper.api('GET', `/comments/${each.id}`))).toMatchObject({ state: 'spam' })
  })
})
