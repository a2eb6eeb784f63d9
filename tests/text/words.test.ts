import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { de } from '../../src/text/words/de.ts'
import { en } from '../../src/text/words/en.ts'
import { es } from '../../src/text/words/es.ts'
import { unpack } from '../../src/text/words/pack.ts'
import { prosePath } from '../../src/text/words/prose.ts'
import { reasonIn } from '../../src/text/words/values.ts'
import { loadWords, packed, packPath, words } from '../../src/text/words/words.ts'
import { packText, prose, proseText, written } from '../../tools/words/packs.ts'
import { type Said, vocabulary } from '../support/words.ts'

const english = vocabulary({ ...en, ...prose.en })
const fileOf = (path: string) => readFileSync(`public${path}`, 'utf8')

describe('the words of a page', () => {
  test('are in English while their files cannot be read, which is said, and tried again', async () => {
    const answers = [async () => new Response('no', { status: 503 }), () => Promise.reject(new Error('away'))]
    for (const fetch of answers) {
      expect(await loadWords({ fetch })).toBe(false)
      expect(words('de')).toBe(en)
    }
  })

  describe('once their files are read', () => {
    beforeAll(async () => {
      const fetch = async (url: string) => new Response(fileOf(new URL(url).pathname))
      expect(await loadWords({ fetch })).toBe(true)
    })

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
      expect(words(language).frame).toEqual(expected.frame)
    })
  })

  test.each(packed)('are in the file of %s as in the code: `npm run words` writes it', (language) => {
    expect(fileOf(packPath(language))).toBe(packText(written[language]))
    const [file, code] = [vocabulary(unpack(JSON.parse(fileOf(packPath(language))))), vocabulary(written[language])]
    for (const [name, said] of code)
      for (const value of [0, 1, 2, 5, 21, 'Ada', 'Inés', 'Hidalgo', 'hielo', '$1', '{1}'])
        expect(say(file.get(name), value), name).toBe(say(said, value))
  })

  test.each(Object.entries(prose))('have their long texts of %s in a file as in the code', (language, texts) => {
    expect(fileOf(prosePath(language))).toBe(proseText(texts))
  })

  describe('of why a comment waits', () => {
    const files = [
      'checks',
      'receive',
      'spooled',
      'own',
      'akismet-finding',
      'akismet-ask',
      'akismet',
      'recheck',
      'turnstile',
    ]
    const sources = files.map((name) => readFileSync(`src/comments/${name}.ts`, 'utf8')).join('\n')
    // Every reason that the checks can give, with something in the place of its values; not the words of others.
    const given = Array.from(
      sources.matchAll(
        /(?:found\([^'`]*?|reason: |failed\(|unasked\(|const (?:LOOKING|EVERY) = )(['`])((?:(?!\1).)+)\1/g,
      ),
      ([, , text = '']) =>
        text
          .replace(/\$\{percent\}/, '99 %')
          .replace(/\$\{[^}]*\}/g, '7')
          .replace(/\$\{.*$/, ''),
    ).filter((text) => text.includes(' ') && !text.startsWith('7 (code'))

    test.each(['de', 'es'])('all is said in %s', (language) => {
      const w = JSON.parse(fileOf(prosePath(language)))
      expect(given.length).toBeGreaterThan(35)
      const all = [...given, 'its writer changed it while it waited', 'Akismet says it is no spam']
      expect(all.filter((reason) => reasonIn(w, reason) === reason)).toEqual([])
    })

    test('values are said as they were, within each other too, and what nobody knows is left', () => {
      const w = JSON.parse(fileOf(prosePath('de')))
      expect(reasonIn(w, '12 links')).toBe('Zahl der Links: 12')
      expect(reasonIn(w, 'on the hold list (address)')).toBe('auf der Prüfliste (Netzwerkadresse)')
      expect(reasonIn(w, 'the filter is 99 % sure that this is spam')).toBe('der Filter hält ihn zu 99 % für Spam')
      expect(reasonIn(w, 'Akismet could not be asked: no answer within 3 s, will be asked again')).toBe(
        'Akismet konnte nicht gefragt werden: keine Antwort binnen 3 s; es wird noch einmal gefragt',
      )
      expect(reasonIn(w, 'the answer was far too long')).toBe('die Antwort war viel zu lang')
      expect(reasonIn(w, 'no connection (links $1 {1})')).toBe('keine Verbindung (links $1 {1})')
      expect(reasonIn(w, 'some other reason')).toBe('some other reason')
      expect(JSON.parse(fileOf(prosePath('en'))).reasons).toEqual([])
    })
  })

  test.each([null, 'x', {}, { frame: {} }, []])('are not read from a file of something else: %j', (file) => {
    expect(() => unpack(file)).toThrow()
  })

  describe.each([
    ['German', vocabulary({ ...de, ...prose.de })],
    ['Spanish', vocabulary({ ...es, ...prose.es })],
  ])('in %s', (_, language) => {
    test('are the same as in English: none missing, none besides', () => {
      expect([...language.keys()].sort()).toEqual([...english.keys()].sort())
    })

    test.each([...english.keys()])('%s says something, of the same values and links', (name) => {
      const [theirs, ours] = [sample(language.get(name)), sample(english.get(name))]
      expect(theirs.trim()).not.toBe('')
      expect(theirs.match(/⟨\d⟩|\{\w+\}/g)?.sort()).toEqual(ours.match(/⟨\d⟩|\{\w+\}/g)?.sort())
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

const say = (said: Said | undefined, value: string | number) =>
  typeof said === 'function' ? said(value, 'B', 3) : said

/** The string with marks where its values stand. */
const sample = (said: Said | undefined): string =>
  typeof said === 'function' ? said('⟨1⟩', '⟨2⟩', '⟨3⟩') : (said ?? '')
