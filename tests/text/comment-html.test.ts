import { describe, expect, test } from 'vitest'
import { commentHtml } from '../../src/text/comment-html.ts'

const rel = 'rel="ugc nofollow noopener"'

function sameText(html: string): string {
  const inner = html.replace(/^<p>|<\/p>$/g, '').replaceAll('<br />', '')
  return inner.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

describe('paragraphs and lines are made as WordPress makes them', () => {
  test.each([
    ['one', '<p>one</p>'],
    ['one\ntwo', '<p>one<br />\ntwo</p>'],
    ['one\n\ntwo', '<p>one</p>\n<p>two</p>'],
    ['one\r\n\r\n\r\n  \r\ntwo\rthree', '<p>one</p>\n<p>two<br />\nthree</p>'],
    ['\n\n  one  \n\n', '<p>one</p>'],
    ['', ''],
    [' \n \t\n', ''],
    ['one<br>two<br/>three', '<p>one<br />\ntwo<br />\nthree</p>'],
    ['<p>one</p><p>two</p>', '<p>one</p>\n<p>two</p>'],
    ['<div>one</div><div>two</div>', '<p>one</p>\n<p>two</p>'],
    ['<blockquote>one\n\ntwo</blockquote>three', '<blockquote><p>one</p>\n<p>two</p></blockquote>\n<p>three</p>'],
    ['x\n<blockquote>\ny\n</blockquote>\nz', '<p>x</p>\n<blockquote><p>y</p></blockquote>\n<p>z</p>'],
  ])('%j', (text, html) => expect(commentHtml(text)).toBe(html))
})

describe('markup is kept, repaired or dropped', () => {
  test.each([
    ['<b>bold</b> <em>em</em> <strike>s</strike>', '<p><b>bold</b> <em>em</em> <strike>s</strike></p>'],
    ['<B>bold</B>', '<p><b>bold</b></p>'],
    ['<strong> a</strong> b', '<p><strong> a</strong> b</p>'],
    ['<b>never closed', '<p><b>never closed</b></p>'],
    ['<b>never closed\n\nnext', '<p><b>never closed</b></p>\n<p>next</p>'],
    ['<b>one\n\ntwo</b> three', '<p><b>one</b></p>\n<p><b>two</b> three</p>'],
    ['<b>1<i>2</b>3</i>', '<p><b>1<i>2</i></b><i>3</i></p>'],
    ['x</b></i></blockquote>', '<p>x</p>'],
    ['<b></b><i> </i><em>\u200b</em>x', '<p>\u200bx</p>'],
    ['<a href="http://a.test"> </a>x', '<p>x</p>'],
    [
      '<b>a<blockquote>b</blockquote>c</b>',
      '<p><b>a</b></p>\n<blockquote><p><b>b</b></p></blockquote>\n<p><b>c</b></p>',
    ],
    ['<u>u</u><font color=red>f</font><sup>2</sup>', '<p>uf2</p>'],
    ['a<script>alert(1)</script>b<style>x</style>c<textarea>y</textarea>', '<p>abc</p>'],
    ['a<!-- hidden -->b<![CDATA[c]]>d', '<p>abd</p>'],
    ['<script>never closed', '<p>never closed</p>'],
    ['<abbr title="World Health Organization">WHO</abbr>', '<p><abbr title="World Health Organization">WHO</abbr></p>'],
    ['<del datetime="2026-11-22">x</del>', '<p><del datetime="2026-11-22">x</del></p>'],
    ['<q cite="https://a.test/x">y</q>', '<p><q cite="https://a.test/x">y</q></p>'],
    ['<q cite="javascript:x">y</q>', '<p><q>y</q></p>'],
    ['<b class=x onclick=y style=z>b</b>', '<p><b>b</b></p>'],
    [
      "<abbr title='&quot;quoted&quot; &amp; caf&eacute;'>x</abbr>",
      '<p><abbr title="&quot;quoted&quot; &amp; café">x</abbr></p>',
    ],
  ])('%j', (text, html) => expect(commentHtml(text)).toBe(html))

  test('nesting has a limit', () => {
    const html = commentHtml(`${'<b>'.repeat(5_000)}x${'</b>'.repeat(5_000)}`)
    expect(html.match(/<b>/g)?.length).toBeLessThan(20)
    expect(commentHtml(`${'<blockquote>'.repeat(3_000)}x`).match(/<blockquote>/g)?.length).toBeLessThan(10)
  })
})

describe('addresses become links that vouch for nothing', () => {
  test.each([
    ['http://a.test/x', 'http://a.test/x', ''],
    ['https://a.test/x.', 'https://a.test/x', '.'],
    ['https://a.test/x?y=1&z=2,', 'https://a.test/x?y=1&amp;z=2', ','],
    ['https://en.wikipedia.org/wiki/Lisbon_(city)', 'https://en.wikipedia.org/wiki/Lisbon_(city)', ''],
    ['https://a.test/x)', 'https://a.test/x', ')'],
    ['https://例え.テスト/道', 'https://例え.テスト/道', ''],
    ['mailto:ada@a.test', 'mailto:ada@a.test', ''],
  ])('%j', (text, href, rest) => expect(commentHtml(text)).toBe(`<p><a href="${href}" ${rel}>${href}</a>${rest}</p>`))

  test.each([
    ['(www.a.test)', `<p>(<a href="http://www.a.test" ${rel}>www.a.test</a>)</p>`],
    ['<http://a.test>', `<p>&lt;<a href="http://a.test" ${rel}>http://a.test</a>&gt;</p>`],
    ['<a href="http://a.test">http://b.test</a>', `<p><a href="http://a.test" ${rel}>http://b.test</a></p>`],
    ['<code>http://a.test</code>', '<p><code>http://a.test</code></p>'],
    ['<a href=https://a.test title=T>x</a>', `<p><a href="https://a.test" title="T" ${rel}>x</a></p>`],
    // An address leads to where it says on any page, in a feed or a letter too.
    ['<a href="/2026/11/a#comment-1">x</a>', '<p>x</p>'],
    ['<a href="comment-1">x</a>', '<p>x</p>'],
    ['<a href="https:a.test">x</a>', '<p>x</p>'],
    ['<a href="//a.test/b">x</a>', `<p><a href="https://a.test/b" ${rel}>x</a></p>`],
    ['<a href="\\\\a.test">x</a> <q cite="/\\a.test">y</q>', '<p>x <q>y</q></p>'],
    ['<a href="mailto:a@b.test">x</a>', `<p><a href="mailto:a@b.test" ${rel}>x</a></p>`],
    ['<a href="javascript:x">x</a>', '<p>x</p>'],
    ['<a>x</a> <a name=y>z</a>', '<p>x z</p>'],
    [
      '<a href="http://a.test">1<a href="http://b.test">2</a>',
      `<p><a href="http://a.test" ${rel}>1</a><a href="http://b.test" ${rel}>2</a></p>`,
    ],
    ['http:// https:// www. mailto:', '<p>http:// https:// www. mailto:</p>'],
    ['xhttp://a.test ada@a.test', '<p>xhttp://a.test ada@a.test</p>'],
  ])('%j', (text, html) => expect(commentHtml(text)).toBe(html))
})

describe('code is shown as it was typed', () => {
  test.each([
    [
      '<code><b>x</b> && <script>y</script></code>',
      '<p><code>&lt;b&gt;x&lt;/b&gt; &amp;&amp; &lt;script&gt;y&lt;/script&gt;</code></p>',
    ],
    ['<code>if (a < b) {\n\n  c\n}</code>', '<p><code>if (a &lt; b) {\n\n  c\n}</code></p>'],
    ['<code>a &lt; b</code>', '<p><code>a &lt; b</code></p>'],
    ['<code>never closed <b>\n\nnext', '<p><code>never closed &lt;b&gt;</code></p>\n<p>next</p>'],
    ['<b><code>x</code></b>', '<p><b><code>x</code></b></p>'],
    ['<code> </code>x', '<p>x</p>'],
  ])('%j', (text, html) => expect(commentHtml(text)).toBe(html))
})

describe('plain text stays as it was typed', () => {
  test.each([
    'I <3 this',
    'a < b && c > d',
    'x<y',
    'if a<b and c>d then',
    '1 < 2 > 0',
    '<- back',
    '->',
    '<--',
    '-->',
    '<>',
    '</>',
    '< b >',
    'a<=b',
    'a << b >> 1',
    'List<int> and Map<String, List<Foo>>',
    '<your name here>',
    '#include <stdio.h>',
    'AT&T',
    'Q&A & more',
    'fish&chips;',
    '&',
    '&&',
    '&;',
    '&#;',
    '&#x;',
    '100% "sure" it\'s fine',
    '*not* _markdown_ `here` [x](y)',
    '# no heading',
    '- no list',
    '1. no list',
    '> no quote',
    'tab\there',
    '😀 👩‍👩‍👧 🇵🇹',
    '漢字かな 한국어',
    'مرحبا بالعالم',
    'שלום',
    'naïve café',
    'e\u0301 a\u0302\u0323',
    '?a=1&copy=2&lt=3',
    '5 > 3 < 7',
    'foo<bar',
    'a <b',
    'ends with <',
    'C:\\dir\\<name>',
    '$x->y()',
    '<%= erb %>',
    '{{ x }} $y',
    '<me@a.test>',
    '¯\\_(ツ)_/¯',
    '(>_<)',
    '>_>',
    '<_<',
    ':-< :>',
    'don’t “quote” — me…',
  ])('%j', (text) => expect(sameText(commentHtml(text))).toBe(text))

  test('control characters, overrides of direction and half characters go', () => {
    expect(commentHtml('a\u0000b\u0007c\u202ed\u2066e\u009bf\ud800g&#0;h&#8238;i')).toBe('<p>abcdef\ufffdg\ufffdhi</p>')
  })

  test('text of four bytes a character is kept whole', () => {
    const text = '𝕏😀'.repeat(8_000)
    expect(commentHtml(text)).toBe(`<p>${text}</p>`)
  })

  test('a tower of accents is cut down', () => {
    expect(commentHtml(`Z${'\u0334'.repeat(500)}`).length).toBeLessThan(20)
  })
})
