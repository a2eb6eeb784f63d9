import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AkismetFault, type FaultyServer, startAkismetServer, VALID_KEY } from '../support/akismet-server.ts'
import { moderators } from '../support/moderators.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let akismet: FaultyServer<AkismetFault>
let server: Server
let paper: Paper
let article: Article
let desk: ReturnType<typeof moderators>
beforeAll(async () => {
  akismet = await startAkismetServer()
  server = await startServer({ vars: { AKISMET_KEY: VALID_KEY, AKISMET_ENDPOINT: akismet.endpoint } })
})
beforeEach(async () => {
  await server.clear()
  akismet.calls.length = 0
  paper = await openPaper(server)
  article = await paper.publish()
  desk = moderators(paper)
})
afterAll(async () => {
  await server.close()
  await akismet.close()
})

const queued = async () => {
  const { DB } = await server.env()
  const { results } = await DB.prepare('select call, attempts from rechecks').all()
  return results
}
const told = () => akismet.calls.map(({ path }) => path).filter((path) => path.includes('submit'))

test('Akismet is told where a moderator disagrees, and not where they agree', async () => {
  const ham = await paper.comment(article, { comment: 'A sentence' })
  const spam = await paper.comment(article, { author: 'akismet-guaranteed-spam', comment: 'Buy' })
  expect([ham.state, spam.state]).toEqual(['held', 'spam'])
  await desk.patch(ham, { state: 'approved' })
  await desk.patch(spam, { state: 'trash' })
  expect(await queued()).toEqual([])
  await desk.patch(ham, { state: 'spam' })
  await desk.patch(spam, { state: 'approved' })
  expect((await queued()).map(({ call }) => call).sort()).toEqual(['submit-ham', 'submit-spam'])
  await server.tick()
  expect(told().sort()).toEqual(['/1.1/submit-ham', '/1.1/submit-spam'])
})

test('a correction that was not sent yet is dropped with the decision; one that was is sent the other way', async () => {
  const comment = await paper.comment(article, { comment: 'Another sentence' })
  await desk.bulk([comment.id], 'spam')
  expect(await queued()).toEqual([{ call: 'submit-spam', attempts: 0 }])
  const [entry] = await desk.verdicts(comment)
  expect((await desk.undo(entry ?? { id: 0 })).status).toBe(201)
  expect(await queued()).toEqual([])
  await desk.patch(comment, { state: 'spam' })
  await server.tick()
  expect(await queued()).toEqual([])
  await desk.patch(comment, { state: 'approved' })
  expect(await queued()).toEqual([{ call: 'submit-ham', attempts: 0 }])
})

test('a question that still waits is not asked once a moderator has answered it', async () => {
  akismet.fault('500')
  const comment = await paper.comment(article, { comment: 'A third' })
  akismet.fault(null)
  expect(await queued()).toEqual([{ call: 'check', attempts: 0 }])
  await desk.patch(comment, { state: 'approved' })
  expect(await queued()).toEqual([])
})
