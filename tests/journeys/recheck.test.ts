import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AkismetFault, type FaultyServer, startAkismetServer, VALID_KEY } from '../support/akismet-server.ts'
import { type Article, type Comment, edgeStatus, openPaper, type Paper, tokenOf } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let akismet: FaultyServer<AkismetFault>
let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  akismet = await startAkismetServer()
  server = await startServer({ vars: { AKISMET_KEY: VALID_KEY, AKISMET_ENDPOINT: akismet.endpoint } })
})
beforeEach(async () => {
  await server.clear()
  akismet.fault(null)
  akismet.calls.length = 0
  paper = await openPaper(server)
  article = await paper.publish()
  // Only Akismet stands between a comment and the page.
  await paper.api('PATCH', '/settings', { comments: { holdUnknown: false } })
})
afterAll(async () => {
  await server.close()
  await akismet.close()
})

const MINUTE = 60_000
const words = [
  'The boats are late.',
  'Who pays the crew?',
  'I rowed it once myself.',
  'Ask the harbour master.',
  'Rain again.',
]
const now = async (comment: Comment): Promise<Comment> =>
  JSON.parse(await (await paper.api('GET', `/comments/${comment.id}`)).text())
const fields = async (i: number) => ({
  ...{ author: `Reader ${i}`, email: `reader${i}@example.com`, comment: words[i] ?? '', token: await token() },
})
const token = async () => tokenOf(await (await server.fetch(article.path)).text())
const later = (advance: number) => server.control('clock', { method: 'PUT', body: { advance } })
// Each from another address: five from one would be held for that.
const say = async (i: number, more: Record<string, string> = {}) => {
  const headers = { 'CF-Connecting-IP': `198.51.100.${i + 1}` }
  const begun = performance.now()
  const answer = await paper.say(article, { ...(await fields(i)), ...more }, headers)
  const took = performance.now() - begun
  const id = /waiting=(\d+)\./.exec(answer.headers.get('Location') ?? '')?.[1]
  expect(answer.status).toBe(303)
  const comment: Comment = JSON.parse(await (await paper.api('GET', `/comments/${id}`)).text())
  return { comment, took }
}

test('Akismet hears which page a comment came from, without the key that may stand in its address', async () => {
  const Referer = `${server.url.origin}${article.path}?waiting=42.a-key-that-is-nobody-elses`
  await paper.say(article, await fields(0), { Referer })
  const [call] = akismet.calls.filter(({ path }) => path.endsWith('comment-check'))
  expect(call?.form.get('referrer')).toBe(`${server.url.origin}${article.path}`)
})

describe('while Akismet is ill', () => {
  const ills: AkismetFault[] = [
    'slow',
    'hang',
    'stall',
    'reset',
    '500',
    '503',
    '429',
    'html',
    'empty',
    'huge',
    'redirect',
  ]
  for (const ill of ills.filter((each) => each !== 'slow')) {
    test(`(${ill}) five of five comments are kept, held and answered within five seconds, one call each`, async () => {
      akismet.fault(ill)
      const sent = await Promise.all(words.map((_, i) => say(i)))
      for (const { comment, took } of sent) {
        expect(comment).toMatchObject({
          state: 'held',
          reasons: [expect.stringContaining('Akismet could not be asked')],
        })
        expect(took).toBeLessThan(5000)
      }
      expect(akismet.calls).toHaveLength(5)

      akismet.fault(null)
      await later(7 * 60 * MINUTE)
      // Fifty statements a run: what does not fit waits for the next, whichever of the clock's jobs is first.
      const states = () => Promise.all(sent.map(async ({ comment }) => (await now(comment)).state))
      for (let run = 0; run < 4 && (await states()).includes('held'); run++) await server.tick()
      expect(await states()).toEqual(Array(5).fill('approved'))
      expect(akismet.calls).toHaveLength(10)
    })
  }

  test('a slow answer is waited for', async () => {
    akismet.fault('slow')
    expect((await say(0)).comment.state).toBe('approved')
    expect(akismet.calls).toHaveLength(1)
  })
})

describe('asked again', () => {
  test('Akismet calls it spam, and spam it is, with who said so and why', async () => {
    akismet.fault('503')
    const { comment } = await say(0, { author: 'viagra-test-123' })
    akismet.fault(null)
    await later(2 * MINUTE)
    await server.tick()
    expect(await now(comment)).toMatchObject({ state: 'spam', decidedBy: 'akismet', reasons: ['Akismet says spam'] })
    expect(akismet.calls.at(-1)?.form.get('recheck_reason')).toBe('recheck')
    await server.tick()
    expect(akismet.calls).toHaveLength(2)
  })

  test('an approved one is on the cached page at once', async () => {
    akismet.fault('503')
    await say(0)
    await server.fetch(article.path)
    expect(edgeStatus(await server.fetch(article.path))).toBe('HIT')
    akismet.fault(null)
    await later(2 * MINUTE)
    await server.tick()
    expect(await (await server.fetch(article.path)).text()).toContain('The boats are late.')
  })

  test('it is not asked before its time, and less often each time', async () => {
    akismet.fault('503')
    await say(0)
    await server.tick()
    expect(akismet.calls).toHaveLength(1)
    for (const calls of [2, 2, 2, 2, 2, 3]) {
      await later(MINUTE)
      await server.tick()
      expect(akismet.calls).toHaveLength(calls)
    }
  })

  test('it gives up after three days, and the comment stays with the moderators', async () => {
    akismet.fault('503')
    const { comment } = await say(0)
    for (let i = 0; i < 14; i++) {
      await later(13 * 60 * MINUTE)
      await server.tick()
    }
    expect(akismet.calls).toHaveLength(12)
    expect((await now(comment)).state).toBe('held')
  })

  test('ham frees no comment that something else holds', async () => {
    akismet.fault('503')
    const { comment } = await say(0, { comment: 'See https://a.example and https://b.example for more of it.' })
    akismet.fault(null)
    await later(2 * MINUTE)
    await server.tick()
    expect(await now(comment)).toMatchObject({ state: 'held', reasons: ['2 links', 'Akismet says it is no spam'] })
  })

  test('a moderator who was faster is right', async () => {
    akismet.fault('503')
    const { comment } = await say(0, { author: 'viagra-test-123' })
    await paper.decide(comment, 'approved')
    akismet.fault(null)
    await later(2 * MINUTE)
    await server.tick()
    expect((await now(comment)).state).toBe('approved')
    expect(akismet.calls).toHaveLength(1)
  })

  test('words that changed meanwhile wait for a moderator', async () => {
    akismet.fault('503')
    const answer = await paper.say(article, await fields(0))
    const own = /waiting=([^#]+)/.exec(answer.headers.get('Location') ?? '')?.[1] ?? ''
    await paper.say(article, { own, act: 'save', comment: 'Quite other words.' })
    akismet.fault(null)
    await later(2 * MINUTE)
    await server.tick()
    const list = JSON.parse(await (await paper.api('GET', '/comments')).text())
    expect(list.items).toMatchObject([{ state: 'held', body: 'Quite other words.' }])
  })

  test('what Akismet still looks at is asked about when it said', async () => {
    akismet.fault('pending', 1)
    const { comment } = await say(0)
    expect(comment).toMatchObject({ state: 'held', reasons: ['Akismet is still looking at it'] })
    await later(MINUTE)
    await server.tick()
    expect(akismet.calls).toHaveLength(1)
    await later(2 * MINUTE)
    await server.tick()
    expect((await now(comment)).state).toBe('approved')
  })
})

describe('what Akismet got wrong', () => {
  for (const [call, path] of [
    ['submit-spam', '/1.1/submit-spam'],
    ['submit-ham', '/1.1/submit-ham'],
  ] as const) {
    test(`${call} is told until it is heard`, async () => {
      const { comment } = await say(0)
      const { DB } = await server.env()
      await DB.prepare('insert into rechecks (comment_id, call, due_at) values (?1, ?2, 0)')
        .bind(comment.id, call)
        .run()
      akismet.fault('hang')
      await server.tick()
      akismet.fault(null)
      await later(6 * MINUTE)
      await server.tick()
      await server.tick()
      expect(akismet.calls.map((each) => each.path)).toEqual(['/1.1/comment-check', path, path])
      expect(akismet.calls[2]?.form.get('comment_content')).toBe('The boats are late.')
      expect(akismet.calls[2]?.form.get('comment_author_email')).toBeNull()
    })
  }
})
