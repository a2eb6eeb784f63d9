import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { CommentForm, CommentPatch, StaffComment } from '../../src/comments/input.ts'
import { listed } from '../../src/comments/rules.ts'
import { commentHtml } from '../../src/text/comment-html.ts'
import { cpuOf } from '../support/cpu.ts'

const typed = { author: 'Carla', email: 'carla@example.com', comment: 'Quite right.' }
const wrong = (fields: object) => {
  const { issues } = v.safeParse(CommentForm, { ...typed, ...fields })
  return issues?.map((issue) => v.getDotPath(issue))
}

describe('a name', () => {
  test.each([
    ['of one letter with a tower of marks', `Z${'\u0301'.repeat(150_000)}`],
    ['of spaces without width', '\u200B\u200B'],
    ['of nothing but overrides', '\u202E\u2066'],
    ['of fillers', '\u3164 \u2800'],
  ])('%s is none', (_, author) => expect(wrong({ author })).toEqual(['author']))

  test('is printed in the direction in which it was typed, with the marks that real scripts have', () => {
    const { author } = v.parse(CommentForm, { ...typed, author: `A\u202Eb e\u0301 Z${'\u0301'.repeat(60)}` })
    expect(author).toBe(`Ab \u00e9 \u0179${'\u0301'.repeat(7)}`)
    for (const author of ['李小龍', 'ज़ाहिदा', '👩🏽‍🚀 Ada', 'Zoë'])
      expect(v.parse(CommentForm, { ...typed, author }).author).toBe(author.normalize('NFC'))
  })
})

test('an email address loses what nobody sees of it', () => {
  const { email } = v.parse(CommentForm, { ...typed, email: '\u200Bcarla@\u202Eexample.com\u200B' })
  expect(email).toBe('carla@example.com')
  expect(wrong({ email: '\u200B' })).toContain('email')
})

describe('a comment of which nothing can be seen is none', () => {
  const empty = [
    '<script>x</script>',
    '<b></b> &zwj;&#8203;',
    '\u200B',
    '<a href="https://a.test"> </a>',
    '&nbsp;',
    '<br>',
  ]
  test.each(empty)('%j', (comment) => {
    expect(commentHtml(comment)).toBe('')
    expect(wrong({ comment })).toEqual(['comment'])
    expect(v.safeParse(CommentPatch, { body: comment }).success).toBe(false)
    expect(v.safeParse(StaffComment, { articleId: 1, name: 'Desk', body: comment }).success).toBe(false)
  })

  test.each(['a < b', '&', 'AT&T', '<3', '<b>x</b>', '.'])('%j is one', (comment) => {
    expect(wrong({ comment })).toBeUndefined()
  })
})

describe('time', () => {
  test('of cutting addresses does not grow with the square of the brackets behind them', async () => {
    const text = (count: number) => `https://a.bc/${')'.repeat(count)} `.repeat(34)
    expect(commentHtml(text(1900))).toContain('href="https://a.bc/"')
    expect((await cpuOf(() => commentHtml(text(1900)))).ms).toBeLessThan(250)
  })

  test('of five hundred rules for words is that of reading the text once', async () => {
    const rules = Array.from({ length: 500 }, (_, i) => ({
      field: 'word' as const,
      pattern: `casino${i}`,
      action: 'spam' as const,
    }))
    const html = `<p>${'many different words of some length '.repeat(1_850)}casino499</p>`
    const facts = { form: { ...v.parse(CommentForm, typed), comment: '' }, html, addressHash: '', rules }
    expect(listed(facts)).toEqual([rules[499]])
    expect((await cpuOf(() => listed(facts))).ms).toBeLessThan(250)
  })
})
