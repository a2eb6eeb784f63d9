import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

/** The limiter counts by minutes of its own: what is sent across the end of one meets twice as many. */
const A_MINUTE = 15

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer({ narrow: { LIMIT: A_MINUTE } })
})
let reader = ''
let readers = 0
beforeEach(async () => {
  await server.clear()
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z' } })
  paper = await openPaper(server)
  article = await paper.publish()
  reader = `203.0.113.${++readers}`
})
afterAll(() => server.close())

const advance = (minutes: number) => server.control('clock', { method: 'PUT', body: { advance: minutes * 60_000 } })
const say = (fields: Record<string, string> = {}, at = article) => paper.say(at, fields, { 'CF-Connecting-IP': reader })
const listed = async () => JSON.parse(await (await paper.api('GET', '/comments')).text()).items
const page = async (path: string) => (await server.fetch(path)).text()

/** A comment and the signed address of its writer. */
async function own(fields: Record<string, string> = {}) {
  const answer = await say(fields)
  expect(answer.status).toBe(303)
  const location = answer.headers.get('Location') ?? ''
  const token = /waiting=([^#]+)/.exec(location)?.[1] ?? ''
  const act = (more: Record<string, string>) => say({ own: token, ...more })
  return { id: Number(token.split('.')[0]), token, location, act }
}
const readOnlyText = (html: string) => /<textarea[^>]*readonly[^>]*>([^<]*)</.exec(html)?.[1]

describe('any form of one address', () => {
  test.each([
    ['an edit of one’s own comment', { act: 'save' }],
    ['a preview', { act: 'preview' }],
    ['a form that is not filled in', { email: 'nonsense' }],
  ])('is limited by the minute, and keeps its words: %s', async (_, fields) => {
    const { token } = await own()
    const more = 'act' in fields && fields.act === 'save' ? { own: token } : {}
    const answers = await Promise.all(
      Array.from({ length: 2 * A_MINUTE + 5 }, (_, i) => say({ ...fields, ...more, comment: `Words number ${i}.` })),
    )
    const late = answers.filter(({ status }) => status === 429)
    expect(late.length).toBeGreaterThanOrEqual(5)
    expect(late[0]?.headers.get('Retry-After')).toBe('60')
    const html = await late[0]?.text()
    expect(html).toContain('That was a lot in one minute.')
    expect(html).toMatch(/<textarea[^>]*>Words number \d+\.</)
    if ('own' in more) expect(html).toContain(`name="own" value="${token}"`)
  })
})

describe('one’s own comment', () => {
  test('can be given new words ten times, and no more; they are not lost, and it can still be removed', async () => {
    const { id, act } = await own()
    for (let i = 1; i <= 10; i++) expect((await act({ act: 'save', comment: `Version ${i}` })).status).toBe(303)
    const eleventh = await act({ act: 'save', comment: 'Version 11' })
    expect(eleventh.status).toBe(409)
    const html = await eleventh.text()
    expect(html).toContain('You have changed this comment 10 times')
    expect(readOnlyText(html)).toBe('Version 11')
    expect((await listed())[0].body).toBe('Version 10')
    expect((await act({ act: 'edit' })).status).toBe(409)
    expect((await act({ act: 'delete' })).status).toBe(303)
    expect(JSON.parse(await (await paper.api('GET', `/comments/${id}`)).text()).state).toBe('trash')
  })

  test('saved too late, or after an answer, gives back the words', async () => {
    const late = await own({ comment: 'Early' })
    await advance(16)
    const tooLate = await late.act({ act: 'save', comment: 'Later words' })
    expect(tooLate.status).toBe(409)
    expect(readOnlyText(await tooLate.text())).toBe('Later words')

    const answered = await own({ comment: 'Discuss' })
    await paper.decide(answered, 'approved')
    const reply = await own({ comment: 'Gladly.', comment_parent: String(answered.id) })
    await paper.decide(reply, 'approved')
    const after = await answered.act({ act: 'save', comment: 'Discussed' })
    expect(after.status).toBe(409)
    const html = await after.text()
    expect(html).toContain('until somebody answers')
    expect(readOnlyText(html)).toBe('Discussed')
  })

  test('is not locked by an answer that nobody sees, nor when it is taken back is the answer lost', async () => {
    const first = await own({ comment: 'Discuss' })
    await paper.decide(first, 'approved')
    const held = await own({ comment: 'Waits for a moderator', comment_parent: String(first.id) })
    expect((await first.act({ act: 'save', comment: 'Discuss this' })).status).toBe(303)
    expect((await first.act({ act: 'delete' })).status).toBe(303)
    await paper.decide(held, 'approved')
    expect(await page(article.path)).toMatch(/This comment was removed[\s\S]*Waits for a moderator/)
  })
})

describe('what changes while somebody writes', () => {
  test.each([{}, { act: 'preview' }])('comments are closed: the words are there to copy %j', async (fields) => {
    await paper.revise(article, { commentsOpen: false })
    const answer = await say({ ...fields, comment: 'A long and careful answer' })
    expect(answer.status).toBe(409)
    const html = await answer.text()
    expect(html).toContain('Comments were closed while you wrote.')
    expect(readOnlyText(html)).toBe('A long and careful answer')
  })

  test.each([
    ['the article is locked', { locked: ['/2026/11/the-strike'] }, 409],
    ['nothing can be written at all', { readOnly: 'Moving house.' }, 503],
  ])('%s: the words stay, those of an edit too', async (_, switches, status) => {
    const mine = await own({ comment: 'Mine' })
    expect((await paper.api('PATCH', '/switches', switches)).status).toBe(200)
    const answer = await say({ comment: 'A long and careful answer' })
    expect(answer.status).toBe(status)
    expect(await answer.text()).toMatch(/<textarea[^>]*>A long and careful answer</)
    if (status === 503) {
      const html = await (await mine.act({ act: 'save', comment: 'Mine, but better' })).text()
      expect(html).toMatch(/<textarea[^>]*>Mine, but better</)
      expect(html).toContain(`name="own" value="${mine.token}"`)
    }
    await paper.api('PATCH', '/switches', { locked: [], readOnly: '' })
  })

  test('the article’s address: the comment is taken, with its answer, its preview and its edit', async () => {
    const first = await own({ comment: 'Under the old address' })
    await paper.decide(first, 'approved')
    const moved = await paper.revise(article, { slug: 'the-walkout' })
    const preview = await say({ act: 'preview', comment: 'Soon' })
    expect(preview.status).toBe(200)
    expect(await preview.text()).toContain(`action="${moved.path}/comments#reply"`)
    const reply = await say({ comment: 'Sent to where it was', comment_parent: String(first.id) })
    expect(reply.status).toBe(303)
    expect(reply.headers.get('Location')).toMatch(new RegExp(`^${moved.path}\\?waiting=`))
    expect((await listed())[0]).toMatchObject({ articleId: article.id, parentId: first.id })
    expect((await first.act({ act: 'save', comment: 'Edited' })).status).toBe(303)
    const signed = await server.fetch(`${article.path}?waiting=${first.token}`)
    expect([signed.status, signed.headers.get('Location')]).toEqual([301, `${moved.path}?waiting=${first.token}`])
  })

  test('the comment that is answered goes: the answer stands by itself from then on, and says so', async () => {
    const first = await own({ comment: 'Discuss' })
    await paper.decide(first, 'approved')
    const parent = { comment_parent: String(first.id) }
    await paper.decide(first, 'trash')
    const answer = await say({ comment: 'Gladly, at length.', ...parent })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('no longer there. Sent again, yours will stand by itself.')
    expect(html).toContain('>Gladly, at length.</textarea>')
    expect(html).not.toContain('comment_parent')
    expect((await say({ comment: 'Gladly, at length.' })).status).toBe(303)
    const both = await (await say({ comment: ' ', ...parent })).text()
    expect(both).toMatch(/Please write a comment\. The comment you reply to is no longer there\./)
  })
})

describe('a reply', () => {
  test.each([
    ['an error', { email: 'nonsense' }, 422],
    ['a preview', { act: 'preview' }, 200],
  ])('keeps whom it answers, and the way out, through %s', async (_, fields, status) => {
    const first = await own({ author: 'Doris Bell' })
    await paper.decide(first, 'approved')
    const answer = await say({ comment: 'Indeed.', comment_parent: String(first.id), ...fields })
    expect(answer.status).toBe(status)
    const html = await answer.text()
    expect(html).toContain('Leave a reply to Doris Bell</h2>')
    expect(html).toContain(`<a href="${article.path}#reply">Cancel reply</a>`)
    expect(html).toContain(`name="comment_parent" value="${first.id}"`)
  })
})

test('an error page that is loaded again shows the article’s comments', async () => {
  const answer = await server.fetch(`${article.path}/comments`)
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, `${article.path}#comments`])
})

test('no field is cut by the browser, and what is too long is told for what it is', async () => {
  expect(await page(article.path)).not.toMatch(/maxlength/i)
  const families = await say({ comment: '👩‍👩‍👧‍👦'.repeat(12_000) })
  expect(families.status).toBe(303)
  const letters = await (await say({ comment: 'a'.repeat(300_000) })).text()
  expect(letters).toContain('A comment may have 65525 characters at most; an emoji')
  const bytes = await say({ comment: '👩‍👩‍👧‍👦'.repeat(30_000) })
  expect(bytes.status).toBe(413)
  expect(await bytes.text()).toContain('an emoji can count for 75 bytes')
})

test('a signed address is told to no other site; other pages tell where they are', async () => {
  const policy = async (path: string) => (await server.fetch(path)).headers.get('Referrer-Policy')
  const { location } = await own()
  expect(await policy(location.split('#')[0] ?? '')).toBe('same-origin')
  for (const path of ['/moderate/approve?key=x', '/privacy/copy?key=x', '/subscription/end?key=x'])
    expect(await policy(path), path).toBe('same-origin')
  expect(await policy(article.path)).toBe('strict-origin-when-cross-origin')
})
