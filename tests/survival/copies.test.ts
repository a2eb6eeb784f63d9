import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusal } from '../support/api.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let strike: Article
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  const { KV } = await server.env()
  for (const { name } of (await KV.list()).keys) await KV.delete(name)
  paper = await openPaper(server)
  strike = await paper.publish()
})
afterAll(() => server.close())

const fault = (d1: unknown) => server.control('faults', { method: 'PUT', body: { d1 } })
const forget = () => server.control('entries', { method: 'DELETE' })
const pass = (ms: number) => server.control('clock', { method: 'PUT', body: { advance: ms } })
const HOUR = 3_600_000

async function ticks(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await pass(60_000)
    await server.tick()
  }
}

/** As if all of the day's writes were done, of the day on which the clock runs next: midnight may be near. */
async function useUpTheDay(): Promise<void> {
  const { DB } = await server.env()
  const { now } = await server.control<{ now: string }>('clock')
  const day = new Date(Date.parse(now) + 60_000).toISOString().slice(0, 10)
  await DB.prepare(`update settings set value = json_set(value, '$.writes', 600, '$.day', ?) where name = 'copies'`)
    .bind(day)
    .run()
}

async function kept(): Promise<string[]> {
  const { KV } = await server.env()
  return (await KV.list({ prefix: 'copy/' })).keys.map(({ name }) => name.slice('copy'.length)).sort()
}

/** The page of who comes when the database refuses and no cache has it. */
async function cold(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  await fault('refuse')
  await forget()
  const answer = await server.fetch(path)
  const text = (await answer.text()).replace(/<style>[\s\S]*<\/style>/, '')
  await fault(null)
  await forget()
  return { status: answer.status, text, headers: answer.headers }
}

describe('with the database away and nothing in the cache', () => {
  test('a copy, and the 503 where there is none, wear the paper’s look, and may be shown with it', async () => {
    await paper.api('PATCH', '/settings', { identity: { name: 'The Masked Post' }, look: { accent: '#ff0000' } })
    await ticks(3)
    await fault('refuse')
    await forget()
    for (const path of [strike.path, '/2026/11/never-was']) {
      const answer = await server.fetch(path)
      const text = await answer.text()
      expect(answer.headers.has('Dateline-Copy'), path).toBe(answer.status === 200)
      for (const words of ['The Masked Post', 'href="/sections/harbour"']) expect(text).toContain(words)
      const styles = [...text.matchAll(/<style>([^<]*)<\/style>/g)].map(([, css = '']) => css)
      expect(styles).toHaveLength(2)
      for (const css of styles) {
        const hash = createHash('sha256').update(css).digest('base64')
        expect(answer.headers.get('Content-Security-Policy')).toContain(`'sha256-${hash}'`)
      }
    }
    await fault(null)
  })

  test('front page, sections, articles and feeds come from a copy that says how old it is', async () => {
    await ticks(3)
    await pass(2 * HOUR)
    for (const path of ['/', '/sections/harbour', strike.path, '/feed.xml']) {
      const { status, text, headers } = await cold(path)
      expect([path, status]).toEqual([path, 200])
      expect(text).toContain('The Strike')
      expect(text.includes('cannot be reached'), path).toBe(path !== '/feed.xml')
      if (path !== '/feed.xml') expect(text).toMatch(/<main[^>]*><p class="notice" role="status">.*2 hours old/)
      expect(headers.get('Cache-Control')).toBe('no-store')
      expect(headers.get('Dateline-Copy')).toMatch(/GMT$/)
      expect(headers.get('ETag')).toBeNull()
    }
  })

  test('a hanging database gives the same, after two seconds', async () => {
    await ticks(3)
    await fault('hang')
    await forget()
    const started = performance.now()
    expect((await server.fetch(strike.path)).status).toBe(200)
    expect(performance.now() - started).toBeLessThan(3500)
  })

  test('crawlers are told the rules, so that they do not go away', async () => {
    const { status, text, headers } = await cold('/robots.txt')
    expect(status).toBe(200)
    expect(text).toMatch(/^User-agent: \*\nDisallow: \/api\//)
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(await (await server.fetch('/robots.txt')).text()).toBe(
      `${text}\nSitemap: http://localhost:8787/sitemap.xml\nSitemap: http://localhost:8787/news-sitemap.xml\n`,
    )
  })

  test('what was never kept is an honest 503, and so is the API', async () => {
    await ticks(3)
    expect((await cold('/2026/11/never-was')).status).toBe(503)
    await fault('refuse')
    await refusal(await paper.api('GET', '/articles'), 503, 'unavailable')
  })

  test('the copy makes way for the page within five seconds of the end', async () => {
    await ticks(3)
    await fault('refuse')
    await forget()
    await server.fetch(strike.path)
    await fault(null)
    await pass(4100)
    expect(await (await server.fetch(strike.path)).text()).not.toContain('cannot be reached')
  })

  test('an old address leads on, as it did within the hour', async () => {
    await paper.revise(strike, { slug: 'the-long-strike' })
    await paper.api('POST', '/redirects', { path: '/2009/old-story', target: '/principles#kinds' })
    await paper.api('PATCH', '/sections/town-hall', { slug: 'city-hall' })
    await server.tick(33)
    const { path } = await paper.revise(strike, { slug: 'the-strike-again' })
    const leads = async (from: string) => {
      const { status, headers } = await cold(from)
      return [status, headers.get('Location'), headers.get('Cache-Control')]
    }
    expect(await leads(`${strike.path}?comments=000001`)).toEqual([
      302,
      '/2026/11/the-long-strike?comments=000001',
      'no-store',
    ])
    expect(await leads('/2009/old-story')).toEqual([302, '/principles#kinds', 'no-store'])
    expect(await leads('/sections/town-hall')).toEqual([302, '/sections/city-hall', 'no-store'])
    for (const none of ['/2009/never-was', '/constructor', '/__proto__']) expect((await cold(none)).status).toBe(503)

    await server.tick(33)
    expect(await leads(strike.path)).toEqual([302, path, 'no-store'])
    expect(await leads('/2026/11/the-long-strike')).toEqual([302, path, 'no-store'])
    await paper.revise(strike, { slug: 'the-strike' })
    await paper.api('DELETE', '/redirects?path=/2009/old-story')
    await server.tick(33)
    expect((await cold(strike.path)).headers.get('Location')).toBeNull()
    expect(await leads(`${path}`)).toEqual([302, strike.path, 'no-store'])
    expect((await cold('/2009/old-story')).status).toBe(503)
  })

  test('no way is followed that the page itself, or the router, would not have taken', async () => {
    const sent = async (path: string, target: string) =>
      expect((await paper.api('POST', '/redirects', { path, target })).status, path).toBe(201)
    await paper.api('PATCH', '/authors/ada-quill', { slug: 'ada-q' })
    await paper.api('POST', '/authors', { name: 'Ada Quill', slug: 'ada-quill' })
    await sent('/authors/ben-inkwell', '/privacy')
    await sent('/search', '/privacy')
    await sent('/topics/ferry', '/privacy')
    await sent('/round', '/about?x#y')
    await sent('/about', '/round')
    await sent('/to-the-round', '/round')
    await server.tick(33)
    for (const path of [
      '/authors/ada-quill',
      '/authors/ben-inkwell',
      '/search?q=x',
      '/topics/ferry',
      '/round',
      '/about',
    ])
      expect((await cold(path)).status, path).toBe(503)
    expect((await cold('/to-the-round')).status).toBe(503)
  })

  test('a section that was renamed leaves no copy behind, which would show what is withdrawn for ever', async () => {
    await ticks(4)
    expect((await cold('/sections/harbour')).text).toContain('The Strike')
    await paper.api('PATCH', '/sections/harbour', { slug: 'port' })
    await ticks(2)
    await server.tick(33)
    const { status, headers } = await cold('/sections/harbour?before=1795341600000-1')
    expect([status, headers.get('Location')]).toEqual([302, '/sections/port?before=1795341600000-1'])
    expect((await cold('/sections/harbour')).status).toBe(302)
    await ticks(4)
    expect((await cold('/sections/port')).text).toContain('The Strike')
    await paper.withdraw(strike)
    await ticks(4)
    for (const path of ['/sections/port', '/sections/harbour']) {
      expect((await cold(path)).text, path).not.toContain('The Strike')
    }
  })

  test('another page of a list is not answered with the first, one of a thread with its article', async () => {
    await ticks(3)
    expect((await cold('/sections/harbour?before=1700000000000-1')).status).toBe(503)
    const thread = await cold(`${strike.path}?comments=000001`)
    expect(thread.status).toBe(200)
    expect(thread.text).toContain('The boats stayed in')
  })

  test('a copy never takes the place of what the edge has, which may be newer', async () => {
    await ticks(3)
    await paper.revise(strike, { headline: 'The Strike Goes On' })
    await server.fetch(strike.path)
    await pass(240 * HOUR)
    await fault('refuse')
    const text = await (await server.fetch(strike.path)).text()
    expect(text).toContain('The Strike Goes On')
    expect(text).not.toContain('cannot be reached')
  })
})

describe('copies are kept', () => {
  test('articles and the front page first, then sections, then feeds, a few each minute', async () => {
    await ticks(1)
    expect(await kept()).toEqual(expect.arrayContaining(['/', strike.path]))
    await ticks(3)
    const feeds = ['/feed.xml', '/atom.xml', '/feed.json']
    expect(await kept()).toEqual(['/', strike.path, ...feeds, '/sections/harbour', '/sections/town-hall'].sort())
  })

  test('once an hour at most, and then anew', async () => {
    await ticks(4)
    await paper.revise(strike, { headline: 'The Second Day' })
    await ticks(2)
    expect((await cold(strike.path)).text).not.toContain('The Second Day')
    await pass(HOUR)
    await ticks(4)
    expect((await cold(strike.path)).text).toContain('The Second Day')
    expect((await cold('/')).text).toContain('The Second Day')
  })

  test('and a comment is no reason for another', async () => {
    await ticks(4)
    const comment = await paper.comment(strike)
    await pass(2 * HOUR)
    await paper.decide(comment, 'approved')
    await pass(2 * HOUR)
    await ticks(2)
    expect((await cold(strike.path)).text).not.toContain('Quite right.')
  })

  test('six hundred times a day at most', async () => {
    await ticks(4)
    await useUpTheDay()
    const late = await paper.publish({ headline: 'Number 601' })
    await ticks(2)
    expect(await kept()).not.toContain(late.path)
    await pass(24 * HOUR)
    await ticks(3)
    expect(await kept()).toContain(late.path)
  })

  test('of a scheduled article from its moment on', async () => {
    await ticks(4)
    const noon = await paper.publish({ headline: 'At Noon', publishedAt: new Date(Date.now() + HOUR).toISOString() })
    await ticks(2)
    expect(await kept()).not.toContain(noon.path)
    await pass(HOUR + 1000)
    await ticks(2)
    expect(await kept()).toContain(noon.path)
  })
})

describe('an article that readers must not see any more', () => {
  const lists = ['/', '/sections/harbour', '/feed.xml', '/atom.xml', '/feed.json']

  async function expectGone() {
    expect(await kept()).not.toContain(strike.path)
    expect((await cold(strike.path)).status).toBe(503)
    for (const list of lists) expect((await cold(list)).text, list).not.toContain('The Strike')
  }

  test('is gone from the copies within a minute when it is withdrawn, from the lists soon', async () => {
    await ticks(4)
    await paper.publish({ headline: 'Another Day' })
    await paper.withdraw(strike)
    await ticks(1)
    expect(await kept()).not.toContain(strike.path)
    await ticks(3)
    await expectGone()
    expect(await kept()).toEqual(expect.arrayContaining(lists))
  })

  test('when it is put off', async () => {
    await ticks(4)
    const publishedAt = new Date(Date.now() + 100 * HOUR).toISOString()
    expect((await paper.api('PATCH', `/articles/${strike.id}`, { publishedAt })).status).toBe(200)
    await ticks(4)
    await expectGone()
    await pass(101 * HOUR)
    await ticks(4)
    expect((await cold(strike.path)).status).toBe(200)
  })

  test('when the writes of the day are used up: the lists that showed it go too, until the next', async () => {
    const other = await paper.publish({ headline: 'Another Day' })
    await ticks(4)
    await paper.withdraw(strike)
    await useUpTheDay()
    await ticks(2)
    await expectGone()
    expect(await kept()).not.toContain(other.path)
    await pass(24 * HOUR)
    await ticks(4)
    expect(await kept()).toEqual(expect.arrayContaining([...lists, other.path]))
    await expectGone()
  })

  test('and nothing beside it leads to it: neither its neighbours nor what it is related to', async () => {
    const between = { publishedAt: new Date(Date.now() - 20 * HOUR).toISOString() }
    const relative = await paper.publish({
      headline: 'The Ferry Runs',
      publishedAt: new Date(Date.now() - 90 * HOUR).toISOString(),
    })
    await paper.publish({ headline: 'Far From It', ...between, topics: [] })
    const after = await paper.publish({ headline: 'Another Day' })
    await ticks(6)
    for (const { path } of [relative, after]) expect((await cold(path)).text, path).toContain('The Strike')
    await paper.withdraw(strike)
    await ticks(5)
    for (const { path } of [relative, after]) {
      const { status, text } = await cold(path)
      expect([path, status]).toEqual([path, 200])
      expect(text, path).not.toContain('The Strike')
    }
  })
})

describe('a comment that readers must not see any more', () => {
  const text = 'Quite right.'

  /** An article with a comment, and a copy that shows both. */
  async function keptWithComment() {
    const comment = await paper.comment(strike)
    await paper.decide(comment, 'approved')
    await ticks(4)
    expect((await cold(strike.path)).text).toContain(text)
    return comment
  }

  test.each(['spam', 'trash', 'held'])('is out of the copy within a minute: %s', async (state) => {
    const comment = await keptWithComment()
    await pass(2 * HOUR)
    await paper.decide(comment, state)
    await ticks(1)
    const { status, text: page } = await cold(strike.path)
    expect(status).toBe(200)
    expect(page).not.toContain(text)
    await ticks(3)
    expect(await kept()).toContain(strike.path)
  })

  test('is out of it when it is erased, or its words are changed', async () => {
    const comment = await keptWithComment()
    await pass(2 * HOUR)
    expect((await paper.api('PATCH', `/comments/${comment.id}`, { body: 'Other words.' })).status).toBe(200)
    await ticks(1)
    expect((await cold(strike.path)).text).toContain('Other words.')
    await pass(2 * HOUR)
    expect((await paper.api('POST', '/erasures', { email: 'carla@example.com' })).status).toBeLessThan(300)
    await ticks(1)
    expect((await cold(strike.path)).text).not.toContain('Other words.')
  })

  test('is out of it when it is deleted for good before the clock looks', async () => {
    const comment = await keptWithComment()
    await pass(2 * HOUR)
    await paper.decide(comment, 'trash')
    expect((await paper.api('DELETE', `/comments/${comment.id}`)).status).toBe(200)
    await ticks(1)
    const { status, text: page } = await cold(strike.path)
    expect(status).toBe(200)
    expect(page).not.toContain(text)
  })

  test('is out of it once: what is said there afterwards takes no copy away', async () => {
    const comment = await keptWithComment()
    await pass(2 * HOUR)
    await paper.decide(comment, 'trash')
    await pass(20_000)
    await server.tick()
    await paper.decide(await paper.comment(strike), 'approved')
    await pass(20_000)
    await server.tick()
    expect(await kept()).toContain(strike.path)
  })

  test('is out of it when the ledger is late to tell', async () => {
    const comment = await keptWithComment()
    await pass(2 * HOUR)
    await ticks(1)
    await paper.decide(comment, 'trash')
    const { DB } = await server.env()
    // As if a call that was given up had committed half a minute later, past the clock's run.
    await DB.prepare('update verdicts set at = at - 30000').run()
    await ticks(1)
    expect((await cold(strike.path)).text).not.toContain(text)
  })

  test('takes the copy with it when that was made within the hour, until the hour is over', async () => {
    const comment = await keptWithComment()
    await paper.decide(comment, 'trash')
    await ticks(1)
    expect(await kept()).not.toContain(strike.path)
    expect((await cold(strike.path)).status).toBe(503)
    await ticks(1)
    expect(await kept()).not.toContain(strike.path)
    await pass(HOUR)
    await ticks(2)
    expect((await cold(strike.path)).text).not.toContain(text)
    expect(await kept()).toContain(strike.path)
  })

  test('and when the writes of the day are used up', async () => {
    const comment = await keptWithComment()
    await pass(2 * HOUR)
    await useUpTheDay()
    await paper.decide(comment, 'spam')
    await ticks(1)
    expect(await kept()).not.toContain(strike.path)
  })

  test('is out of eight copies a minute, also where they were made within the hour', async () => {
    const many = [strike]
    for (let i = 0; i < 13; i++) many.push(await paper.publish({ headline: `Story ${i}` }))
    for (const article of many) await paper.decide(await paper.comment(article), 'approved')
    await ticks(8)
    await paper.api('POST', '/erasures', { email: 'carla@example.com' })
    await ticks(2)
    for (const { path } of many) expect((await cold(path)).text).not.toContain(text)
  })
})

describe('older articles', () => {
  const { floor } = Math
  const back = (days: number) => new Date(floor(Date.now()) - days * 24 * HOUR).toISOString()

  test('are kept too, a few a minute and oldest first, once nothing newer is due', async () => {
    const old = []
    for (let i = 0; i < 5; i++) old.push(await paper.publish({ headline: `Old ${i}`, publishedAt: back(900 - i) }))
    await ticks(6)
    const { DB, KV } = await server.env()
    // As if the first run had not reached them.
    await DB.prepare('delete from copies').run()
    for (const { name } of (await KV.list({ prefix: 'copy/' })).keys) await KV.delete(name)
    await DB.prepare(`update settings set value = json_set(value, '$.pass', json('{"at":0,"id":0,"since":0}'))
      where name = 'copies'`).run()
    await ticks(2)
    expect(await kept()).toEqual(
      old
        .slice(0, 3)
        .map(({ path }) => path)
        .sort(),
    )
    await ticks(2)
    expect(await kept()).toEqual([...old.map(({ path }) => path), strike.path].sort())
  })

  test('leave half of the day’s writes to what changes', async () => {
    await ticks(5)
    const { DB, KV } = await server.env()
    await DB.prepare(`update settings set value = json_set(value, '$.writes', 300, '$.pass', json('{"at":0,"id":0,"since":0}'))
      where name = 'copies'`).run()
    await DB.prepare('delete from copies').run()
    await KV.delete(`copy${strike.path}`)
    await ticks(3)
    expect(await kept()).not.toContain(strike.path)
    const late = await paper.publish({ headline: 'News' })
    await ticks(2)
    expect(await kept()).toContain(late.path)
  })

  test('are kept anew after a change of everything', async () => {
    await ticks(6)
    await paper.api('PATCH', '/settings', { identity: { name: 'The New Name' } })
    const { DB } = await server.env()
    await ticks(1)
    // As for an article past the hundredth: the change itself did not mark it.
    await DB.prepare('update copies set due_at = null where article_id is not null').run()
    await pass(HOUR)
    await ticks(9)
    expect((await cold(strike.path)).text).toContain('The New Name')
  })
})

test('a minute of the clock asks the database thirty-one times at most on their account, however much happened', async () => {
  const many = [strike]
  for (let i = 0; i < 13; i++) many.push(await paper.publish({ headline: `Story ${i}` }))
  for (const article of many) await paper.decide(await paper.comment(article), 'approved')
  await ticks(14)
  const asked = async () => {
    await server.control('database', { method: 'DELETE' })
    // In this minute the copies are the last of the clock's seven jobs, so that what follows is theirs.
    await server.tick(3)
    const { queries } = await server.control<{ queries: string[] }>('database')
    return queries.slice(queries.findIndex((query) => query.includes('from "settings" where "settings"."name"'))).length
  }
  await pass(120_000)
  expect(await asked()).toBeLessThanOrEqual(12)
  await pass(2 * HOUR)
  for (let i = 0; i < 3; i++) await paper.publish({ headline: `Later ${i}` })
  await paper.withdraw(strike)
  await paper.api('POST', '/erasures', { email: 'carla@example.com' })
  await server.token('settings:write')
  expect(await asked()).toBeLessThanOrEqual(31)
})
