import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  // What any paper is full of, so that the words of the few below are rare in it.
  for (let i = 1; i <= 6; i++)
    await publish(`Padding ${i}`, `The council met and had to wait, and nothing came near a decision, item ${i}.`)
})
afterAll(() => server.close())

let day = 0
beforeEach(() => {
  day = 0
})
const publish = (headline: string, body: string, more: Record<string, unknown> = {}) =>
  paper.publish({
    ...{ headline, body, standfirst: '', topics: [], section: null, authors: [] },
    ...{ publishedAt: `2026-10-${String(++day).padStart(2, '0')}T10:00:00Z`, ...more },
  })

/** What an article leads to, in order. */
async function leadsTo({ path }: Article): Promise<string[]> {
  const html = await (await server.fetch(path)).text()
  const list = /id="related-heading">.*?<\/section>/s.exec(html)?.[0] ?? ''
  return [...list.matchAll(/<bdi>(.*?)<\/bdi>/g)].map(([, headline = '']) => headline)
}

const whales = 'The whales came near, and a harpoon rusted. Whales breathe, whalers wait.'
const bees = 'The bees hummed, and honey dripped. Hives swarm, keepers wait.'

describe('related articles', () => {
  test('share words that are rare in the paper, whatever their topics, and the older leads to the newer too', async () => {
    const older = await publish('Whales in the harbour', whales)
    const other = await publish('Bees in the orchard', bees)
    expect(await leadsTo(older)).toEqual([])
    expect(edgeStatus(await server.fetch(older.path))).toBe('HIT')
    const newer = await publish('Whales and the harpoon', `Where whales go. ${whales}`)
    expect(await leadsTo(newer)).toEqual(['Whales in the harbour'])
    expect(await leadsTo(older)).toEqual(['Whales and the harpoon'])
    expect(await leadsTo(other)).toEqual([])
  })

  test('say what they are where they are no reports, and so do neighbours', async () => {
    const older = await publish('Whales in the harbour', whales)
    const newer = await publish('Whales and the harpoon', whales)
    const page = async () => (await server.fetch(older.path)).text()
    expect(await page()).not.toMatch(/<span class="genre report">Report<\/span> <a/)
    await paper.revise(newer, { genre: 'sponsored' })
    const link = `<span class="genre sponsored">Sponsored</span> <a href="${newer.path}">`
    expect((await page()).split(link)).toHaveLength(2)
    expect(await page()).toContain(
      `<span class="genre sponsored">Sponsored</span> </span><a rel="next" href="${newer.path}">`,
    )
  })

  test('are purged and named where they came to stand', async () => {
    const older = await publish('Whales in the harbour', whales)
    await publish('Bees in the orchard', bees)
    await leadsTo(older)
    const newer = await publish('Whales and the harpoon', whales)
    await leadsTo(older)
    expect(edgeStatus(await server.fetch(older.path))).toBe('HIT')
    await paper.revise(newer, { headline: 'Whales, whales' })
    expect(await leadsTo(older)).toEqual(['Whales, whales'])
    await paper.withdraw(newer)
    expect(await leadsTo(older)).toEqual([])
  })

  test('are found in a language without spaces, and by topics beside words', async () => {
    for (let i = 0; i < 6; i++) await publish(`市議会 ${i}`, '市議会は何も決めなかった。')
    const older = await publish('港に鯨が来た', '鯨が港に入り、銛は使われなかった。')
    await publish('果樹園の蜂', '蜂の群れが果樹園を覆った。')
    const newer = await publish('鯨が来た日', '港の鯨について市議会は何も決めなかった。')
    expect((await leadsTo(newer))[0]).toBe('港に鯨が来た')
    expect(await leadsTo(older)).toContain('鯨が来た日')
    const [one, two] = [
      await publish('Alpha', 'One.', { topics: ['Sea'] }),
      await publish('Beta', 'Two.', { topics: ['Sea'] }),
    ]
    expect(await leadsTo(two)).toEqual(['Alpha'])
    expect(await leadsTo(one)).toEqual(['Beta'])
  })

  test('appear with a scheduled article at its second', async () => {
    await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T09:00:00Z' } })
    const older = await publish('Whales in the harbour', whales)
    await publish('Bees in the orchard', bees)
    const publishedAt = '2026-11-22T10:00:00Z'
    await publish('Whales to come', whales, { status: 'scheduled', publishedAt })
    expect(await leadsTo(older)).toEqual([])
    await server.control('clock', { method: 'PUT', body: { now: publishedAt } })
    expect(await leadsTo(older)).toEqual(['Whales to come'])
  })

  test('are first those that an editor chose, in that order, and stay so', async () => {
    const [whale, bee] = [await publish('Whales in the harbour', whales), await publish('Bees in the orchard', bees)]
    const lamp = await publish('The lamp', 'It burned.')
    const newer = await publish('Whales and the harpoon', whales, { related: [lamp.id, bee.id] })
    expect(newer.related).toEqual([lamp.id, bee.id])
    expect(await leadsTo(newer)).toEqual(['The lamp', 'Bees in the orchard', 'Whales in the harbour'])
    expect(await paper.revise(newer, { body: `${whales} And so on.` })).toMatchObject({ related: [lamp.id, bee.id] })
    expect(await leadsTo(newer)).toEqual(['The lamp', 'Bees in the orchard', 'Whales in the harbour'])
    await paper.revise(newer, { related: [] })
    expect(await leadsTo(newer)).toEqual(['Whales in the harbour'])
    for (const related of [[newer.id], [123], [whale.id, 0]])
      expect((await paper.api('PATCH', `/articles/${newer.id}`, { related })).status).toBe(422)
  })

  test('come back to a cached page with an article that was away, withdrawn or put off', async () => {
    const away = await publish('Bees in the orchard', bees)
    // Not its neighbour in time, whose page would be purged for that.
    await publish('The lamp', 'It burned.', { publishedAt: '2026-11-01T10:00:00Z' })
    const more = { related: [away.id], publishedAt: '2026-11-02T10:00:00Z' }
    const page = await publish('Whales in the harbour', whales, more)
    for (const gone of [{ status: 'withdrawn' }, { status: 'scheduled', publishedAt: '2099-01-01T10:00:00Z' }]) {
      await paper.revise(away, gone)
      expect(await leadsTo(page)).toEqual([])
      expect(edgeStatus(await server.fetch(page.path))).toBe('HIT')
      await paper.revise(away, { status: 'published', publishedAt: '2026-10-01T10:00:00Z' })
      expect(await leadsTo(page)).toEqual(['Bees in the orchard'])
    }
  })

  test('are four at most, and eight are kept however many come', async () => {
    const older = await publish('Whales in the harbour', whales, { topics: ['Whales'] })
    for (let i = 0; i < 11; i++) await publish(`Whales again ${i}`, `${whales} ${i}`, { topics: ['Whales'] })
    expect(await leadsTo(older)).toHaveLength(4)
    const { DB } = await server.env()
    const most = 'select max(n) from (select count(*) n from related group by article_id)'
    expect(await DB.prepare(most).first<number>('max(n)')).toBeLessThanOrEqual(8)
  })

  test('cost a publication six statements, and a save that changes nothing sought none', async () => {
    await publish('Whales in the harbour', whales)
    const article = await publish('Whales again', whales)
    const asked = async (input: Record<string, unknown>) => {
      await server.control('database', { method: 'DELETE' })
      await paper.revise(article, input)
      const { queries } = await server.control<{ queries: string[] }>('database')
      return queries.filter((query) => /search_words|bm25\(|(?:into|delete from) "related"/.test(query)).length
    }
    expect(await asked({ body: `${whales} And more.` })).toBe(6)
    expect(await asked({ commentsOpen: false })).toBe(0)
  })
})
