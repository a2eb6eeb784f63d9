import { describe, expect, test } from 'vitest'
import { countWords, excerptOf, plainText } from '../../src/text/excerpt.ts'
import { sha256Hex, shortHash } from '../../src/text/hash.ts'
import { rfc822, xml } from '../../src/text/xml.ts'
import { cpuOf } from '../support/cpu.ts'

describe('text is made safe for XML', () => {
  test('signs are escaped for elements and attributes', () => {
    expect(xml(`<a b="c" d='e'>&amp;</a>`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;&lt;/a&gt;')
  })
  test('characters that XML forbids are dropped', () => {
    expect(xml('a\u0000b\u0008c\td\ne\u001ff\ufffeg\ud800h😀')).toBe('abc\td\nefg\ufffdh😀')
  })
  test('feeds get their date', () => {
    expect(rfc822(new Date(Date.UTC(2026, 10, 22, 9, 5)))).toBe('Sun, 22 Nov 2026 09:05:00 GMT')
  })
})

describe('hashes', () => {
  test('SHA-256 of text and of bytes agree', async () => {
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    expect(await sha256Hex('abc')).toBe(expected)
    expect(await sha256Hex(new Uint8Array([97, 98, 99]))).toBe(expected)
  })
  test('the short hash is sixteen characters that need no escaping', async () => {
    expect(await shortHash('abc')).toMatch(/^[\w-]{16}$/)
    expect(await shortHash('abc')).not.toBe(await shortHash('abd'))
  })
})

describe('plain text of HTML', () => {
  test.each([
    ['<p>One &amp; <b>two</b></p><p>three<br>four</p>', 'One & two\nthree\nfour'],
    ['a &lt;b&gt; &#8212; &#x41; &unknown;', 'a <b> — A &unknown;'],
    ['<p>x</p>  <pre><code>a\n b</code></pre>', 'x\na\nb'],
    ['<table><tr><td>1</td><td>2</td></tr></table>', '1 2'],
  ])('%j', (html, text) => expect(plainText(html)).toBe(text))
})

describe('the excerpt', () => {
  test('is the opening paragraphs, without headings, captions and marks of notes', () => {
    const html =
      '<h2>Head</h2><figure><img alt="x"><figcaption>Cap</figcaption></figure><p>First<sup class="note"><a href="#footnote-1">1</a></sup>.</p><p>Second.</p><section class="footnotes"><p>Note</p></section>'
    expect(excerptOf(html)).toBe('First. Second.')
  })
  test('is cut after a word', () => {
    const excerpt = excerptOf(`<p>${'wonderful words, '.repeat(40)}</p>`)
    expect(excerpt).toMatch(/words?…$|wonderful…$/)
    expect(excerpt.length).toBeLessThanOrEqual(201)
  })
  test('of a script without spaces is cut between characters', () => {
    expect(excerptOf(`<p>${'😀漢'.repeat(200)}</p>`)).toMatch(/^(?:😀漢)+😀?…$/u)
  })
  test('of an article without paragraphs is its text', () => {
    expect(excerptOf('<ul><li>one</li><li>two</li></ul>')).toBe('one two')
    expect(excerptOf('')).toBe('')
  })
})

describe('words are counted as a reader counts', () => {
  test.each([
    ['', 0],
    ['one two  three', 3],
    ["It's well-known: 3,000 km/h!", 5],
    ['Привет, мир', 2],
    ['مرحبا بالعالم', 2],
    ['서울 시장', 2],
    ['नमस्ते दुनिया', 2],
    ['— … !', 0],
  ])('%j has %i', (text, words) => expect(countWords(text)).toBe(words))

  test('of scripts without spaces several are found in a sentence', () => {
    expect(countWords('市議会は火曜日に開かれた')).toBeGreaterThan(4)
    expect(countWords('สภาเทศบาลประชุมเมื่อวันอังคาร')).toBeGreaterThan(3)
  })

  test('a quarter of a megabyte is counted at once', async () => {
    for (const text of [
      'word '.repeat(52_000),
      '市議会'.repeat(29_000),
      'ก'.repeat(87_000),
      'a'.repeat(262_144),
      "'-.".repeat(87_000),
    ]) {
      expect((await cpuOf(() => countWords(text))).ms).toBeLessThan(1_000)
    }
  })
})
