import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf, refusal, refusedFields } from '../support/api.ts'
import { crowdWaiting, learnedOf, moderators } from '../support/moderators.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  article = await paper.publish()
})
afterAll(() => server.close())

const add = (field: string, pattern: string, action = 'spam') => paper.api('POST', '/rules', { field, pattern, action })
const rules = async () => (await bodyOf(await paper.api('GET', '/rules'))).items

const from = async (address: string) => {
  const comment = `${crypto.randomUUID()} says hello`
  const answer = await paper.say(article, { comment }, { 'CF-Connecting-IP': address })
  const id = /waiting=(\d+)\./.exec(answer.headers.get('Location') ?? '')?.[1]
  return bodyOf(await paper.api('GET', `/comments/${id}`))
}

test('all addresses of one IPv6 household are one sender, to the flood window as to the limit', async () => {
  for (let i = 0; i < 5; i++) await from(`2001:db8:7:7::${i}`)
  expect((await from('2001:db8:7:7:ffff::')).reasons).toContain('5 comments from one address in ten minutes')
  expect((await from('2001:db8:7:8::')).reasons).not.toContain('5 comments from one address in ten minutes')
})

test('moderators see where a comment came from and where it stands; others the article alone', async () => {
  const comment = await from('203.0.113.9')
  expect(comment).toMatchObject({ address: '203.0.113.9', articlePath: article.path, permalink: null })
  const approved = await paper.decide({ id: Number(comment.id) }, 'approved')
  const permalink = `${article.path}?comments=000001#comment-${comment.id}`
  expect(approved).toMatchObject({ permalink })
  const Authorization = `Bearer ${await server.token('comments:read')}`
  const seen = await bodyOf(await paper.api('GET', `/comments/${comment.id}`, undefined, { Authorization }))
  expect(seen).toMatchObject({ permalink, articlePath: article.path })
  for (const personal of ['address', 'addressHash', 'networkHash', 'email']) expect(seen).not.toHaveProperty(personal)
})

describe('a rule', () => {
  test('is added, obeyed, listed with who made it, and forgotten', async () => {
    const made = await add('word', 'casino*')
    expect(made.status).toBe(201)
    const rule = await bodyOf(made)
    expect(rule).toMatchObject({ field: 'word', pattern: 'casino*', action: 'spam', actor: 'Test' })
    expect(await rules()).toEqual([rule])
    expect(await paper.comment(article, { comment: 'All casinos here' })).toMatchObject({ state: 'spam' })
    expect(await bodyOf(await paper.api('DELETE', `/rules/${rule.id}`))).toEqual(rule)
    await refusal(await paper.api('DELETE', `/rules/${rule.id}`), 404, 'not-found')
    expect(await paper.comment(article, { comment: 'All casinos there' })).toMatchObject({ state: 'held' })
  })

  test('of an address is kept as its hash, and holds for that address alone', async () => {
    expect((await add('address', '203.0.113.9')).status).toBe(201)
    expect((await add('address', '2001:0DB8:0:0::1')).status).toBe(201)
    expect(JSON.stringify(await rules())).not.toMatch(/203\.0|2001/)
    expect(await from('203.0.113.9')).toMatchObject({ state: 'spam' })
    expect(await from('2001:db8::1')).toMatchObject({ state: 'spam' })
    const other = await from('203.0.113.10')
    expect(other).toMatchObject({ state: 'held' })
    expect((await add('address', String(other.addressHash))).status).toBe(201)
    expect(await from('203.0.113.10')).toMatchObject({ state: 'spam' })
  })

  test('of a network holds for all addresses in it, and for no other', async () => {
    for (const [pattern, inside, outside] of [
      ['203.0.113.*', '203.0.113.77', '203.0.114.77'],
      ['198.51.100.0/24', '198.51.100.3', '198.51.101.3'],
      ['2001:db8:1::/48', '2001:db8:1:2::9', '2001:db8:2::9'],
      ['2001:db8:9:1::/64', '2001:db8:9:1:a:b:c:d', '2001:db8:9:2::1'],
    ] as const) {
      expect((await add('address', pattern)).status, pattern).toBe(201)
      expect(await from(inside), pattern).toMatchObject({ state: 'spam', address: inside })
      expect(await from(outside), pattern).toMatchObject({ state: 'held' })
    }
    expect(JSON.stringify(await rules())).not.toMatch(/203\.0|2001|198\.51/)
    const stranger = await from('192.0.2.1')
    expect((await add('address', String(stranger.networkHash))).status).toBe(201)
    expect(await from('192.0.2.200')).toMatchObject({ state: 'spam' })
  })

  test('is refused when it makes no sense, is there, or is one too many', async () => {
    for (const pattern of [
      '203.0.113',
      '999.1.1.1',
      'localhost',
      '203.0.*.*',
      '203.0.113.0/16',
      '2001:db8::/32',
      'a:b',
    ]) {
      expect(await refusedFields(await add('address', pattern)), pattern).toEqual(['pattern'])
    }
    for (const pattern of ['', '*', '  * ', 'x'.repeat(201)])
      expect(await refusedFields(await add('word', pattern))).toEqual(['pattern'])
    expect(await refusedFields(await add('body', 'x1', 'bin'))).toEqual(['field', 'action'])
    await add('email', '*@spam.example')
    expect((await refusal(await add('email', '*@Spam.example', 'hold'), 409, 'conflict')).errors).toEqual([
      { field: 'pattern', problem: expect.any(String) },
    ])
    const { DB } = await server.env()
    await DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 499)
       insert into rules (id, field, pattern, action, actor, created_at) select i, 'word', 'w' || i, 'hold', 'Test', i from n`,
    ).run()
    await refusal(await add('word', 'onemore'), 409, 'conflict')
  })

  test('sent twice with one key is added once', async () => {
    const send = () =>
      paper.api('POST', '/rules', { field: 'word', pattern: 'twice', action: 'hold' }, { 'Idempotency-Key': 'k' })
    const [first, second] = [await send(), await send()]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(await bodyOf(second)).toEqual(await bodyOf(first))
  })
})

describe('the statistics', () => {
  test('count what waits, up to a thousand, and what the filter learned', async () => {
    await crowdWaiting(server, article.id, 1200)
    const comment = await paper.comment(article)
    await paper.decide(comment, 'approved')
    await add('word', 'casino')
    const answer = await bodyOf(await paper.api('GET', '/comments/statistics'))
    expect(answer).toEqual({
      comments: { held: '1000+', approved: 1, spam: 0, trash: 0 },
      rules: 1,
      filter: {
        lessons: { ham: 1, spam: 0 },
        ...{ judged: 0, falsePositives: 0, falseNegatives: 0, falsePositiveRate: null },
      },
    })
  })
})

describe('a comment by the paper', () => {
  const say = (input: object, headers = {}) =>
    paper.api('POST', '/comments', { articleId: article.id, ...input }, headers)

  test('is on the page at once, marked as the author’s, and answers a reader', async () => {
    const question = await paper.comment(article, { author: 'Asker', comment: 'Why?' })
    await paper.decide(question, 'approved')
    await server.fetch(article.path)
    const answer = await say({ parentId: question.id, author: 'ada-quill', body: 'Because of <b>the tide</b>.' })
    expect(answer.status).toBe(201)
    const made = await bodyOf(answer)
    expect(made).toMatchObject({
      ...{
        author: 'Ada Quill',
        state: 'approved',
        parentId: question.id,
        isStaff: true,
        email: null,
        addressHash: null,
      },
      ...{ decidedBy: 'Test', taught: null },
    })
    const html = await (await server.fetch(article.path)).text()
    expect(html).toMatch(/Ada Quill[\s\S]{0,200}>Author</)
    expect(html).toContain('<b>the tide</b>')
    expect(html).toContain('2 Comments')
    expect(answer.headers.get('Location')).toBe(`/api/comments/${made.id}`)
    const read = await paper.api('GET', `/comments/${made.id}`)
    expect(read.headers.get('ETag')).toBe(answer.headers.get('ETag'))
    // Its place is given by the commit: who made it has to ask for the link.
    expect(made.permalink).toBeNull()
    const permalink = `${article.path}?comments=000001000002#comment-${made.id}`
    expect(await bodyOf(read)).toEqual({ ...made, permalink })
    const { DB } = await server.env()
    expect(
      await DB.prepare('select count(*) as n from commenters where comment_id = ?1').bind(made.id).first('n'),
    ).toBe(0)
  })

  test('by another author, or by a name alone, is marked as staff’s', async () => {
    await say({ author: 'ben-inkwell', body: 'I disagree.' })
    expect(await (await server.fetch(article.path)).text()).toMatch(/Ben Inkwell[\s\S]{0,200}>Staff</)
    await say({ name: 'The moderators', body: 'Stay on topic.' })
    expect(await (await server.fetch(article.path)).text()).toMatch(/The moderators[\s\S]{0,200}>Staff</)
  })

  test('teaches the filter nothing, also when it is taken away', async () => {
    const made = await bodyOf(await say({ name: 'Desk', body: 'Harbourwards we go' }))
    const desk = moderators(paper)
    await desk.patch({ id: Number(made.id) }, { state: 'spam' })
    expect(await learnedOf(server, '#lessons')).toBeNull()
    expect(await (await server.fetch(article.path)).text()).toContain('No comments yet')
  })

  test('sent twice with one key is there once', async () => {
    const send = () => say({ name: 'Desk', body: 'Once' }, { 'Idempotency-Key': 'once' })
    const answers = await Promise.all([send(), send(), send()])
    const found = await Promise.all(answers.map(async (answer) => (await bodyOf(answer)).id))
    expect(new Set(found).size).toBe(1)
    expect(await (await server.fetch(article.path)).text()).toContain('1 Comment')
    await refusal(
      await say({ name: 'Desk', body: 'Twice' }, { 'Idempotency-Key': 'once' }),
      422,
      'idempotency-mismatch',
    )
  })

  test('is refused where there is nothing to comment on, nobody of that name, or more than asked for', async () => {
    const draft = await paper.draft({ headline: 'Draft' })
    const waiting = await paper.comment(article)
    for (const [input, fields] of [
      [{ name: 'Desk', body: 'x', articleId: draft.id }, ['articleId']],
      [{ name: 'Desk', body: 'x', articleId: 1 }, ['articleId']],
      [{ name: 'Desk', body: 'x', parentId: waiting.id }, ['parentId']],
      [{ author: 'nobody', body: 'x' }, ['author']],
      [{ body: 'x' }, ['']],
      [{ author: 'ada-quill', name: 'Both', body: 'x' }, ['']],
      [{ name: 'Desk', body: ' ' }, ['body']],
      [{ name: 'Desk', body: 'x', state: 'spam' }, ['state']],
      [{ name: 'Desk', body: 'x', createdAt: 1 }, ['createdAt']],
      [{ name: 'Desk', body: 'x', authorId: 1 }, ['authorId']],
      [{ name: 'Desk', body: 'x', email: 'a@b.example' }, ['email']],
    ] as const) {
      expect(await refusedFields(await say(input)), JSON.stringify(input)).toEqual(fields)
    }
  })
})

test('who changed the lists, when and how, is written down', async () => {
  const rule = await bodyOf(await add('word', 'casino*'))
  await paper.api('DELETE', `/rules/${rule.id}`)
  const { items } = await bodyOf(await paper.api('GET', '/actions'))
  const about = { id: rule.id, field: 'word', pattern: 'casino*', action: 'spam' }
  const common = { id: expect.any(Number), at: expect.stringMatching(/^20/), actor: 'Test', about }
  expect(items).toHaveLength(2)
  expect(items).toEqual(expect.arrayContaining(['rule-added', 'rule-forgotten'].map((act) => ({ ...common, act }))))
  const Authorization = `Bearer ${await server.token('comments:read')}`
  expect((await paper.api('GET', '/actions', undefined, { Authorization })).status).toBe(403)
})
