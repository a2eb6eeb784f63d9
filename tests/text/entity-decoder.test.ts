import { readFileSync } from 'node:fs'
import { EntityDecoder as Entities, htmlDecodeTree } from 'entities/decode'
import { array, assert, constantFrom, property } from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { DecodingMode, EntityDecoder } from '../../src/text/entity-decoder.ts'
import { loadEntityNames, NamesAway } from '../../src/text/entity-names.ts'

const modes = [DecodingMode.Legacy, DecodingMode.Attribute]
const file = readFileSync('public/entity-names.txt', 'utf8')
const names = file
  .trim()
  .split(' ')
  .flatMap((entry) =>
    entry
      .replace(/^[\d+]+:/, '')
      .replaceAll('.', '')
      .split(','),
  )

type Decoder = { startEntity(mode: number): void; write(text: string, from: number): number; end(): number }

// What it says of the reference at the start of a text: how long it is, and which characters it emits.
function said(make: (emit: (code: number, consumed: number) => void) => Decoder, text: string, mode: number) {
  const emitted: number[] = []
  let consumed = 0
  const decoder = make((code, length) => {
    emitted.push(code)
    consumed = length
  })
  decoder.startEntity(mode)
  if (decoder.write(text, 1) < 0) decoder.end()
  return { emitted: String.fromCodePoint(...emitted), consumed }
}

const ours = (text: string, mode: number) => said((emit) => new EntityDecoder(null, emit), text, mode)
const theirs = (text: string, mode: number) => said((emit) => new Entities(htmlDecodeTree, emit), text, mode)

describe('while the file of names cannot be read, which is said, and tried again, our decoder', () => {
  test.each([
    async () => new Response('no', { status: 503 }),
    async () => new Response('<!doctype html>'),
    () => Promise.reject(new Error('away')),
  ])('is without it', async (fetch) => {
    expect(await loadEntityNames({ fetch })).toBe(false)
  })

  test('knows numbers and the names of every day', () => {
    for (const text of ['&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&nbsp;', '&#8713;', '&#x2209;'])
      for (const mode of modes) expect(ours(text, mode), text).toEqual(theirs(text, mode))
  })

  test('takes what can be no name for what it is', () => {
    for (const text of ['& ', '&', '&;', '&1;', '&é;']) expect(ours(text, 0).consumed, text).toBe(0)
  })

  test('guesses at nothing else', () => {
    for (const text of ['&notin;', '&copy', '&ampere;', '&amp', '&none;', '&T'])
      for (const mode of modes) expect(() => ours(text, mode), text).toThrow(NamesAway)
  })
})

describe('our decoder says what the library says', () => {
  beforeAll(async () => {
    expect(await loadEntityNames({ fetch: async () => new Response(file) })).toBe(true)
  })

  test('of every name, whatever follows', () => {
    expect(names).toHaveLength(2125)
    for (const name of names) {
      for (const mode of modes) {
        for (const after of [';', '; ', ' ', '=', 'x', '1', ';;', '<', '_', 'é']) {
          const text = `&${name}${after}`
          expect(ours(text, mode), text).toEqual(theirs(text, mode))
        }
      }
    }
  })

  test('of every beginning of every name', () => {
    for (const beginning of new Set(names.flatMap((name) => Array.from(name, (_, i) => name.slice(0, i))))) {
      for (const text of [`&${beginning} `, `&${beginning};`, `&${beginning}Q=`])
        for (const mode of modes) expect(ours(text, mode), text).toEqual(theirs(text, mode))
    }
  })

  test('of numbers', () => {
    const numbers = [...Array(70_000).keys(), 0x10ffff, 0x110000, 9e20]
    for (const number of numbers) {
      expect(ours(`&#${number};`, 0), `${number}`).toEqual(theirs(`&#${number};`, 0))
    }
    for (const text of ['&#;', '&#x;', '&#X41', '&#x4g', '&#65a', '&#0065;', '&#', '&#x', `&#${'9'.repeat(400)};`])
      for (const mode of modes) expect(ours(`${text} `, mode), text).toEqual(theirs(`${text} `, mode))
  })

  test('of anything', () => {
    const piece = constantFrom(
      'not',
      'in',
      'amp',
      'lt',
      'colon',
      'Tab',
      ';',
      '=',
      'x',
      'X',
      '#',
      '0',
      '41',
      '&',
      ' ',
      'é',
      ...names,
    )
    assert(
      property(array(piece, { maxLength: 5 }), constantFrom(...modes), (pieces, mode) => {
        const text = `&${pieces.join('')} `
        expect(ours(text, mode), text).toEqual(theirs(text, mode))
      }),
      { numRuns: 5000 },
    )
  })
})
