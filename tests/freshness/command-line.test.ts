import { afterAll, beforeAll, expect, test } from 'vitest'
import { change } from '../../src/cache/change.ts'
import { tag } from '../../src/cache/tags.ts'
import { edgeStatus, openPaper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

test('what a command line wrote is purged with the Worker’s next write, and holds up none', async () => {
  const paper = await openPaper(server)
  const first = await paper.publish({ headline: 'First' })
  const second = await paper.publish({ headline: 'Second' })
  for (const { path } of [first, second]) await (await server.fetch(path)).arrayBuffer()
  const beside = { db: await server.db(), edge: undefined }
  const receipt = await change(beside, { tags: [tag.article(first.id)], now: new Date() }, [])
  expect(receipt.doneAt).toBeNull()
  await paper.revise(second, { body: 'Changed' })
  for (const { path } of [first, second]) expect(edgeStatus(await server.fetch(path))).toBe('MISS')
})
