import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differences, type Passage } from '../../src/text/difference.ts'

const shown = (passages: Passage[]) =>
  passages.map((pieces) =>
    pieces.map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+${text}+` : `-${text}-`)).join(''),
  )

describe('what changed between two texts', () => {
  test('is nothing when nothing did', () => {
    expect(differences('One.\n\nTwo.', 'One.\n\n\nTwo.')).toEqual([])
    expect(differences('', '')).toEqual([])
  })

  test('is told by words, with a gap for what stayed', () => {
    const before = 'The boats stayed in on Monday.\n\nNobody was surprised.\n\nIt rained.'
    const after = 'The boats stayed in on Tuesday morning.\n\nNobody was surprised.\n\nIt rained.\n\nThen it stopped.'
    expect(shown(differences(before, after))).toEqual([
      'The boats stayed in on -Monday-+Tuesday morning+.',
      '',
      '+Then it stopped.+',
    ])
  })

  test('is a paragraph gone and another come where they share little', () => {
    expect(shown(differences('The council met on Friday.', 'Herring is dearer than ever.'))).toEqual([
      '-The council met on Friday.-',
      '+Herring is dearer than ever.+',
    ])
  })

  test('is told by signs where a script has no spaces', () => {
    expect(shown(differences('船は月曜日に港に留まった。', '船は火曜日に港に留まった。'))).toEqual([
      '船は-月-+火+曜日に港に留まった。',
    ])
  })

  test('keeps every word of either text, in order', () => {
    const text = fc.array(fc.lorem({ maxCount: 6 }), { maxLength: 8 }).map((paragraphs) => paragraphs.join('\n\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const passages = differences(before, after).filter((pieces) => pieces.length > 0)
        const side = (kind: 'added' | 'removed') =>
          passages.map((pieces) =>
            pieces
              .filter((piece) => piece.kind !== kind)
              .map(({ text }) => text)
              .join(''),
          )
        const isPartOf = (parts: string[], whole: string) => parts.every((part) => whole.includes(part))
        expect(isPartOf(side('added'), before)).toBe(true)
        expect(isPartOf(side('removed'), after)).toBe(true)
        expect(passages.length === 0).toBe(before === after)
      }),
    )
  })

  test('of long texts that share nothing takes no longer than reading them', () => {
    const text = (word: string) => Array.from({ length: 3000 }, (_, i) => `${word}${i} `.repeat(12)).join('\n\n')
    expect(differences(text('a'), text('b'))).toHaveLength(2)
    const line = (word: string) => Array.from({ length: 30_000 }, (_, i) => `${word}${i}`).join(' ')
    expect(differences(line('a'), line('b'))).toHaveLength(2)
  })
})
