import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { VALID_KEY } from '../support/akismet-server.ts'
import { refusal, refusedFields } from '../support/api.ts'
import { lettersTo, linkTo } from '../support/mail.ts'
import { type Article, type Comment, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
let carla: string
let run = 0
beforeAll(async () => {
  server = await startServer({ mail: true })
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  article = await paper.publish()
  carla = `carla${++run}@example.com`
})
afterAll(() => server.close())

const DAY = 86_400_000
const later = (advance: number) => server.control('clock', { method: 'PUT', body: { advance } })
const rows = async <T>(sql: string): Promise<T[]> => (await (await server.env()).DB.prepare(sql).all<T>()).results
const page = async (path: string) => (await server.fetch(path)).text()
const ask = (email: string, headers: Record<string, string> = {}) =>
  server.fetch('/privacy/requests', { method: 'POST', body: new URLSearchParams({ email }), headers })
const linkFor = async (email: string) => {
  await ask(email)
  await server.tick()
  const letter = (await lettersTo(server, email)).at(-1)
  if (!letter) throw new Error('no letter')
  return linkTo(letter, '/privacy/copy')
}
const approved = async (fields: Record<string, string>): Promise<Comment> =>
  paper.decide(await paper.comment(article, { email: carla, ...fields }), 'approved')

describe('the details of who wrote a comment', () => {
  test('are gone after the days that the settings say; the hashes stay', async () => {
    await paper.api('PATCH', '/settings', { comments: { daysKept: 10 } })
    await paper.say(article, { email: carla }, { 'CF-Connecting-IP': '198.51.100.7', 'User-Agent': 'Lynx' })
    await later(10 * DAY - 60_000)
    await server.tick()
    expect(await rows('select * from commenters')).toMatchObject([
      { email: carla, address: '198.51.100.7', user_agent: 'Lynx' },
    ])
    await later(120_000)
    await server.tick()
    const [row] = await rows<Record<string, unknown>>('select * from commenters')
    expect(row).toMatchObject({ email: null, address: null, user_agent: null })
    for (const kept of ['email_hash', 'address_hash', 'reader']) expect(row?.[kept], kept).toEqual(expect.any(String))
  })

  test('go five hundred a minute, however many expire at once', async () => {
    const { DB } = await server.env()
    const { id } = await paper.comment(article)
    await DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 700)
       insert into comments (id, article_id, path, author, body, body_html, state, reasons, created_at)
       select 9000 + i, article_id, printf('%06d', 1000 + i), author, body, body_html, state, '[]', created_at from comments, n where id = ?1`,
    )
      .bind(id)
      .run()
    await DB.prepare(
      `insert into commenters (comment_id, email, created_at, expires_at) select id, 'x@example.com', 1, 2 from comments where id between 9001 and 9700`,
    ).run()
    const left = async () =>
      (await rows<{ n: number }>(`select count(*) n from commenters where email = 'x@example.com'`))[0]?.n
    await server.tick()
    expect(await left()).toBe(200)
    await server.tick()
    expect(await left()).toBe(0)
  })
})

describe('asking for one’s own comments', () => {
  test('is answered the same to everybody, and only a writer gets a letter', async () => {
    await paper.comment(article, { email: carla })
    const known = await ask(carla)
    const unknown = await ask(`nobody${run}@example.com`)
    expect([known.status, unknown.status]).toEqual([200, 200])
    expect(await unknown.text()).toBe(await known.text())
    expect(known.headers.get('Cache-Control')).toBe('no-store')
    await server.tick()
    expect(await lettersTo(server, carla)).toHaveLength(1)
    expect(await lettersTo(server, `nobody${run}@example.com`)).toEqual([])
  })

  test('sends one letter a day, from our own page, to what looks like an address', async () => {
    await paper.comment(article, { email: carla })
    for (let i = 0; i < 3; i++) expect((await ask(carla.toUpperCase())).status).toBe(200)
    expect((await ask(carla, { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await ask('nonsense')).status).toBe(422)
    await server.tick()
    expect(await lettersTo(server, carla.toUpperCase())).toHaveLength(1)
    expect(await lettersTo(server, carla)).toEqual([])
  })

  test('shows a copy, and downloads it, for a day and in no cache', async () => {
    await approved({ comment: 'Quite <b>right</b>, I said.', url: 'carla.example' })
    await paper.comment(article, { email: carla, comment: 'This one waits.' })
    await paper.comment(article, { email: 'dora@example.com', comment: 'Not hers.' })
    const link = await linkFor(carla)
    const shown = await server.fetch(link)
    expect(shown.headers.get('Cache-Control')).toBe('no-store')
    const html = await shown.text()
    expect(html).toMatch(/This one waits\.[\s\S]*Quite &lt;b&gt;right&lt;\/b&gt;, I said\./)
    expect(html).not.toContain('Not hers.')
    const file = await server.fetch(`${link}&format=json`)
    expect(file.headers.get('Content-Disposition')).toContain('attachment')
    const { comments } = JSON.parse(await file.text())
    expect(comments).toHaveLength(2)
    expect(comments[1]).toMatchObject({
      author: 'Carla',
      url: 'https://carla.example',
      state: 'approved',
      email: carla,
    })
    expect((await server.fetch(`${link.slice(0, -22)}${'A'.repeat(22)}`)).status).toBe(404)
    await later(DAY + 1000)
    expect((await server.fetch(link)).status).toBe(410)
    expect((await server.fetch(link, { method: 'POST' })).status).toBe(410)
  })
})

describe('erasure', () => {
  test('takes name, words and details away; answers keep their place, and pages and counts are right', async () => {
    const question = await approved({ author: 'Carla Secret', comment: 'My secret question', url: 'secret.example' })
    const reply = await approved({
      email: 'dora@example.com',
      author: 'Dora',
      comment: 'An answer',
      comment_parent: String(question.id),
    })
    const last = await approved({
      author: 'Carla Secret',
      comment: 'My secret thanks',
      comment_parent: String(reply.id),
    })
    await paper.comment(article, { email: carla, author: 'Carla Secret', comment: 'Secret and held', subscribe: 'yes' })
    expect(await page(article.path)).toContain('3 Comments')
    expect(edgeStatus(await server.fetch(article.path))).toBe('HIT')

    const link = await linkFor(carla)
    expect((await server.fetch(link, { method: 'POST', headers: { Origin: 'https://evil.example' } })).status).toBe(403)
    expect(await page(article.path)).toContain('My secret question')
    expect((await server.fetch(link, { method: 'POST' })).status).toBe(200)

    const html = await page(article.path)
    expect(html).toContain('1 Comment')
    expect(html).toContain('This comment was removed')
    expect(html).toContain('An answer')
    expect(html).not.toMatch(/secret/i)
    expect(html).not.toContain(`comment-${last.id}`)
    const { DB } = await server.env()
    for (const table of ['comments', 'commenters', 'verdicts', 'letters', 'subscriptions', 'rechecks']) {
      const text = JSON.stringify((await DB.prepare(`select * from ${table}`).all()).results)
      expect(text, table).not.toMatch(/secret/i)
      expect(text, table).not.toContain(carla)
    }
    const ledger = await rows<{ act: string; actor: string }>(`select act, actor from verdicts where act = 'erased'`)
    expect(ledger).toEqual(Array.from({ length: 3 }, () => ({ act: 'erased', actor: 'reader' })))
    expect(await page(link)).toContain('Nothing is kept of you here')
    // Once the answer is gone too, so is the place that was kept for it.
    await paper.decide(reply, 'trash')
    expect(await page(article.path)).toContain('No comments yet')
    expect(await page(article.path)).not.toContain('This comment was removed')
  })

  test('reaches what the ledger kept of an edit, and works after the address expired', async () => {
    const answer = await paper.say(article, { email: carla, comment: 'First secret words' })
    const own = /waiting=([^#]+)/.exec(answer.headers.get('Location') ?? '')?.[1] ?? ''
    await paper.say(article, { own, act: 'save', comment: 'Second secret words' })
    await later(100 * DAY)
    await server.tick()
    expect(JSON.stringify(await rows('select * from verdicts'))).toContain('First secret words')
    await server.fetch(await linkFor(carla), { method: 'POST' })
    expect(JSON.stringify([await rows('select * from verdicts'), await rows('select * from comments')])).not.toContain(
      'secret',
    )
  })

  test('can be done by a moderator, once, as can the copy; by nobody else', async () => {
    await approved({ comment: 'One' })
    await approved({ comment: 'Two' })
    const copy = JSON.parse(await (await paper.api('POST', '/copies', { email: carla })).text())
    expect(copy.comments.map(({ body }: { body: string }) => body)).toEqual(['Two', 'One'])
    const key = { 'Idempotency-Key': 'erase-carla' }
    for (let i = 0; i < 2; i++) {
      const answer = await paper.api('POST', '/erasures', { email: carla }, key)
      expect([answer.status, JSON.parse(await answer.text())]).toEqual([200, { erased: 2 }])
    }
    expect(await page(article.path)).toContain('No comments yet')
    expect(await rows(`select distinct actor from verdicts where act = 'erased'`)).toEqual([{ actor: 'Test' }])
    for (const path of ['/copies', '/erasures']) {
      expect(await refusedFields(await paper.api('POST', path, { email: 'x' }))).toEqual(['email'])
      const token = await server.token('comments:read')
      const init = {
        method: 'POST',
        body: '{}',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      }
      await refusal(await server.fetch(`/api${path}`, init), 403, 'missing-scope')
    }
  })
})

describe('the privacy page', () => {
  test('tells what the settings in force say, is kept at the edge, and changes with them', async () => {
    await server.fetch('/privacy')
    const kept = await server.fetch('/privacy')
    expect(edgeStatus(kept)).toBe('HIT')
    const html = await kept.text()
    expect(html).toContain('90 days')
    expect(html).toContain('__Host-dateline-reader')
    expect(html).toContain('action="/privacy/requests"')
    expect(html).not.toContain('Akismet')
    await paper.api('PATCH', '/settings', { comments: { daysKept: 30 } })
    const fresh = await server.fetch('/privacy')
    expect(await fresh.text()).toContain('30 days')
    expect(fresh.headers.get('ETag')).not.toBe(kept.headers.get('ETag'))
  })

  test('tells what goes to Akismet and Turnstile, where they are on, and whom to write to without mail', async () => {
    const vars = { AKISMET_KEY: VALID_KEY, TURNSTILE_SITE_KEY: '1x00000000000000000000AA', TURNSTILE_SECRET: 'x' }
    const other = await startServer({ vars })
    const token = await other.token()
    const minimal = await (await other.fetch('/privacy')).text()
    expect(minimal).toMatch(/Akismet[\s\S]*your name[\s\S]*not told your email address nor your network address/)
    expect(minimal).not.toContain('<li>your email address</li>')
    expect(minimal).toContain('Turnstile')
    expect(minimal).toContain('write to the editors')
    expect(
      (await other.fetch('/privacy/requests', { method: 'POST', body: new URLSearchParams({ email: carla }) })).status,
    ).toBe(404)
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const body = JSON.stringify({ comments: { akismetMinimal: false } })
    await other.fetch('/api/settings', { method: 'PATCH', headers, body })
    expect(await (await other.fetch('/privacy')).text()).toContain('<li>your email address</li>')
    await other.close()
  })
})
