import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AkismetFault, type FaultyServer, startAkismetServer, VALID_KEY } from '../support/akismet-server.ts'
import { type Article, openPaper, type Paper, tokenOf } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'
import { REAL_SECRET, REAL_TOKENS, startTurnstileServer, type TurnstileFault } from '../support/turnstile-server.ts'

let akismet: FaultyServer<AkismetFault>
let turnstile: FaultyServer<TurnstileFault>
let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  akismet = await startAkismetServer()
  turnstile = await startTurnstileServer()
  server = await startServer({
    vars: {
      ...{ AKISMET_KEY: VALID_KEY, AKISMET_ENDPOINT: akismet.endpoint },
      ...{ TURNSTILE_SITE_KEY: 'a-site-key', TURNSTILE_SECRET: REAL_SECRET, TURNSTILE_ENDPOINT: turnstile.endpoint },
    },
  })
})
beforeEach(async () => {
  await server.clear()
  akismet.calls.length = 0
  turnstile.fault(null)
  paper = await openPaper(server)
  article = await paper.publish()
  // The site that the widget's tokens are of.
  await set({ identity: { address: 'https://news.example' }, comments: { holdUnknown: false } })
})
afterAll(async () => {
  await server.close()
  await turnstile.close()
  await akismet.close()
})

const set = (settings: object) => paper.api('PATCH', '/settings', settings)
const token = async () => tokenOf(await (await server.fetch(article.path)).text())
const two = { comment: 'See https://one.example and https://two.example for yourself' }
const solved = (i = 0) => ({ 'cf-turnstile-response': REAL_TOKENS[i] ?? '' })
const latest = async () => JSON.parse(await (await paper.api('GET', '/comments?limit=1')).text()).items[0]

describe('a check for people that was passed', () => {
  test('excuses how a comment looks, and no wish of the moderators', async () => {
    const [first, second] = REAL_TOKENS
    const fields = { token: await token(), ...two }
    expect((await paper.say(article, { ...fields, 'cf-turnstile-response': first ?? '' })).status).toBe(303)
    expect(await latest()).toMatchObject({ state: 'approved', reasons: ['2 links', 'passed a check for people'] })

    await set({ comments: { holdAll: true } })
    await paper.api('POST', '/rules', { field: 'name', pattern: 'Dora', action: 'hold' })
    const held = { token: await token(), author: 'Dora', comment: 'Nothing odd about these words, is there?' }
    expect((await paper.say(article, { ...held, 'cf-turnstile-response': second ?? '' })).status).toBe(303)
    expect(await latest()).toMatchObject({ state: 'held', score: 2 })
  })

  test('elsewhere, or for something else, is not passed here', async () => {
    await set({ identity: { address: 'https://other.example' } })
    await paper.say(article, { token: await token(), ...two, ...solved() })
    expect(await latest()).toMatchObject({ state: 'held', reasons: ['2 links', 'did not pass a check for people'] })
  })

  test('costs one question to Akismet, asked when the answer has come', async () => {
    const fields = { token: await token(), ...two }
    expect((await paper.say(article, fields)).status).toBe(422)
    expect(akismet.calls).toHaveLength(0)
    expect((await paper.say(article, { ...fields, act: 'hold' })).status).toBe(303)
    expect(akismet.calls).toHaveLength(1)
  })
})

test('a check for people that could not be made holds the comment, and says why', async () => {
  turnstile.fault('503')
  await paper.say(article, { token: await token(), ...two, ...solved() })
  const { state, reasons } = await latest()
  expect(state).toBe('held')
  expect(reasons).toContain('Turnstile could not be asked: the answer was 503')
})

test('a reader is not asked to prove themselves where it would change nothing', async () => {
  await paper.api('POST', '/rules', { field: 'name', pattern: 'Carla', action: 'hold' })
  expect(
    (await paper.say(article, { token: await token(), comment: 'An ordinary remark, held by a list.' })).status,
  ).toBe(303)
})

describe('the page a reader came from', () => {
  const referrerOf = async (Referer: string) => {
    const fields = { token: await token(), comment: `Words ${crypto.randomUUID()} and some more of them` }
    // From another address each time: in haste, it would be asked for a check for people.
    await paper.say(article, fields, { Referer, 'CF-Connecting-IP': `203.0.113.${akismet.calls.length + 1}` })
    return akismet.calls.at(-1)?.form.get('referrer') ?? null
  }

  test('is told to Akismet without its query, which may be a signed link', async () => {
    expect(await referrerOf('https://paper.example/2026/11/the-strike?waiting=12.signature#own-12')).toBe(
      'https://paper.example/2026/11/the-strike',
    )
    expect(await referrerOf('https://ada:secret@search.example/?q=private')).toBe('https://search.example/')
  })

  test('is not told where it is no page', async () => {
    expect(await referrerOf('about:client')).toBeNull()
    expect(await referrerOf('nonsense')).toBeNull()
  })
})
