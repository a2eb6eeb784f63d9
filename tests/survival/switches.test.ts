import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
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

test('the command line turns one switch and leaves the others', () => {
  const on = turned({ banner: 'x' }, ['lock', '/2026/11/a'])
  expect(on).toMatchObject({ banner: 'x', locked: ['/2026/11/a'] })
  expect(turned(on, ['unlock', '/2026/11/a'])).toMatchObject({ banner: 'x', locked: [] })
  expect(turned({}, ['read-only', 'on', 'Why'])).toMatchObject({ readOnly: 'Why' })
  expect(turned({}, ['nonsense', 'on'])).toContain('no switch')
})
