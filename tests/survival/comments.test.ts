import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TRAP } from '../../src/comments/input.ts'
import { bodyOf, refusal } from '../support/api.ts'
import { type Article, openPaper, type Paper, tokenOf } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

// A minute in which the spool has its turn, and the first.
const TURN = '2026-11-22T10:06:00Z'
let server: Server
let paper: Paper
let strike: Article
/** Of a page that was open before anything went wrong. */
let token: string

const say = (article: { path: string }, fields: Record<string, string>) => paper.say(article, { token, ...fields })
const tokenOn = async ({ path }: Article) => tokenOf(await (await server.fetch(path)).text())
const fault = (d1: unknown) => server.control('faults', { method: 'PUT', body: { d1 } })
const files = (fault: 'refuse' | null) => server.control('faults', { method: 'PUT', body: { files: fault } })
const storedOnes = async () => {
  const { DB } = await server.env()
  const { results } = await DB.prepare('select body, state, reasons, parent_id, created_at from comments').all()
  return results
}
const storedHtml = async () => {
  const { DB } = await server.env()
  const { results } = await DB.prepare('select body_html as html from comments order by html').all<{ html: string }>()
  return results.map(({ html }) => html)
}
const namesIn = async (prefix: string) =>
  (await (await server.env()).KV.list({ prefix })).keys.map(({ name }) => name.slice(prefix.length))
const waitingOnes = async () => (await namesIn('spool/')).length
/** Every other minute the clock looks into the spool, unless others took the run's statements: of seven, some come through. */
const turns = async (count: number) => {
  for (let i = 0; i < count; i++) {
    await server.control('clock', { method: 'PUT', body: { advance: 120_000 } })
    await server.tick()
  }
}

async function until(what: () => Promise<boolean>, ms: number): Promise<number> {
  const started = performance.now()
  while (!(await what())) {
    if (performance.now() - started > ms) throw new Error(`not within ${ms} ms`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return performance.now() - started
}

function started(options: { queues?: boolean }) {
  beforeAll(async () => {
    server = await startServer(options)
  })
  afterAll(() => server.close())
}

async function newPaper() {
  await server.clear()
  const { KV } = await server.env()
  for (const { name } of (await KV.list()).keys) await KV.delete(name)
  await server.control('clock', { method: 'PUT', body: { now: TURN } })
  paper = await openPaper(server)
  strike = await paper.publish()
  token = await tokenOn(strike)
}

describe('without a queue', () => {
  started({ queues: false })

  // The first of all: an isolate that once read its static files needs them no more.
  test('while static files cannot be read, nothing is stored whose characters are not known, and nothing is lost', async () => {
    await files('refuse')
    paper = await openPaper(server)
    const refused = await paper.api('POST', '/articles', { headline: 'Sets', body: '1 &notin; &empty;' })
    await refusal(refused, 503, 'unavailable')
    expect(refused.headers.get('Retry-After')).toBe('5')
    const strike = await paper.publish({ body: 'Salt &amp; water &#8713; wine' })
    expect((await server.fetch(strike.path)).headers.get('Cache-Control')).toBe('no-store')

    const typed = { comment: 'x &notin; &empty;' }
    token = await tokenOn(strike)
    const answers = [await say(strike, typed), await say(strike, { ...typed, act: 'preview' })]
    await fault('refuse')
    answers.push(await say(strike, typed))
    for (const answer of answers) {
      expect(answer.status).toBe(503)
      expect(await answer.text()).toContain('x &amp;notin; &amp;empty;</textarea>')
    }
    expect((await say(strike, { comment: 'Plain &amp; simple' })).status).toBe(200)
    const { KV } = await server.env()
    const [waiting] = (await KV.list({ prefix: 'spool/' })).keys
    const kept = await KV.get(String(waiting?.name))
    await KV.put(String(waiting?.name), String(kept).replace('Plain', 'y &notin;'))
    await fault(null)
    await server.tick(2)
    expect(await waitingOnes()).toBe(1)
    expect(await storedOnes()).toEqual([])

    await files(null)
    await server.tick(4)
    expect((await say(strike, typed)).status).toBe(303)
    expect(await storedHtml()).toEqual(['<p>x ∉ ∅</p>', '<p>y ∉ &amp; simple</p>'])
    const sets = await paper.publish({ headline: 'Sets', body: '1 &notin; &empty;' })
    expect(await (await server.fetch(sets.path)).text()).toContain('<p>1 ∉ ∅</p>')
  })

  describe('a comment that comes while the database is away', () => {
    beforeEach(newPaper)

    test('is of the moment that it comes in, where the machine that kept it was ahead in time', async () => {
      const { KV } = await server.env()
      await fault('refuse')
      await say(strike, { comment: 'From tomorrow.' })
      const [name = ''] = await namesIn('spool/')
      const kept = JSON.parse(String(await KV.get(`spool/${name}`)))
      await KV.put(`spool/${name}`, JSON.stringify({ ...kept, at: kept.at + 86_400_000 }))
      await fault(null)
      await turns(7)
      const { now } = await server.control<{ now: string }>('clock')
      const [stored] = await storedOnes()
      expect(stored).toMatchObject({ body: 'From tomorrow.' })
      expect(Number(stored?.created_at)).toBeLessThanOrEqual(Date.parse(now))
    })

    test.each(['refuse', 'hang'])('is received, and appears once when it is back (%s)', async (d1) => {
      await fault(d1)
      const answer = await say(strike, { comment: 'From the dark.' })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
      expect(await answer.text()).toContain('will appear after the site recovers')
      await say(strike, { comment: 'From the dark.' })
      await server.tick()
      expect(await waitingOnes()).toBe(1)
      await fault(null)
      await server.tick()
      expect(await waitingOnes()).toBe(0)
      expect(await storedOnes()).toMatchObject([{ body: 'From the dark.', state: 'held' }])
      await server.tick()
      expect((await say(strike, { comment: 'From the dark.' })).status).toBe(303)
      expect(await storedOnes()).toHaveLength(1)
    })

    test('is one when only the answer of its commit was lost, then and later', async () => {
      await fault({ fault: 'after-commit', only: 'writes', times: 1 })
      expect((await say(strike, { comment: 'Said once.' })).status).toBe(200)
      await server.tick()
      expect(await storedOnes()).toHaveLength(1)
      await fault('refuse')
      await say(strike, { comment: 'Said twice.' })
      await fault({ fault: 'after-commit', only: 'writes', times: 1 })
      await server.tick()
      await server.tick()
      expect(await storedOnes()).toHaveLength(2)
      expect(await waitingOnes()).toBe(0)
    })

    test('meets the checks that every comment meets', async () => {
      const first = await paper.comment(strike, { comment: 'A first one.' })
      await paper.decide(first, 'approved')
      await fault('refuse')
      await say(strike, { comment: 'Buy https://a.example https://b.example', [TRAP]: '1' })
      await say(strike, { comment: 'An answer.', comment_parent: String(first.id) })
      await say(strike, { comment: 'To nobody.', comment_parent: '12345' })
      await fault(null)
      await server.tick()
      expect(await waitingOnes()).toBe(1)
      await server.tick()
      const all = await storedOnes()
      expect(all.find(({ body }) => String(body).startsWith('Buy'))).toMatchObject({ state: 'spam' })
      expect(all.find(({ body }) => body === 'An answer.')).toMatchObject({ parent_id: first.id })
      expect(all.find(({ body }) => body === 'To nobody.')).toMatchObject({ parent_id: null })
    })

    test('waits for a moderator where the days of the article were over when it came', async () => {
      await paper.api('PATCH', '/settings', { comments: { holdUnknown: false } })
      const publishedAt = '2026-11-20T10:06:00Z'
      const over = await paper.publish({ headline: 'Over', publishedAt, commentsCloseAfter: 2 })
      const open = await paper.publish({ headline: 'Open', publishedAt, commentsCloseAfter: 3 })
      await fault('refuse')
      await say(over, { comment: 'Too late by a minute.' })
      await say(open, { comment: 'In good time.' })
      await fault(null)
      await server.tick()
      const all = await storedOnes()
      const reasons = (body: string) => String(all.find((one) => one.body === body)?.reasons)
      expect(reasons('Too late by a minute.')).toContain('comments were closed when it came')
      expect(reasons('In good time.')).not.toContain('comments were closed')
    })

    test('is on the cached page once it came in, where nobody has to wait', async () => {
      await paper.api('PATCH', '/settings', { comments: { holdUnknown: false } })
      const page = async () => (await server.fetch(strike.path)).text()
      await page()
      await fault('refuse')
      await say(strike, { comment: 'From the dark.' })
      await fault(null)
      expect(await page()).not.toContain('From the dark.')
      await server.tick()
      expect(await page()).toContain('From the dark.')
    })

    test('asks the database seventeen times at most, and comes with one other in a run', async () => {
      const known = await paper.comment(strike, { comment: 'A first one.' })
      await paper.decide(known, 'approved')
      const cost = async () => {
        await server.control('database', { method: 'DELETE' })
        await server.tick()
        return (await server.control<{ statements: number }>('database')).statements
      }
      await cost()
      const quiet = await cost()
      await fault('refuse')
      for (const comment of ['One.', 'Two.', 'Three.']) await say(strike, { comment })
      await fault(null)
      expect((await cost()) - quiet).toBeLessThanOrEqual(2 * 17)
      expect(await waitingOnes()).toBe(1)
    })

    test('and is of no page of ours stays typed, and takes no room', async () => {
      await fault('refuse')
      const [number = '', ...rest] = token.split('.')
      for (const forged of ['', token.slice(1), `${Number(number) + 1}.${rest.join('.')}`, rest.join('.')]) {
        const answer = await say(strike, { comment: 'My long text', token: forged })
        expect(answer.status, forged).toBe(503)
        expect(answer.headers.get('Retry-After')).not.toBeNull()
        expect(await answer.text()).toContain('My long text')
      }
      expect(await waitingOnes()).toBe(0)
      expect((await say(strike, { comment: 'My long text' })).status).toBe(200)
      expect(await waitingOnes()).toBe(1)
    })

    test('and is not valid comes back with all that was typed', async () => {
      await fault('refuse')
      const answer = await say(strike, { email: 'nonsense', comment: 'My long text', url: 'example.org' })
      expect(answer.status).toBe(422)
      const text = await answer.text()
      for (const typed of ['nonsense', 'My long text', 'example.org', 'Carla']) expect(text).toContain(typed)
      expect(await waitingOnes()).toBe(0)
    })

    test('needs neither name nor email where the paper asks for none', async () => {
      const anonymous = { author: '', email: '', comment: 'Nobody said this.' }
      await paper.api('PATCH', '/settings', {
        identity: { name: 'The Masked Post' },
        comments: { requireIdentity: false },
      })
      await server.tick()
      await fault('refuse')
      const empty = await say(strike, { ...anonymous, comment: '' })
      expect(empty.status).toBe(422)
      const form = await empty.text()
      expect(form).toContain('The Masked Post')
      expect(form).not.toMatch(/name="email"[^>]*required/)
      expect((await say(strike, anonymous)).status).toBe(200)
      await fault(null)
      await server.tick()
      await server.tick()
      expect(await storedOnes()).toMatchObject([{ body: 'Nobody said this.' }])
    })

    test('a preview keeps what was typed', async () => {
      await fault('refuse')
      const answer = await say(strike, { act: 'preview', comment: 'My long text' })
      expect(answer.status).toBe(503)
      expect(await answer.text()).toContain('My long text')
    })
  })

  describe('what was erased', () => {
    beforeEach(newPaper)
    const email = 'me@example.com'
    const answerLost = async (comment: string) => {
      await fault({ fault: 'after-commit', only: 'writes', times: 1 })
      expect((await say(strike, { comment, email })).status).toBe(200)
      await fault(null)
      expect(await waitingOnes()).toBe(1)
      const { DB } = await server.env()
      return (await DB.prepare('select id from comments').first<{ id: number }>()) ?? { id: 0 }
    }

    test('does not come back from the spool, where the answer of its commit was lost', async () => {
      await answerLost('Said once.')
      expect(await bodyOf(await paper.api('POST', '/erasures', { email }))).toEqual({ erased: 1 })
      await turns(7)
      expect(await waitingOnes()).toBe(0)
      expect((await storedOnes()).filter(({ body }) => body !== '')).toEqual([])
    })

    test('neither does what only waited; what its writer, or another, says later comes in', async () => {
      await fault('refuse')
      await say(strike, { comment: 'Forget me.', email: 'Me@example.com' })
      await say(strike, { comment: 'Not me.', email: 'dora@example.com' })
      await fault(null)
      expect(await bodyOf(await paper.api('POST', '/erasures', { email }))).toEqual({ erased: 0 })
      await server.control('clock', { method: 'PUT', body: { advance: 120_000 } })
      await fault('refuse')
      await say(strike, { comment: 'Here again.', email })
      await fault(null)
      await turns(7)
      expect(await waitingOnes()).toBe(0)
      expect((await storedOnes()).map(({ body }) => body).sort()).toEqual(['Here again.', 'Not me.'])
    })

    test('and a comment that was deleted for good stays deleted', async () => {
      const comment = await answerLost('Spam once.')
      await paper.decide(comment, 'spam')
      expect(await bodyOf(await paper.api('DELETE', `/comments/${comment.id}`))).toEqual({ deleted: 1 })
      await turns(7)
      expect(await waitingOnes()).toBe(0)
      expect(await storedOnes()).toEqual([])
    })

    test('is remembered, as a hash, for ninety days', async () => {
      const { DB } = await server.env()
      const noted = async () => (await DB.prepare('select hash from erasures').all()).results
      await paper.api('POST', '/erasures', { email })
      const later = async (days: number) => {
        await server.control('clock', { method: 'PUT', body: { advance: days * 86_400_000 } })
        await server.tick(10)
        return (await noted()).length
      }
      expect(JSON.stringify(await noted())).not.toContain('example')
      expect([await later(89), await later(2)]).toEqual([1, 0])
    })
  })

  describe('what cannot come in', () => {
    beforeEach(newPaper)

    test('keeps no other comment waiting: neither what cannot be read, nor what the database refuses', async () => {
      const { KV, DB } = await server.env()
      await fault('refuse')
      for (const comment of ['Poison.', 'One.', 'Two.', 'Three.']) await say(strike, { comment })
      await fault(null)
      for (const name of await namesIn('spool/')) {
        const text = String(await KV.get(`spool/${name}`))
        if (!text.includes('Poison.')) continue
        await KV.delete(`spool/${name}`)
        await KV.put('spool/!c', text)
      }
      await KV.put('spool/!a', '{"of": "another format"}')
      await KV.put('spool/!b', 'no JSON')
      await DB.prepare(
        `create trigger refusing before insert on comments when new.body = 'Poison.' begin select raise(abort, 'no'); end`,
      ).run()
      await turns(9)
      await DB.prepare('drop trigger refusing').run()
      expect((await storedOnes()).map(({ body }) => body).sort()).toEqual(['One.', 'Three.', 'Two.'])
      expect(await namesIn('spool/')).toEqual(['!c'])
      expect(await namesIn('spool-unread/')).toEqual(['!a', '!b'])
      expect(await KV.get('spool-unread/!b')).toBe('no JSON')
      await turns(7)
      expect(await storedOnes()).toHaveLength(4)
    })

    test('is set aside and kept, where it was said of no article', async () => {
      await fault('refuse')
      await say({ path: '/2026/11/never-was' }, { comment: 'Where?' })
      const [name = ''] = await namesIn('spool/')
      await fault(null)
      await turns(7)
      expect(await namesIn('spool/')).toEqual([])
      expect(await namesIn('spool-unread/')).toEqual([name])
      const { KV } = await server.env()
      const [entry] = (await KV.list({ prefix: 'spool-unread/' })).keys
      const days = (Number(entry?.expiration) - Date.now() / 1000) / 86_400
      expect(Math.round(days)).toBe(60)
      expect(await KV.get(`spool-unread/${name}`)).toContain('Where?')
    })

    test('waits while nothing may be written', async () => {
      await fault('refuse')
      await say(strike, { comment: 'While away.' })
      await fault(null)
      await paper.api('PATCH', '/switches', { readOnly: 'We are moving house.' })
      await turns(7)
      expect(await storedOnes()).toEqual([])
      expect(await waitingOnes()).toBe(1)
      await paper.api('PATCH', '/switches', { readOnly: '' })
      await turns(7)
      expect(await storedOnes()).toMatchObject([{ body: 'While away.' }])
    })
  })
})

describe('with a queue, a comment that comes while the database is away', () => {
  started({})
  beforeEach(newPaper)

  test('appears within seconds of its return, once, however often it was sent', async () => {
    await fault('refuse')
    for (let i = 0; i < 3; i++) {
      expect((await say(strike, { comment: 'Through the queue.' })).status).toBe(200)
    }
    await say(strike, { comment: `Long: ${'x'.repeat(60_000)}` })
    expect(await waitingOnes()).toBe(1)
    // At least one delivery fails.
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(await storedOnes()).toHaveLength(0)
    await fault(null)
    await until(async () => (await storedOnes()).length > 0, 20_000)
    await server.tick()
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(await storedOnes()).toHaveLength(2)
  })
})
