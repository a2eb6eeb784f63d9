import { describe, expect, test } from 'vitest'
import { allowedInComments, commentHtml } from '../../src/text/comment-html.ts'
import { cpuOf } from '../support/cpu.ts'
import { type Allowed, faults, rewritten } from './audit.ts'
import { hostile } from './hostile.ts'

const tags = Array.from(allowedInComments.matchAll(/<(\w+)([^>]*)>/g), ([, name = '', keys = '']) => ({
  name,
  keys: Array.from(keys.matchAll(/(\w+)=/g), ([, key = '']) => key),
}))

const allowed: Allowed = {
  elements: new Set([...tags.map(({ name }) => name), 'p', 'br']),
  attributes: Object.fromEntries(tags.map(({ name, keys }) => [name, name === 'a' ? [...keys, 'rel'] : keys])),
}

test('the printed list of tags is the one promised', () => {
  expect(
    allowedInComments.replaceAll(/<(\w+)([^>]*)>/g, (_, name: string, keys: string) => {
      const inner = keys.replaceAll('=""', '').trim()
      return inner ? `${name}[${inner}]` : name
    }),
  ).toBe(
    'a[href title] abbr[title] acronym[title] b blockquote[cite] cite code del[datetime] em i q[cite] s strike strong',
  )
})

describe('a hostile comment keeps nothing foreign and stays in its box', () => {
  test('there are enough of them', () => expect(hostile.length).toBeGreaterThan(250))
  test.each(hostile)('%j', (text) => {
    const html = commentHtml(text)
    expect(faults(html, allowed)).toEqual([])
    expect(faults(commentHtml(`before ${text} after\n\nnext`), allowed)).toEqual([])
    expect(html).not.toMatch(/\p{Surrogate}/u)
  })
})

test('hostile comments joined in pairs stay harmless', () => {
  for (const [index, text] of hostile.entries()) {
    const other = hostile[(index * 7 + 3) % hostile.length] ?? ''
    expect(faults(commentHtml(text + other), allowed), text + other).toEqual([])
    expect(faults(commentHtml(`<b>${text}<blockquote>${other}`), allowed), text + other).toEqual([])
  }
})

test('hostile comments cut anywhere stay harmless', () => {
  for (const text of hostile) {
    for (let end = 1; end < text.length; end += 3) {
      expect(faults(commentHtml(text.slice(0, end)), allowed), text.slice(0, end)).toEqual([])
    }
  }
})

test('stored HTML, read and written again, is the same', () => {
  for (const text of hostile) {
    const html = commentHtml(text)
    expect(rewritten(html)).toBe(html)
  }
})

describe('65 KB of anything is done within a second', () => {
  const atoms = `<b> <a|<a href="http://a.test"> <blockquote> </b> <b><i> < <! <!-- <code> </code> <script> <a|b= & &# &#x26; http:// http://a.
    www. www.a. mailto:a@b. http://a.test/((( \\n \\n\\n \\n\\n<b> <br> <p> " ' <a|b="c > a > <q|cite="x"> <b>x\\n\\n .,;:!? ) <s><q><i></s></q></i>
    <em>a\\n\\n</em> &nbsp; \\u0301 a\\u0301\\u0301\\u0301 \\ud800 <div> <svg> </code <textarea> ]]> <![CDATA[ <?x x<y`
  const parts = atoms.split(/\s+/).map((atom) =>
    atom
      .replaceAll('|', ' ')
      .replaceAll(/\\u([0-9a-f]{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replaceAll('\\n', '\n'),
  )
  test.each(parts)('%j', async (atom) => {
    for (const text of [atom.repeat(65_525 / atom.length), `<b><i>${atom.repeat(30_000 / atom.length)}</i>x</b>`]) {
      const { ms, result: html } = await cpuOf(() => commentHtml(text))
      expect(ms).toBeLessThan(1_000)
      expect(faults(html, allowed)).toEqual([])
      expect(html.length).toBeLessThan(1_500_000)
    }
  })
})
