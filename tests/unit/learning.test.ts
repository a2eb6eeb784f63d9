import { describe, expect, test } from 'vitest'
import type { Facts } from '../../src/comments/facts.ts'
import { judge } from '../../src/comments/judge.ts'
import { type Learned, MOST_TOKENS, spamProbability, tokensOf } from '../../src/comments/learning.ts'
import { type Said, wordsOf } from '../../src/comments/learning-features.ts'
import { combine, opinionOf } from '../../src/comments/learning-odds.ts'
import { certainty } from '../../src/comments/learning-outcome.ts'
import { commentHtml } from '../../src/text/comment-html.ts'
import { cpuOf } from '../support/cpu.ts'

const said = (comment: string, other: Partial<Said> = {}): Said => ({
  author: 'Ada Quill',
  email: 'ada@quill.example',
  url: '',
  html: commentHtml(comment),
  ...other,
})
const tokens = (comment: string, other?: Partial<Said>) => tokensOf(said(comment, other))

describe('the tokens of a comment', () => {
  test('are its words, folded, each once', () => {
    expect(tokens('The ferry. THE FERRY! ｆｅｒｒｙ')).toEqual(expect.arrayContaining(['the', 'ferry']))
    expect(tokens('The ferry. THE FERRY!').filter((token) => token === 'ferry')).toHaveLength(1)
  })

  test('are the same words beside a letter that is not ASCII as without it', () => {
    const texts = [
      "It's $5.50 a.b-c 'quoted' -- x_y z 007",
      'Supercalifragilisticexpialidocious-2026 A 1 $',
      "o'clock... e.g. $$ _9",
    ]
    for (const text of texts) {
      expect(wordsOf(`<p>${text}</p>`).filter((each) => each !== 'éé')).toEqual(
        wordsOf(`<p>${text} éé</p>`).filter((each) => each !== 'éé'),
      )
    }
  })

  test('are letters in threes where no spaces part words', () => {
    expect(tokens('药店关门了')).toEqual(expect.arrayContaining(['药店关', '店关门', '关门了']))
    expect(tokens('ร้านขายยา').length).toBeGreaterThan(5)
    expect(tokens('аптека закрыта')).toEqual(expect.arrayContaining(['аптека', 'закрыта']))
  })

  test('name where it leads, and what the writer looks like', () => {
    const found = tokens('See https://www.pills.top/buy', {
      url: 'https://best-casino.xyz/play',
      author: 'casino 24/7',
    })
    for (const token of [
      'host:pills.top',
      'tld:top',
      'host:best-casino.xyz',
      'site:casino',
      'links:1',
      'name:keyword-like',
    ])
      expect(found).toContain(token)
  })

  test('name the ending of a host however long it is', () => {
    expect(tokens('Here', { url: 'https://a-very-long-name-for-a-shop-of-cheap-pills.top' })).toContain('tld:top')
  })

  test("keep nobody's name or address", () => {
    const found = tokens('Hello there', { author: 'Ada Quill', email: 'ada.quill@quill-family.org' }).join(' ')
    expect(found).not.toMatch(/ada|quill|family/i)
  })

  test('are at most eighty, taken from all over a long text, and the same every time', () => {
    const long = Array.from(
      { length: 5000 },
      (_, i) => `word${String.fromCodePoint(97 + (i % 26))}${'x'.repeat(i % 40)}`,
    )
    const text = `begin ${long.join(' ')}`
    expect(tokens(text)).toHaveLength(MOST_TOKENS)
    expect(tokens(text)).toEqual(tokens(text))
    expect(new Set(tokens(text)).size).toBe(MOST_TOKENS)
    expect(tokens(`${'z'.repeat(9000)}`).every((token) => token.length <= 50)).toBe(true)
  })

  test('of a comment too long to read whole are those of its beginning and its end', () => {
    const found = tokens(`first ${'<b>filler</b> '.repeat(4000)} last <a href="https://pills.top/">cheap</a>`)
    expect(found).toEqual(expect.arrayContaining(['first', 'filler', 'last', 'cheap', 'host:pills.top']))
    expect(found.filter((token) => /^(?:href|rel|strong|b|nofollow)$/.test(token))).toEqual([])
  })

  test('begin with no sign that the table keeps for itself', () => {
    for (const text of ['#lessons', '#flagged #passed', '# #️⃣'])
      for (const token of tokens(text)) expect(token).not.toMatch(/^#/)
  })

  test.each([
    ['addresses without end', '://'.repeat(21_000)],
    ['letters and digits', 'a1'.repeat(32_000)],
    ['exclamation marks', '!'.repeat(65_000)],
    ['spaced letters', 'a '.repeat(32_000)],
    ['brackets', '<>'.repeat(32_000)],
    ['prose', 'The council voted again. '.repeat(2_600)],
    ['links', 'http://a.example/ '.repeat(3_600)],
    ['Han', '药店关门了吗'.repeat(10_000)],
  ])('of 65,000 characters take no time: %s', async (_, text) => {
    const html = `<p>${text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`
    expect((await cpuOf(() => tokensOf(said('', { html })))).ms).toBeLessThan(50)
  })
})

describe('the probability', () => {
  const learned = (ham: number, spam: number, rows: Record<string, [number, number]> = {}): Learned =>
    new Map(
      Object.entries({ '#lessons': [ham, spam] as const, ...rows }).map(([token, [h, s]]) => [
        token,
        { ham: h, spam: s },
      ]),
    )
  const words = ['one', 'two', 'three', 'four', 'five', 'six']
  const all = (ham: number, spam: number) =>
    Object.fromEntries(words.map((word) => [word, [ham, spam] as [number, number]]))

  test('is not given before twenty lessons of each class', () => {
    expect(spamProbability(words, new Map())).toBeNull()
    expect(spamProbability(words, learned(19, 500, all(0, 9)))).toBeNull()
    expect(spamProbability(words, learned(500, 19, all(0, 9)))).toBeNull()
    expect(spamProbability(words, learned(20, 20, all(0, 9)))).toBeGreaterThan(0.9)
  })

  test('is not given of a comment that it knows little of', () => {
    expect(spamProbability(words.slice(1), learned(50, 50, all(0, 9)))).toBeNull()
    expect(spamProbability(words, learned(50, 50, all(0, 0)))).toBeNull()
  })

  test('weighs a class by its size, not by its number of lessons', () => {
    expect(spamProbability(words, learned(1000, 20, all(500, 10)))).toBeCloseTo(0.5)
    expect(spamProbability(words, learned(20, 1000, all(10, 0)))).toBeLessThan(0.01)
  })

  test('stays a number however sure it is', () => {
    const sure = Array.from({ length: 80 }, () => opinionOf({ ham: 0, spam: 1e6 }, { ham: 1e6, spam: 1e6 }) ?? 0)
    expect(combine(sure)).toBeCloseTo(1)
    expect(combine(sure.map((each) => 1 - each))).toBeCloseTo(0)
  })

  test('of one damning token alone bins no comment', () => {
    expect(combine([opinionOf({ ham: 0, spam: 1e6 }, { ham: 1e6, spam: 1e6 }) ?? 1])).toBeLessThan(certainty.spam)
  })

  test('counts as held and as spam where the pipeline does so', () => {
    const state = (spamProbability: number) => judge({ ...plain, spamProbability }).state
    expect([certainty.hold - 0.001, certainty.hold, certainty.spam - 0.001, certainty.spam].map(state)).toEqual([
      'approved',
      'held',
      'held',
      'spam',
    ])
  })
})

const plain: Facts = {
  now: new Date(0),
  form: { author: 'Ada', email: 'a@b.example', url: '', comment: 'Well said indeed', comment_parent: null },
  html: '<p>Well said indeed</p>',
  language: 'en',
  token: 'valid',
  trapped: false,
  isKnown: false,
  addressHash: '',
  recent: { fromAddress: 0, onArticle: 0 },
  sinceLast: null,
  likeness: 0,
  rules: [],
  spamProbability: null,
  settings: { holdUnknown: false, holdLinks: 2, holdAll: false },
}
