import { describe, expect, test } from 'vitest'
import { de } from '../../src/text/words/de.ts'
import { en } from '../../src/text/words/en.ts'
import { es } from '../../src/text/words/es.ts'
import { words } from '../../src/text/words/words.ts'
import { type Said, vocabulary } from '../support/words.ts'

const english = vocabulary(en)

describe('the words of a page', () => {
  test.each([
    ['en', en],
    ['en-US', en],
    ['de', de],
    ['de-AT', de],
    ['es-419', es],
    ['den', en],
    ['fr', en],
    ['', en],
  ])('of a site in %j are chosen by the language, whatever the region', (language, expected) => {
    expect(words(language)).toBe(expected)
  })

  describe.each([
    ['German', vocabulary(de)],
    ['Spanish', vocabulary(es)],
  ])('in %s', (_, language) => {
    test('are the same as in English: none missing, none besides', () => {
      expect([...language.keys()].sort()).toEqual([...english.keys()].sort())
    })

    test.each([...english.keys()])('%s says something, of the same values and links', (name) => {
      const [theirs, ours] = [sample(language.get(name)), sample(english.get(name))]
      expect(theirs.trim()).not.toBe('')
      expect(theirs.match(/⟨\d⟩/g)?.sort()).toEqual(ours.match(/⟨\d⟩/g)?.sort())
      expect(theirs.match(/[[\]]/g)).toEqual(ours.match(/[[\]]/g))
      expect(/^\s/.test(theirs), 'a space at the front').toBe(/^\s/.test(ours))
      expect(/\s$/.test(theirs), 'a space at the end').toBe(/\s$/.test(ours))
    })

    test('count one as one, and more as more', () => {
      for (const [name, ours] of english) {
        if (typeof ours === 'string' || ours(1) === ours(2)) continue
        const theirs = language.get(name)
        expect(typeof theirs === 'string' || theirs?.(1) !== theirs?.(2), name).toBe(true)
      }
    })
  })
})

/** The string with marks where its values stand. */
const sample = (said: Said | undefined): string =>
  typeof said === 'function' ? said('⟨1⟩', '⟨2⟩', '⟨3⟩') : (said ?? '')
