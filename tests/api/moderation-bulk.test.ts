import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf, refusal, refusedFields } from '../support/api.ts'
import { countedAnew, crowdWaiting, learnedOf, moderators } from '../support/moderators.ts'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let desk: ReturnType<typeof moderators>
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  desk = moderators(paper)
})
afterAll(() => server.close())

const right = { wronglyShown: 0 }
const page = async (article: Article) => (await server.fetch(article.path)).text()

describe('many comments at once', () => {
  test('are decided on, counted, taught and written down, in one write', async () => {
    const [one, two] = [await paper.publish({ headline: 'One' }), await paper.publish({ headline: 'Two' })]
    const ids = [...(await crowdWaiting(server, one.id, 60)), ...(await crowdWaiting(server, two.id, 40, 60))]
    const answer = await desk.bulk(ids, 'approved')
    expect(answer.headers.get('Dateline-Purge')).toMatch(/done/)
    const { items } = await bodyOf(answer)
    expect(items).toHaveLength(100)
    expect(items).toEqual(ids.map((id) => ({ id, state: 'approved', verdict: expect.any(Number) })))
    expect(await countedAnew(server, one.id)).toEqual({ ...right, stored: 60, real: 60 })
    expect(await countedAnew(server, two.id)).toEqual({ ...right, stored: 40, real: 40 })
    expect(await learnedOf(server, '#lessons')).toEqual([100, 0])
    expect(await page(one)).toContain('60 Comments')
    expect(await page(two)).toContain('40 Comments')
  })

  test('cost few statements, however many they are', async () => {
    const article = await paper.publish()
    const cost = async (ids: number[], state: string) => {
      await server.control('database', { method: 'DELETE' })
      expect((await desk.bulk(ids, state)).status).toBe(200)
      return (await server.control<{ statements: number }>('database')).statements
    }
    const ids = await crowdWaiting(server, article.id, 101)
    const ofOne = await cost(ids.slice(0, 1), 'approved')
    const ofHundred = await cost(ids.slice(1), 'approved')
    expect(ofHundred).toBe(ofOne)
    expect(ofHundred).toBeLessThan(20)
    expect(await cost(ids.slice(0, 100), 'spam')).toBeLessThan(20)
  })

  test('of any mix of states and depths leave every count and every gap right', async () => {
    const article = await paper.publish()
    const ids: number[] = []
    for (let i = 0; i < 8; i++) {
      const parent = i % 4 === 0 ? undefined : ids.at(-1)
      const said = { comment: `Number ${i}`, ...(parent ? { comment_parent: String(parent) } : {}) }
      const { id } = await paper.comment(article, said)
      ids.push(id)
      await desk.patch({ id }, { state: 'approved' })
    }
    const some = (...places: number[]) => places.map((place) => ids[place] ?? 0)
    for (const [of, state] of [
      [some(0, 1, 2), 'trash'],
      [some(3, 4), 'spam'],
      [some(0, 3, 5), 'restore'],
      [some(0, 1, 2, 3, 4, 5, 6, 7), 'held'],
      [some(2, 7), 'approved'],
      [some(2, 7, 0), 'trash'],
      [ids, 'restore'],
      [ids, 'approved'],
    ] as const) {
      await page(article)
      expect((await desk.bulk([...of], state)).status).toBe(200)
      const counted = await countedAnew(server, article.id)
      expect(counted, state).toMatchObject(right)
      expect(counted.stored, state).toBe(counted.real)
      const cached = await page(article)
      expect(cached, state).toBe(await (await server.fetch(`/__edge/render${article.path}`)).text())
    }
    expect(await page(article)).toContain('8 Comments')
  })

  test('decided on again are not changed again', async () => {
    const article = await paper.publish()
    const ids = await crowdWaiting(server, article.id, 5)
    await desk.bulk(ids, 'approved')
    await page(article)
    const again = await desk.bulk([...ids, ...ids], 'approved')
    expect(again.headers.get('Dateline-Purge')).toBe('none')
    expect((await bodyOf(again)).items).toEqual(ids.map((id) => ({ id, state: 'approved', verdict: null })))
    expect(edgeStatus(await server.fetch(article.path))).toBe('HIT')
    expect(await countedAnew(server, article.id)).toEqual({ ...right, stored: 5, real: 5 })
    expect(await learnedOf(server, '#lessons')).toEqual([5, 0])
  })

  test('by two moderators at once count once', async () => {
    const article = await paper.publish()
    const ids = await crowdWaiting(server, article.id, 30)
    const answers = await Promise.all([
      ...[desk.bulk(ids, 'approved'), desk.bulk(ids.slice(10), 'approved'), desk.bulk(ids.slice(0, 20), 'approved')],
    ])
    for (const { status } of answers) expect(status).toBe(200)
    expect(await countedAnew(server, article.id)).toEqual({ ...right, stored: 30, real: 30 })
    expect(await learnedOf(server, '#lessons')).toEqual([30, 0])
  })

  test('with one that is not there are refused, all of them, by name', async () => {
    const article = await paper.publish()
    const [first = 0, second = 0] = await crowdWaiting(server, article.id, 2)
    const answer = await desk.bulk([first, 5, second, 6], 'approved')
    expect((await refusal(answer.clone(), 422, 'invalid-input')).errors).toEqual([
      { field: 'ids.1', problem: 'There is no comment 5' },
      { field: 'ids.3', problem: 'There is no comment 6' },
    ])
    expect(await countedAnew(server, article.id)).toEqual({ ...right, stored: 0, real: 0 })
  })

  test('take ids and a state, and nothing else', async () => {
    for (const [input, field] of [
      [{ state: 'approved' }, 'ids'],
      [{ ids: [], state: 'approved' }, 'ids'],
      [{ ids: Array.from({ length: 101 }, (_, i) => i + 1), state: 'approved' }, 'ids'],
      [{ ids: ['1'], state: 'approved' }, 'ids.0'],
      [{ ids: [1.5], state: 'approved' }, 'ids.0'],
      [{ ids: [1] }, 'state'],
      [{ ids: [1], state: 'gone' }, 'state'],
      [{ ids: [1], state: 'held', author: 'x' }, 'author'],
    ] as const) {
      expect(await refusedFields(await paper.api('PATCH', '/comments', input)), JSON.stringify(input)).toEqual([field])
    }
  })
})

describe('a burst of two hundred approvals in a minute', () => {
  const burst = async (decideAll: (ids: number[]) => Promise<void>) => {
    const articles: Article[] = []
    for (let i = 0; i < 5; i++) articles.push(await paper.publish({ headline: `Story ${i}` }))
    const ids: number[] = []
    for (const [i, article] of articles.entries()) ids.push(...(await crowdWaiting(server, article.id, 40, i * 40)))
    await server.control('clock', { method: 'PUT', body: { frozen: true } })
    const urls = [...articles.map(({ path }) => path), '/comments.xml', '/']
    for (const url of urls) await server.fetch(url)
    await decideAll(ids)
    await server.control('clock', { method: 'PUT', body: { advance: 59_000 } })
    await server.tick()
    for (const article of articles) expect(await page(article)).toContain('40 Comments')
    for (const url of urls) {
      const cached = await (await server.fetch(url)).text()
      expect(cached, url).toBe(await (await server.fetch(`/__edge/render${url}`)).text())
    }
    const { purges } = await server.control<{ purges: { result: { success: boolean } | null }[] }>('purges')
    return purges.filter(({ result }) => result?.success).length
  }

  test('one by one stays inside the purge limit, and every page is right within the minute', async () => {
    const calls = await burst(async (ids) => {
      for (const id of ids) await desk.patch({ id }, { state: 'approved' })
    })
    expect(calls).toBeLessThanOrEqual(25 + 5)
  }, 120_000)

  test('by the hundred is two purges', async () => {
    // What set the paper up has its second purge before.
    await server.control('clock', { method: 'PUT', body: { advance: 60_000 } })
    await server.tick()
    const before = (await server.control<{ purges: unknown[] }>('purges')).purges.length
    const calls = await burst(async (ids) => {
      for (const part of [ids.slice(0, 100), ids.slice(100)])
        expect((await desk.bulk(part, 'approved')).status).toBe(200)
    })
    // The rest are those of publishing.
    expect(calls - before).toBeLessThanOrEqual(2 + 5 + 1)
  })
})
