import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../src/text/search-query.ts'
import { distance, folded, slips } from '../../src/text/spelling.ts'

const texts = (query: string) => parseQuery(query).terms.map(({ text }) => text)
const open = (query: string) => parseQuery(query).terms.map(({ prefix }) => prefix)

describe('a query', () => {
  test.each([
    ['ferry gauge', ['ferry', 'gauge']],
    ['  ferry \t gauge ', ['ferry', 'gauge']],
    ['"harbour board" ferry', ['harbour board', 'ferry']],
    ['“harbour board” «tide table»', ['harbour board', 'tide table']],
    ['well-known o’clock', ['well-known', 'o’clock']],
    ['a"b" "unclosed', ['a"b"', '"unclosed']],
    ['!!! ?? 🚢 “…” -', []],
    ['1 2 3 4 5 6 7 8 9 10', ['1', '2', '3', '4', '5', '6', '7', '8']],
    ['\ue000a1\ue000', ['a1']],
  ])('is read as its terms: %s', (query, terms) => expect(texts(query)).toEqual(terms))

  test('leaves out what has a minus before it', () => {
    const { terms, not } = parseQuery('ferry -gauge -"harbour board" a-b')
    expect(terms.map(({ text }) => text)).toEqual(['ferry', 'a-b'])
    expect(not.map(({ text }) => text.replace(/^-/, ''))).toEqual(['gauge', 'harbour board'])
  })

  test('is open at its last word, at a star, and after Korean words', () => {
    expect(open('ferry gau')).toEqual([false, true])
    expect(open('ferr* gauge.')).toEqual([true, false])
    expect(open('"harbour boa"')).toEqual([false])
    expect(open('xy')).toEqual([false])
    expect(open('서울 열차 "강"')).toEqual([true, true, false])
  })

  test('knows scripts without spaces', () => {
    const unspaced = ['東京', 'さくら', 'กรุงเทพ', 'ភ្នំពេញ', 'the 東京 ferry']
    expect(unspaced.map((query) => parseQuery(query).unspaced)).toEqual(unspaced.map(() => true))
    const spaced = ['ferry', 'паром', 'العبارة', '서울', 'Φέρι', 'café']
    expect(spaced.map((query) => parseQuery(query).unspaced)).toEqual(spaced.map(() => false))
  })

  test('is never too much', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 300 }), (codes) => {
        const query = String.fromCodePoint(...codes)
        const { terms, not } = parseQuery(query)
        expect(terms.length).toBeLessThanOrEqual(8)
        for (const { text } of [...terms, ...not]) expect(text).toMatch(/[\p{L}\p{N}]/u)
      }),
    )
  })
})

describe('spelling', () => {
  test.each([
    ['ferry', 'ferry', 0],
    ['ferry', 'fery', 1],
    ['ferry', 'freey', 2],
    ['ferry', 'frery', 1],
    ['ferry', 'merry', 1],
    ['', 'abc', 3],
  ])('from %s to %s are so many slips', (a, b, slips) => {
    expect(distance(a, b)).toBe(slips)
    expect(distance(b, a)).toBe(slips)
  })

  test('every word that is one slip away is among the slips, and no other is', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        if (distance(a, b) === 1) expect(slips(a)).toContain(b)
        for (const slip of slips(a)) expect(distance(a, slip)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a word is folded as the index folds it', () => {
    expect(['Café', 'ÜBUNG', 'Ёлка', 'Ταξί'].map(folded)).toEqual(['cafe', 'ubung', 'елка', 'ταξι'])
  })
})
