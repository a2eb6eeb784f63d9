import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, openPaper, type Paper, tokenOf } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'
import { REAL_SECRET, REAL_TOKENS, startTurnstileServer } from '../support/turnstile-server.ts'

let server: Server
let paper: Paper
let article: Article
let turnstile: Awaited<ReturnType<typeof startTurnstileServer>>
beforeAll(async () => {
  turnstile = await startTurnstileServer()
  server = await startServer({
    vars: {
      TURNSTILE_SITE_KEY: '1x00000000000000000000AA',
      TURNSTILE_SECRET: REAL_SECRET,
      TURNSTILE_ENDPOINT: turnstile.endpoint,
    },
  })
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  article = await paper.publish()
})
afterAll(async () => {
  await server.close()
  await turnstile.close()
})

const page = async (path: string) => (await server.fetch(path)).text()
/** As from the article's page: with its token, so that nothing looks odd but what is said. */
const say = async (fields: Record<string, string> = {}) =>
  paper.say(article, { token: tokenOf(await page(article.path)), ...fields })
const listed = async () => JSON.parse(await (await paper.api('GET', '/comments')).text()).items

async function spoken(fields: Record<string, string>): Promise<{ id: number }> {
  const answer = await say(fields)
  expect(answer.status).toBe(303)
  return { id: Number(/waiting=(\d+)/.exec(answer.headers.get('Location') ?? '')?.[1]) }
}

describe('a long comment', () => {
  test('of 65,525 letters is stored whole; a longer one is refused and never cut', async () => {
    const longest = 'ß'.repeat(65_525)
    expect((await say({ comment: longest })).status).toBe(303)
    expect((await listed())[0].body).toBe(longest)
    const refused = await say({ comment: `${'a'.repeat(70_000)}<b` })
    expect(refused.status).toBe(422)
    expect(await listed()).toHaveLength(1)
  })

  test('of four-byte letters is kept byte for byte, and counted as a person counts', async () => {
    const families = '👩‍👩‍👧‍👦'.repeat(2_000)
    expect((await say({ comment: families })).status).toBe(303)
    expect((await listed())[0].body).toBe(families)
  })

  test('of megabytes is refused while it is read', async () => {
    const answer = await say({ comment: 'x'.repeat(3_000_000) })
    expect(answer.status).toBe(413)
  })

  test('keeps no control or override character', async () => {
    await say({ author: 'A\u202Eb\u0007', comment: 'Left\u202Eright\u0000 and\u2066 on' })
    const [{ author, bodyHtml }] = await listed()
    for (const hidden of ['\u0000', '\u202e', '\u2066']) expect(bodyHtml).not.toContain(hidden)
    expect(author).not.toContain('\u0007')
  })
})

describe('a paper that asks nobody who they are', () => {
  test('takes a comment without name and email, and still refuses nonsense', async () => {
    await paper.api('PATCH', '/settings', { comments: { requireIdentity: false } })
    expect((await say({ author: '', email: '' })).status).toBe(303)
    expect((await listed())[0].author).toBe('Anonymous')
    expect((await say({ author: '', email: 'nonsense', comment: 'Other' })).status).toBe(422)
  })
})

describe('a shallower thread', () => {
  test('keeps answers beside each other, and says whom they answer', async () => {
    await paper.api('PATCH', '/settings', { comments: { depth: 2 } })
    let parent: { id: number } | undefined
    for (const name of ['Ada', 'Ben', 'Cleo']) {
      const reply = parent ? { comment_parent: String(parent.id) } : {}
      parent = await spoken({ author: name, comment: `I am ${name} of this thread`, ...reply })
      await paper.decide(parent, 'approved')
      await server.control('clock', { method: 'PUT', body: { advance: 60_000 } })
    }
    const html = await page(article.path)
    expect(html).toContain('in reply to Ben')
    expect(html).not.toContain('in reply to Ada')
  })
})

describe('a comment that looks odd', () => {
  const odd = { comment: 'See https://one.example and https://two.example for yourself' }

  test('is asked for a human check, with every field kept and a way without scripts', async () => {
    const token = tokenOf(await page(article.path))
    const asked = await paper.say(article, { token, ...odd })
    expect(asked.status).toBe(422)
    expect(asked.headers.get('Content-Security-Policy')).toContain('https://challenges.cloudflare.com')
    const html = await asked.text()
    expect(html).toContain('data-sitekey="1x00000000000000000000AA"')
    expect(html).toContain('https://two.example for yourself</textarea>')
    expect(await listed()).toEqual([])

    const declined = await paper.say(article, { token, ...odd, act: 'hold' })
    expect(declined.status).toBe(303)
    expect((await listed())[0].state).toBe('held')
  })

  test('that passed it says so to the moderator', async () => {
    const token = tokenOf(await page(article.path))
    // The site that the widget's tokens are of.
    await paper.api('PATCH', '/settings', { identity: { address: 'https://news.example' } })
    const passed = await paper.say(article, { token, ...odd, 'cf-turnstile-response': REAL_TOKENS[0] ?? '' })
    expect(passed.status).toBe(303)
    expect((await listed())[0].reasons).toContain('passed a check for people')
    expect(turnstile.calls).toHaveLength(1)
  })

  test('and an ordinary one is asked nothing', async () => {
    const token = tokenOf(await page(article.path))
    expect((await paper.say(article, { token, comment: 'A perfectly ordinary remark.' })).status).toBe(303)
    expect((await server.fetch(article.path)).headers.get('Content-Security-Policy')).not.toContain('challenges')
  })
})
