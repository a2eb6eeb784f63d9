import { expect, test } from 'vitest'
import { rfc822, xml } from '../../src/text/xml.ts'
import { parseXml } from '../support/xml.ts'

test('the strict reader of these tests reads what is well-formed, and refuses what is not', () => {
  const read = parseXml('<?xml version="1.0"?><a xmlns:x="y" b="1 &amp; 2"><x:c/>one<d>&lt;two&#62;</d></a>\n')
  expect([read.attributes.b, read.text, read.children.map(({ name }) => name)]).toEqual([
    '1 & 2',
    'one<two>',
    ['x:c', 'd'],
  ])
  const broken = [
    '<a>',
    '<a></b>',
    '<a/><a/>',
    '<a>&nbsp;</a>',
    '<a>1 & 2</a>',
    '<a b="1" b="2"/>',
    '<x:a/>',
    '<a b=1/>',
  ]
  for (const text of [...broken, '<a>\u0001</a>', '', 'a', '<a><?xml version="1.0"?></a>', '<a b="<"/>'])
    expect(() => parseXml(text), text).toThrow()
})

test('whatever text there is can be read back, but for what XML cannot hold', () => {
  const odd = '<b>"Fish" & \'chips\'</b> ]]> &nbsp; \u{1F6A2} é'
  expect(parseXml(`<a b="${xml(odd)}">${xml(odd)}</a>`)).toMatchObject({ text: odd, attributes: { b: odd } })
  expect(parseXml(`<a>${xml('one\u0000\u000Btwo\uFFFE\uD800')}</a>`).text).toBe('onetwo\uFFFD')
})

test('a date in RSS is one of RFC 822', () => {
  expect(rfc822(new Date('2026-11-22T09:05:00Z'))).toBe('Sun, 22 Nov 2026 09:05:00 GMT')
})
