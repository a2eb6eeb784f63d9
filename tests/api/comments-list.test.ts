import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, refusedFields } from '../support/api.ts'
import { crowdWaiting } from '../support/moderators.ts'
import { type Article, type Comment, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
let ada: Comment
let bob: Comment
let asReader: Record<string, string>
beforeAll(async () => {
  server = await startServer()
  paper = await openPaper(server)
  article = await paper.publish()
  await crowdWaiting(server, article.id, 300)
  const say = async (fields: Record<string, string>, address: string) => {
    const answer = await paper.say(article, fields, { 'CF-Connecting-IP': address, 'User-Agent': 'Rowboat/1' })
    const id = /waiting=(\d+)\./.exec(answer.headers.get('Location') ?? '')?.[1]
    return paper.api('GET', `/comments/${id}`).then(async (got): Promise<Comment> => JSON.parse(await got.text()))
  }
  ada = await say(
    { author: 'Ada', email: 'ada@example.org', comment: 'ÄRGER über 100% [sic] lighthouse' },
    '203.0.113.7',
  )
  bob = await say({ author: 'Bob_the%', email: 'bob@example.org', comment: 'Nothing of note' }, '203.0.113.8')
  asReader = { Authorization: `Bearer ${await server.token('comments:read')}` }
})
afterAll(() => server.close())

const ids = async (query: string, headers = {}): Promise<number[]> => {
  const answer = await paper.api('GET', `/comments?${query}`, undefined, headers)
  const { items }: { items: { id: number }[] } = JSON.parse(await answer.text())
  return items.map(({ id }) => id)
}

describe('comments are listed', () => {
  test('by sender', async () => {
    expect(ada.addressHash).not.toBe(bob.addressHash)
    expect(await ids(`addressHash=${ada.addressHash}`)).toEqual([ada.id])
    expect(await ids(`emailHash=${bob.emailHash}`)).toEqual([bob.id])
    expect(await ids(`emailHash=${bob.emailHash}&addressHash=${ada.addressHash}`)).toEqual([])
  })

  test('by what they say and who says it, letter for letter, whatever the case', async () => {
    for (const text of ['ärger', 'ÄRGER', 'LIGHTHOUSE', '100%', '[sic]', 'ada']) {
      expect(await ids(`text=${encodeURIComponent(text)}`), text).toEqual([ada.id])
    }
    for (const text of ['b_the%', 'bob', 'nothing of'])
      expect(await ids(`text=${encodeURIComponent(text)}`)).toEqual([bob.id])
    for (const text of ['100_', '%', "' or 1=1 --", 'x'.repeat(200)]) {
      const found = await ids(`text=${encodeURIComponent(text)}`)
      expect(found, text).toEqual(text === '%' ? [bob.id, ada.id] : [])
    }
    expect(await ids('text=ada', asReader)).toEqual([ada.id])
    expect(await ids('text=words&state=approved')).toEqual([])
  })

  test('by when they came, with the rest', async () => {
    expect(await ids('since=2026-01-01T00:00:00Z')).toEqual([bob.id, ada.id])
    expect(await ids(`since=2026-01-01T00:00:00Z&text=note&article=${article.id}&state=held`)).toEqual([bob.id])
    expect(await refusedFields(await paper.api('GET', '/comments?since=yesterday&text=&addressHash=x'))).toEqual([
      ...['addressHash', 'text', 'since'],
    ])
  })

  test('page by page, found ones too, with no gap nor double', async () => {
    const walked: number[] = []
    let cursor: unknown
    do {
      const answer = await bodyOf(
        await paper.api('GET', `/comments?text=words&limit=70${cursor ? `&cursor=${cursor}` : ''}`),
      )
      const { items }: { items?: { id: number }[] } = answer
      walked.push(...(items ?? []).map(({ id }) => id))
      cursor = answer.cursor
    } while (cursor)
    expect(walked).toHaveLength(300)
    expect(new Set(walked).size).toBe(300)
  })

  test('with personal details to moderators alone', async () => {
    const personal = ['email', 'emailHash', 'addressHash', 'userAgent', 'score', 'spamProbability', 'taught']
    const forModerators = await bodyOf(await paper.api('GET', `/comments/${ada.id}`))
    expect(Object.keys(forModerators)).toEqual(expect.arrayContaining(personal))
    expect(forModerators).toMatchObject({ email: 'ada@example.org', userAgent: 'Rowboat/1' })
    for (const path of ['/comments', `/comments/${ada.id}`, '/comments?text=ada', '/comments/statistics']) {
      const text = await (await paper.api('GET', path, undefined, asReader)).text()
      for (const each of [...personal.slice(0, 4), 'Rowboat', 'ada@example.org']) expect(text, path).not.toContain(each)
    }
  })

  test('reading rows that do not grow with the site, for one sender', async () => {
    const { DB } = await server.env()
    const plan = await DB.prepare(
      `explain query plan select * from comments where comments.id in (select p.comment_id from commenters p
         where p.address_hash = ?1 order by p.created_at desc limit 2000) order by comments.created_at desc, comments.id desc limit 20`,
    )
      .bind('x')
      .all<{ detail: string }>()
    expect(plan.results.map(({ detail }) => detail).join('; ')).toMatch(/SEARCH comments USING INTEGER PRIMARY KEY/)
  })
})
