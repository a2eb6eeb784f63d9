import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

const A_MINUTE = 20
const ADDRESSES = 50
const SENT = 2_000
const AT_ONCE = 20

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer({ narrow: { LIMIT: A_MINUTE } })
  paper = await openPaper(server)
  article = await paper.publish()
})
afterAll(() => server.close())

const say = (number: number, address: string) =>
  paper.say(
    article,
    { author: `Flooder ${number}`, comment: `Message number ${number} of a flood, with ${number * 7} other words` },
    { 'CF-Connecting-IP': address },
  )

test('a flood from fifty addresses is held back address by address, while readers read', async () => {
  await server.fetch(article.path)
  const answers = new Map<number, number>()
  const slowest = { reading: 0 }
  const started = Date.now()
  let next = 0
  const flooder = async () => {
    while (next < SENT) {
      const number = next++
      const answer = await say(number, `203.0.113.${number % ADDRESSES}`)
      await answer.arrayBuffer()
      answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1)
      if (answer.status === 429) expect(answer.headers.get('Retry-After')).toBe('60')
      if (number % 100 === 0) slowest.reading = Math.max(slowest.reading, await readOnce())
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, flooder))

  expect([...answers.keys()].filter((status) => status >= 500)).toEqual([])
  // The limiter counts real minutes, and a busy machine may take several to send it all.
  const minutes = Math.ceil((Date.now() - started) / 60_000) + 1
  const allowed = ADDRESSES * A_MINUTE * minutes
  const [taken = 0, held = 0] = [answers.get(303), answers.get(429)]
  expect(taken).toBeLessThanOrEqual(allowed)
  expect(taken + held).toBe(SENT)
  expect(minutes > 2 || held >= 150, `${held} held back in ${minutes} minutes`).toBe(true)
  const stranger = await say(SENT + 1, '198.51.100.7')
  expect(stranger.status).toBe(303)
  const { items } = JSON.parse(await (await paper.api('GET', '/comments?state=approved')).text())
  expect(items).toEqual([])
}, 180_000)

async function readOnce(): Promise<number> {
  const started = performance.now()
  const answer = await server.fetch(article.path)
  expect(answer.status).toBe(200)
  expect(edgeStatus(answer)).toBe('HIT')
  await answer.arrayBuffer()
  return performance.now() - started
}

test('a loop that says an article is read asks the database twenty times a minute, and keeps nobody from commenting', async () => {
  await paper.api('PATCH', '/settings', { lists: { read: true } })
  await server.tick(40)
  await server.control('database', { method: 'DELETE' })
  const headers = { Origin: server.url.origin, 'CF-Connecting-IP': '192.0.2.9' }
  const started = Date.now()
  for (let i = 0; i < 100; i++) {
    expect((await server.fetch(`${article.path}/read`, { method: 'POST', headers })).status).toBe(204)
  }
  await server.control('settle', { method: 'POST' })
  const minutes = Math.ceil((Date.now() - started) / 60_000) + 1
  const { statements } = await server.control<{ statements: number }>('database')
  expect(statements).toBeGreaterThanOrEqual(A_MINUTE)
  expect(statements).toBeLessThanOrEqual(A_MINUTE * minutes)
  const { DB } = await server.env()
  expect(await DB.prepare('select length(marks) from reads').first('length(marks)')).toBe(3)
  expect((await say(SENT + 2, '192.0.2.9')).status).toBe(303)
})
