import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { sha256Hex } from '../../src/text/hash.ts'
import { known } from '../../tools/switch/known.ts'
import { turned } from '../../tools/switch/words.ts'
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
  paper = await openPaper(server)
  await turn({ readOnly: '', commentsClosed: false, locked: [], banner: '' })
  strike = await paper.publish()
})
afterAll(() => server.close())

const turn = async (patch: object) => expect((await paper.api('PATCH', '/switches', patch)).status).toBe(200)
const page = async (path: string) => (await server.fetch(path)).text()

test('read-only refuses every write with its reason, and can be switched off', async () => {
  await turn({ readOnly: 'We are moving house.' })
  const problem = await refusal(await paper.api('POST', '/articles', { headline: 'No' }), 503, 'read-only')
  expect(problem.detail).toBe('We are moving house.')
  const said = await paper.say(strike, { comment: 'My long text' })
  expect(said.status).toBe(503)
  const text = await said.text()
  expect(text).toContain('We are moving house.')
  expect(text).toContain('My long text')
  expect((await server.fetch(strike.path)).status).toBe(200)
  await turn({ readOnly: '' })
  expect((await paper.say(strike)).status).toBe(303)
})

test('comments can be closed everywhere, or on one article, without the database', async () => {
  const other = await paper.publish({ headline: 'Another' })
  expect(await page(strike.path)).toContain('Leave a reply')
  await turn({ locked: [strike.path] })
  expect(await page(strike.path)).not.toContain('Leave a reply')
  expect(await page(other.path)).toContain('Leave a reply')
  await turn({ commentsClosed: true })
  expect(await page(other.path)).not.toContain('Leave a reply')
  await server.control('faults', { method: 'PUT', body: { d1: 'refuse' } })
  const said = await paper.say(strike, { comment: 'Too late' })
  expect(said.status).toBe(503)
  expect(await said.text()).toContain('Too late')
})

test('a banner is on every page at once, escaped, and the ETag tells', async () => {
  const before = (await server.fetch('/')).headers.get('ETag')
  await turn({ banner: 'Storm <warning>' })
  for (const path of ['/', strike.path]) expect(await page(path)).toContain('Storm &lt;warning&gt;')
  const during = await server.fetch('/')
  expect(during.headers.get('ETag')).not.toBe(before)
  await turn({ banner: '' })
  expect((await server.fetch('/')).headers.get('ETag')).toBe(before)
})

test('a switch turned by the command line is seen by the clock, and no page is lost by it', async () => {
  await page('/')
  const { KV } = await server.env()
  await KV.put('switches', JSON.stringify(turned({}, ['banner', 'By hand'])))
  await server.tick()
  const { purges } = await server.control<{ purges: { method: string; options: object }[] }>('purges')
  expect(purges.at(-1)).toMatchObject({ method: 'invalidate', options: { tags: ['site'] } })
  await server.control('faults', { method: 'PUT', body: { d1: 'refuse' } })
  expect((await server.fetch('/')).status).toBe(200)
})

test('a turn that the edge refuses to hear of is told again until it takes it', async () => {
  await turn({ banner: 'First' })
  const purges = (purge: string | null) => server.control('faults', { method: 'PUT', body: { purge } })
  const aMinuteLater = async () => {
    await server.control('clock', { method: 'PUT', body: { advance: 60_000 } })
    await server.tick()
  }
  // What the newsroom's opening purged is repeated and done with.
  for (let minute = 0; minute < 4; minute++) await aMinuteLater()
  await page('/')
  await purges('limited')
  await turn({ banner: 'Second' })
  for (let minute = 0; minute < 5; minute++) await aMinuteLater()
  expect(await page('/')).toContain('First')
  await purges(null)
  await aMinuteLater()
  expect(await page('/')).toContain('Second')
})

test('a page made while nothing could be written offers its form again afterwards', async () => {
  await turn({ readOnly: 'Moving' })
  expect(await page(strike.path)).not.toContain('Leave a reply')
  await turn({ readOnly: '' })
  expect(await page(strike.path)).toContain('Leave a reply')
})

describe('while KV cannot be read', () => {
  const reads = (kv: string | null) => server.control('faults', { method: 'PUT', body: { kv } })

  test('no switch is turned, and none is lost', async () => {
    await turn({ readOnly: 'Moving', locked: [strike.path] })
    await reads('refuse-reads')
    for (const [method, body] of [['PATCH', { banner: 'Storm' }], ['GET']] as const) {
      const answer = await paper.api(method, '/switches', body)
      expect(answer.headers.get('Retry-After')).toBe('5')
      await refusal(answer, 503, 'unavailable')
    }
    await refusal(await paper.api('POST', '/articles', { headline: 'No' }), 503, 'read-only')
    await server.tick()
    await reads(null)
    const { KV } = await server.env()
    expect(await KV.get('switches', 'json')).toMatchObject({ readOnly: 'Moving', locked: [strike.path], banner: '' })
    await turn({ readOnly: '' })
  })

  describe('an isolate', () => {
    beforeEach(() => {
      vi.resetModules()
      vi.spyOn(console, 'error').mockReturnValue()
      vi.useFakeTimers({ toFake: ['performance'] })
    })
    afterEach(() => {
      vi.useRealTimers()
      vi.restoreAllMocks()
    })
    // KV in which somebody has turned read-only, and whose reads can be made to fail.
    const failing = async () => {
      const { KV } = await server.env()
      const get = vi.fn(async () => '{"readOnly":"Moving"}')
      return { get, kv: new Proxy(KV, { get: (target, key) => (key === 'get' ? get : Reflect.get(target, key)) }) }
    }
    const away = () => Promise.reject(new Error('KV GET failed: 500'))

    test('keeps the last it knew, and asks again soon', async () => {
      const { switchesNow } = await import('../../src/settings/switches.ts')
      const { get, kv } = await failing()
      expect(await switchesNow(kv)).toMatchObject({ readOnly: 'Moving' })
      await switchesNow(kv)
      expect(get).toHaveBeenCalledTimes(1)
      get.mockImplementation(away)
      for (let i = 0; i < 3; i++) {
        vi.advanceTimersByTime(31_000)
        expect(await switchesNow(kv)).toMatchObject({ readOnly: 'Moving' })
      }
      expect(get).toHaveBeenCalledTimes(4)
    })

    test('that knows nothing yet goes on with none, says so, and asks again soon', async () => {
      const { switchesNow } = await import('../../src/settings/switches.ts')
      const { get, kv } = await failing()
      get.mockImplementationOnce(away)
      expect(await switchesNow(kv)).toMatchObject({ readOnly: '', commentsClosed: false })
      expect(vi.mocked(console.error).mock.calls.join()).toContain('switches-unreachable')
      vi.advanceTimersByTime(4000)
      expect(await switchesNow(kv)).toMatchObject({ readOnly: 'Moving' })
    })
  })
})

describe('the command line', () => {
  /** Cloudflare's API, as far as Wrangler asks it; answers the key's reads so, and tells what was written. */
  async function switchRemote(status: number, value: string, words: string[]) {
    const put: string[] = []
    const api = createServer(async (asked, answer) => {
      const body = Buffer.concat(await asked.toArray()).toString()
      const isKey = asked.url?.includes('/values/switches')
      if (isKey && asked.method === 'GET') return answer.writeHead(status).end(value)
      if (isKey) put.push(body)
      const result = { bindings: [{ type: 'kv_namespace', name: 'KV', namespace_id: 'abc' }] }
      answer.end(JSON.stringify({ success: true, errors: [], messages: [], result }))
    })
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
    const address = api.address()
    const port = typeof address === 'object' ? address?.port : ''
    const account = { CLOUDFLARE_API_TOKEN: 'none', CLOUDFLARE_ACCOUNT_ID: 'of-nobody' }
    const env = { ...process.env, ...account, CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}/client/v4` }
    const child = spawn(process.execPath, ['tools/switch.ts', ...words, '--remote'], { env })
    const error = child.stderr.toArray()
    const code = await new Promise((resolve) => child.once('close', resolve))
    api.close()
    return { code, put, error: Buffer.concat(await error).toString() }
  }

  test('turns the first where none is set', async () => {
    const { code, put } = await switchRemote(404, 'key not found', ['banner', 'Storm'])
    expect({ code, put }).toEqual({ code: 0, put: [expect.stringContaining('"banner":"Storm"')] })
  })

  test('turns nothing when it cannot read the others, and says so', async () => {
    const { code, put, error } = await switchRemote(500, 'oops', ['banner', 'Storm'])
    expect({ code, put }).toEqual({ code: 1, put: [] })
    expect(error).toContain('The switches cannot be read, so nothing was turned.')
  })

  test('takes for none set what Wrangler says of a missing key, and nothing else', () => {
    const ran = (code: number, stdout: string) => known({ code, stdout, output: stdout })
    const none = { readOnly: '', banner: '' }
    expect(ran(0, '{"readOnly":"Moving"}')).toMatchObject({ readOnly: 'Moving', banner: '' })
    expect(ran(0, 'Value not found')).toMatchObject(none)
    expect(ran(1, 'Failed to fetch https://x/values/switches - 404: Not Found')).toMatchObject(none)
    expect(ran(1, 'Failed to fetch https://x/values/switches - 500: Oops')).toBeNull()
    expect(ran(1, '{"readOnly":""}')).toBeNull()
    expect(ran(0, '<html>')).toBeNull()
    expect(ran(0, '')).toBeNull()
  })
})

test('the command line turns one switch and leaves the others', () => {
  const on = turned({ banner: 'x' }, ['lock', '/2026/11/a'])
  expect(on).toMatchObject({ banner: 'x', locked: ['/2026/11/a'] })
  expect(turned(on, ['unlock', '/2026/11/a'])).toMatchObject({ banner: 'x', locked: [] })
  expect(turned({}, ['read-only', 'on', 'Why'])).toMatchObject({ readOnly: 'Why' })
  expect(turned({}, ['nonsense', 'on'])).toContain('no switch')
})

describe('with the database away, the API turns switches', () => {
  const send = (token: string, path: string, init: RequestInit = {}) =>
    server.fetch(`/api${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    })
  const patch = (token: string) =>
    send(token, '/switches', { method: 'PATCH', body: JSON.stringify({ banner: 'We are on it' }) })

  test.each(['refuse', 'hang'])('for a token that the clock has seen (%s)', async (d1) => {
    await server.tick()
    await server.control('faults', { method: 'PUT', body: { d1 } })
    const started = performance.now()
    expect((await patch(paper.token)).status).toBe(200)
    expect(performance.now() - started).toBeLessThan(5000)
    expect(await (await send(paper.token, '/switches')).json()).toMatchObject({ banner: 'We are on it' })
    expect(await (await server.fetch('/2026/11/never-was')).text()).toContain('We are on it')
    // And nothing else.
    await refusal(await send(paper.token, '/settings'), 503, 'unavailable')
  })

  test('for no other: one of another scope, unknown, expired or revoked', async () => {
    const writer = await server.token('articles:write')
    const revoked = await server.token('settings:write')
    const expired = await server.token('settings:write')
    const { DB } = await server.env()
    await server.tick()
    const set = async (token: string, column: string) => {
      const hash = await sha256Hex(token)
      await DB.prepare(`update tokens set ${column} = ? where hash = ?`)
        .bind(Date.now() + 1000, hash)
        .run()
    }
    await set(expired, 'expires_at')
    await set(revoked, 'revoked_at')
    await server.tick()
    await server.control('clock', { method: 'PUT', body: { advance: 5000 } })
    await server.control('faults', { method: 'PUT', body: { d1: 'refuse' } })
    for (const token of [writer, revoked, expired, 'dl_unknown_0123456789'])
      await refusal(await patch(token), 503, 'unavailable')
    expect((await patch(paper.token)).status).toBe(200)
    expect((await server.fetch('/api/switches')).status).toBe(401)
    await server.control('faults', { method: 'DELETE' })
    expect((await patch('dl_unknown_0123456789')).status).toBe(401)
    expect((await patch(writer)).status).toBe(403)
  })
})
