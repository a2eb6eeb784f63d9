import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Akismet, checkComment, submitHam, submitSpam, verifyKey } from '../../src/comments/akismet.ts'
import { findingOf, nextAttempt } from '../../src/comments/akismet-finding.ts'
import { payload, type Said, sentToAkismet } from '../../src/comments/akismet-said.ts'
import {
  type AkismetFault,
  type FaultyServer,
  isEndless,
  startAkismetServer,
  transportFaults,
  VALID_KEY,
} from '../support/akismet-server.ts'

const said: Said = {
  author: 'Ada Byron',
  email: 'ada@mail.example',
  url: 'https://ada.example/',
  content: 'A fine piece — naïve & long?\nYes = 100 %.',
  address: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
  referrer: 'https://news.example/',
  permalink: 'https://news.example/2026/11/the-strike',
  publishedAt: new Date('2026-11-16T08:00:00Z'),
  createdAt: new Date('2026-11-17T09:30:00Z'),
  language: 'fr-CA',
  parentId: 42,
  role: 'subscriber',
  trap: { name: 'website', value: 'buy now' },
  context: ['Economy', 'strikes'],
  recheckReason: 'recheck',
  isTest: true,
}
const plain: Said = { ...said, role: undefined, trap: undefined, isTest: false, recheckReason: undefined }

const everything: [string, string][] = [
  ['api_key', VALID_KEY],
  ['blog', 'https://news.example/'],
  ['user_ip', '203.0.113.7'],
  ['user_agent', 'Mozilla/5.0 (X11; Linux x86_64)'],
  ['referrer', 'https://news.example/'],
  ['permalink', 'https://news.example/2026/11/the-strike'],
  ['comment_type', 'comment'],
  ['comment_author', 'Ada Byron'],
  ['comment_author_email', 'ada@mail.example'],
  ['comment_author_url', 'https://ada.example/'],
  ['comment_content', 'A fine piece — naïve & long?\nYes = 100 %.'],
  ['comment_date_gmt', '2026-11-17T09:30:00.000Z'],
  ['comment_post_modified_gmt', '2026-11-16T08:00:00.000Z'],
  ['comment_parent', '42'],
  ['comment_context[]', 'Economy'],
  ['comment_context[]', 'strikes'],
  ['blog_lang', 'fr_ca'],
  ['blog_charset', 'UTF-8'],
  ['user_role', 'subscriber'],
  ['honeypot_field_name', 'website'],
  ['recheck_reason', 'recheck'],
  ['is_test', '1'],
  ['website', 'buy now'],
]

let server: FaultyServer<AkismetFault>
let akismet: Akismet
beforeEach(async () => {
  server = await startAkismetServer()
  akismet = {
    key: VALID_KEY,
    blog: 'https://news.example/',
    endpoint: server.endpoint,
    timeoutMs: 5000,
    minimal: false,
  }
})
afterEach(() => server.close())

describe('what is sent', () => {
  test('every documented field arrives, in one POST of a form by a client with a name', async () => {
    await checkComment(akismet, said)
    expect(server.calls).toHaveLength(1)
    const [call] = server.calls
    expect(call).toMatchObject({ method: 'POST', path: '/1.1/comment-check' })
    expect(call?.headers['content-type']).toBe('application/x-www-form-urlencoded; charset=utf-8')
    expect(call?.headers['user-agent']).toMatch(/^Dateline\/0\.1 \| Akismet\//)
    expect([...(call?.form ?? [])]).toEqual(everything)
  })

  test('minimal, nothing of the email and nothing of the address leaves, and an answer still comes', async () => {
    expect(await checkComment({ ...akismet, minimal: true }, plain)).toMatchObject({ verdict: 'ham' })
    const form = server.calls[0]?.form
    expect(form?.get('user_ip')).toBe('127.0.0.1')
    expect(form?.has('comment_author_email')).toBe(false)
    expect(form?.toString()).not.toMatch(/203\.0|mail\.example/)
    expect(form?.get('comment_content')).toBe(plain.content)
  })

  test('what has expired, and what is empty, is left out', () => {
    const form = payload(akismet, { ...plain, email: null, address: null, userAgent: null, url: '', parentId: null })
    for (const name of ['comment_author_email', 'user_agent', 'comment_author_url', 'comment_parent', 'is_test'])
      expect(form.has(name), name).toBe(false)
    expect(form.get('user_ip')).toBe('127.0.0.1')
  })

  test('a hidden field cannot take the place of a documented one', () => {
    const form = payload(akismet, { ...said, trap: { name: 'user_role', value: 'administrator' } })
    expect(form.getAll('user_role')).toEqual(['subscriber'])
  })

  test('the privacy page names one thing for each field, and neither email nor address when minimal', () => {
    const fields = new Set(everything.map(([name]) => name))
    const ofTheCall = ['api_key', 'website']
    expect(sentToAkismet(false)).toHaveLength(fields.size - ofTheCall.length)
    const withheld = sentToAkismet(false).filter((each) => !sentToAkismet(true).includes(each))
    expect(withheld).toEqual(['your network address', 'your email address'])
  })
})

describe('a verdict', () => {
  test('a plain comment is ham, with a guid to come back to', async () => {
    expect(await checkComment(akismet, plain)).toEqual({
      verdict: 'ham',
      guid: expect.stringMatching(/^[\da-f]{32}$/),
      recheckAfter: null,
      alert: null,
    })
  })

  test.each([
    ['the guaranteed name', { author: 'akismet-guaranteed-spam' }],
    ['the guaranteed email', { email: 'akismet-guaranteed-spam@example.com' }],
    ['a hidden field that was filled in', { trap: { name: 'website', value: 'x' } }],
  ])('%s is spam', async (_, change: Partial<Said>) => {
    expect(await checkComment(akismet, { ...plain, ...change })).toMatchObject({ verdict: 'spam' })
  })

  test('an administrator is never spam', async () => {
    const change = { role: 'administrator', trap: { name: 'website', value: 'x' } }
    expect(await checkComment(akismet, { ...plain, ...change })).toMatchObject({ verdict: 'ham' })
  })

  test('the tip to discard makes spam blatant', async () => {
    server.fault('discard')
    expect(await checkComment(akismet, plain)).toMatchObject({ verdict: 'discard' })
  })

  test('ham that is still being looked at says when to ask again', async () => {
    server.fault('pending')
    expect(await checkComment(akismet, plain)).toMatchObject({ verdict: 'ham', recheckAfter: 120 })
  })

  test('a notice about the plan comes along and changes nothing', async () => {
    server.fault('notice')
    const alert = { code: '10501', message: 'You are over the limit of your plan.' }
    expect(await checkComment(akismet, plain)).toMatchObject({ verdict: 'ham', alert })
  })
})

const failures: Record<string, { failed: RegExp; retry: boolean }> = {
  hang: { failed: /^no answer within 0.4 s$/, retry: true },
  slow: { failed: /^no answer within 0.4 s$/, retry: true },
  stall: { failed: /^no answer within 0.4 s$/, retry: true },
  reset: { failed: /^no connection \(/, retry: true },
  '429': { failed: /429/, retry: true },
  '500': { failed: /500/, retry: true },
  '503': { failed: /503/, retry: true },
  html: { failed: /could not be understood/, retry: true },
  empty: { failed: /could not be understood/, retry: true },
  huge: { failed: /far too long/, retry: true },
  redirect: { failed: /302/, retry: false },
  'invalid-key': { failed: /refused \(We were unable to find your API key\)/, retry: false },
  alert: { failed: /suspended due to overuse\. \(code 10009\)/, retry: false },
}

const within = (kind: AkismetFault): Akismet => ({ ...akismet, timeoutMs: isEndless(kind) ? 400 : 5000 })

describe('when Akismet fails', () => {
  const kinds = [...transportFaults, 'invalid-key', 'alert'] as const
  test.each(kinds)('%s: a check says so within its time, after one call, and the comment waits', async (kind) => {
    server.fault(kind)
    const opinion = await checkComment(within(kind), plain)
    const expected = failures[kind]
    expect(opinion).toMatchObject({ failed: expect.stringMatching(expected?.failed ?? /^$/), retry: expected?.retry })
    expect(JSON.stringify(opinion)).not.toContain(VALID_KEY)
    await expect.poll(() => server.calls.length).toBe(1)
    expect(findingOf(opinion)).toMatchObject({
      score: 1,
      reason: expect.stringMatching(/^Akismet could not be asked: .*, will be asked again$/),
    })
  })

  test.each(transportFaults)('%s: verifying and submitting say so as well', async (kind) => {
    server.fault(kind)
    const asked = within(kind)
    const answers = [verifyKey(asked), submitSpam(asked, plain), submitHam(asked, plain)]
    for (const answer of await Promise.all(answers)) expect(answer).toHaveProperty('failed')
    await expect.poll(() => server.calls.length).toBe(3)
  })

  test('an alert that stops the service carries its code and message', async () => {
    server.fault('alert')
    const alert = { code: '10009', message: 'Your subscription has been suspended due to overuse.' }
    expect(await checkComment(akismet, plain)).toMatchObject({ alert })
    expect(await verifyKey(akismet)).toMatchObject({ alert })
    expect(await submitSpam(akismet, plain)).toMatchObject({ alert })
  })

  test('with patience, a slow answer is an answer', async () => {
    server.fault('slow')
    expect(await checkComment(akismet, plain)).toMatchObject({ verdict: 'ham' })
  })

  test('a fetch that throws, or never listens, throws nothing on', async () => {
    const broken = () => Promise.reject(new Error('Network connection lost.'))
    expect(await checkComment({ ...akismet, fetch: broken }, plain)).toMatchObject({
      failed: 'no connection (Network connection lost.)',
    })
    const deaf = () => new Promise<Response>(() => {})
    expect(await checkComment({ ...within('hang'), fetch: deaf }, plain)).toHaveProperty('failed')
    expect(await checkComment({ ...akismet, endpoint: 'not an address' }, plain)).toHaveProperty('failed')
  })

  test('it is asked again as soon as it is well', async () => {
    server.fault('503', 1)
    expect(await checkComment(akismet, plain)).toHaveProperty('failed')
    expect(await checkComment(akismet, plain)).toMatchObject({ verdict: 'ham' })
  })
})

describe('the key', () => {
  test('is valid or invalid, asked with the site it is for', async () => {
    expect(await verifyKey(akismet)).toBe('valid')
    expect(await verifyKey({ ...akismet, key: 'wrong' })).toBe('invalid')
    expect(server.calls.map(({ path }) => path)).toEqual(['/1.1/verify-key', '/1.1/verify-key'])
    expect(Object.fromEntries(server.calls[0]?.form ?? [])).toEqual({
      api_key: VALID_KEY,
      key: VALID_KEY,
      blog: 'https://news.example/',
    })
  })
})

describe('telling that it was wrong', () => {
  test('sends what the check sent, with its guid, and is thanked', async () => {
    expect(await submitSpam(akismet, said, 'abc123')).toBe('thanked')
    expect(await submitHam(akismet, said)).toBe('thanked')
    const [spam, ham] = server.calls
    expect([spam?.path, ham?.path]).toEqual(['/1.1/submit-spam', '/1.1/submit-ham'])
    expect([...(spam?.form ?? [])]).toEqual([...everything, ['guid', 'abc123']])
    expect([...(ham?.form ?? [])]).toEqual(everything)
  })

  test('is learned, and a test is not', async () => {
    await submitSpam(akismet, { ...plain, isTest: true })
    expect(await checkComment(akismet, plain)).toMatchObject({ verdict: 'ham' })
    await submitSpam(akismet, plain)
    expect(await checkComment(akismet, plain)).toMatchObject({ verdict: 'spam' })
    await submitHam(akismet, plain)
    expect(await checkComment(akismet, plain)).toMatchObject({ verdict: 'ham' })
  })

  test('with a wrong key is refused', async () => {
    expect(await submitHam({ ...akismet, key: 'wrong' }, plain)).toMatchObject({ retry: false })
  })
})

describe('what becomes of an opinion', () => {
  const opinion = { guid: null, recheckAfter: null, alert: null }
  test('ham adds nothing, spam makes spam, blatant spam weighs twice, an open question holds', () => {
    expect(findingOf({ ...opinion, verdict: 'ham' })).toBeNull()
    expect(findingOf({ ...opinion, verdict: 'spam' })).toEqual({ score: 5, reason: 'Akismet says spam' })
    expect(findingOf({ ...opinion, verdict: 'discard' })).toEqual({ score: 10, reason: 'Akismet says spam (blatant)' })
    expect(findingOf({ ...opinion, verdict: 'ham', recheckAfter: 120 })).toMatchObject({ score: 1 })
  })

  const now = new Date('2026-11-17T12:00:00Z')
  const minutes = (attempts: number, retry = true) =>
    ((nextAttempt(attempts, now, { retry })?.getTime() ?? Number.NaN) - now.getTime()) / 60_000

  test('it is asked again after 1, 5, 20 and 60 minutes, then less and less, for three days', () => {
    expect([0, 1, 2, 3].map((attempt) => minutes(attempt))).toEqual([1, 5, 20, 60])
    const all = Array.from({ length: 11 }, (_, attempt) => minutes(attempt))
    expect(all).toEqual(all.toSorted((a, b) => a - b))
    const days = all.reduce((sum, each) => sum + each, 0) / 1440
    expect(days).toBeGreaterThan(2.9)
    expect(days).toBeLessThan(3.2)
    expect(nextAttempt(11, now)).toBeNull()
    expect(nextAttempt(1000, now)).toBeNull()
  })

  test('where a person has to act it waits six hours at least', () => {
    expect([0, 5, 10].map((attempt) => minutes(attempt, false))).toEqual([360, 360, 720])
    expect(nextAttempt(11, now, { retry: false })).toBeNull()
  })
})
