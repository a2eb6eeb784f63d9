import { describe, expect, test } from 'vitest'
import { slugify, uniqueSlug } from '../../src/text/slug.ts'

describe('a headline becomes an address in any script', () => {
  test.each([
    ['The Strike, Day 3: “No Deal”', 'the-strike-day-3-no-deal'],
    ['Don’t stop', 'dont-stop'],
    ['Größe, Ørsted & Æther', 'grosse-orsted-aether'],
    ['Łódź İstanbul ışık Þór', 'lodz-istanbul-isik-thor'],
    ['Tiếng Việt', 'tieng-viet'],
    ['Ελλάδα σήμερα', 'ellada-simera'],
    ['Россия и Щука', 'rossiya-i-shchuka'],
    ['Київ', 'kiyiv'],
    ['България', 'balgariya'],
    ['Ђоковић', 'djokovic'],
    ['سلام دنیا', 'slam-dnya'],
    ['مرحبا', 'mrhba'],
    ['שלום עולם', 'shlvm-avlm'],
    ['საქართველო', 'sakartvelo'],
    ['Հայաստան', 'hayastan'],
    ['きょう がっこう トーキョー', 'kyou-gakkou-tokyo'],
    ['서울 한국어', 'seoul-hangukeo'],
    ['नमस्ते दुनिया', 'namaste-duniya'],
    ['ﬁne Ⅳ', 'fine-iv'],
  ])('%s → %s', (text, slug) => expect(slugify(text)).toBe(slug))

  test.each(['東京', 'สวัสดี', '😀', '', '---', '\ud800', '東京 2026'])(
    '%j has an address although we know no letters for it',
    (text) => {
      expect(slugify(text)).toMatch(/^[a-z0-9-]*x[a-z0-9]+$/)
      expect(slugify(text)).toBe(slugify(text))
    },
  )

  test('different headlines without letters have different addresses', () => {
    expect(slugify('東京')).not.toBe(slugify('大阪'))
    expect(slugify('東京 2026')).not.toBe(slugify('大阪 2026'))
  })

  test('a long headline is cut between words', () => {
    expect(slugify('the council '.repeat(20))).toMatch(/^(?:the-council-)+the(?:-council)?$/)
    expect(slugify('the council '.repeat(20)).length).toBeLessThanOrEqual(80)
    expect(slugify('a'.repeat(500))).toHaveLength(80)
  })

  test('every slug is safe in an address', () => {
    for (let code = 1; code < 0x3000; code += 7) {
      expect(slugify(`${String.fromCodePoint(code)} ../%2e?#<>"'`)).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    }
  })
})

test('a taken slug is numbered', () => {
  expect(uniqueSlug('strike', new Set())).toBe('strike')
  expect(uniqueSlug('strike', new Set(['strike', 'strike-2']))).toBe('strike-3')
})
