import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSamples } from '../../tools/samples/load.ts'
import { type Server, startServer } from '../support/server.ts'

let bare: Server
let unsealed: Server

beforeAll(async () => {
  bare = await startServer({ migrate: false })
  unsealed = await startServer({ secret: null })
  await loadSamples(await unsealed.env(), new Date(), unsealed.url.origin)
})
afterAll(async () => {
  await bare?.close()
  await unsealed?.close()
})

test.each(['/', '/2026/11/the-strike', '/feed.xml', '/sitemap.xml', '/healthz', '/api/articles'])(
  'before the tables are there, %s is a 503 that nobody keeps',
  async (path) => {
    const answer = await bare.fetch(path, { headers: { Authorization: 'Bearer dl_nothing-yet' } })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(await answer.text()).toContain('npm run deploy')
  },
)

test('without the secret a comment is a 503 that names the command', async () => {
  const path = await anArticle()
  const body = new URLSearchParams({ author: 'Carla', email: 'carla@example.com', comment: 'Quite right.' })
  const answer = await unsealed.fetch(`${path}/comments`, { method: 'POST', body })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  expect(await answer.text()).toContain('npx wrangler secret put DATELINE_SECRET')
})

test('without the secret the paper can be read', async () => {
  for (const path of ['/', await anArticle(), '/feed.xml']) expect((await unsealed.fetch(path)).status).toBe(200)
})

async function anArticle(): Promise<string> {
  const front = await (await unsealed.fetch('/')).text()
  const path = /href="(\/\d{4}\/\d{2}\/leave-the-clock-alone)"/.exec(front)?.[1]
  if (!path) throw new Error('The front page does not show the article')
  return path
}
