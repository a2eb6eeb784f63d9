import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Rendered, renderMarkdown, type Unrenderable } from '../../src/text/markdown.ts'
import { makesSmaller, withSmaller } from '../../src/text/own-pictures.ts'
import { type Allowed, faults } from './audit.ts'
import { hostile } from './hostile.ts'

function render(source: string): Rendered {
  const result = renderMarkdown(source, 'paper.test')
  if ('refused' in result) throw new Error(`refused: ${result.refused}`)
  return result
}

function html(source: string): string {
  return render(source).html.trim()
}

function refusal(source: string): Unrenderable {
  const result = renderMarkdown(source, 'paper.test')
  if ('html' in result) throw new Error('rendered')
  return result
}

describe('an article is Markdown as GitHub has it', () => {
  test.each([
    ['*a* **b** ~~c~~ `d<e`', '<p><em>a</em> <strong>b</strong> <del>c</del> <code>d&lt;e</code></p>'],
    ['“Typographic” — quotes … & signs', '<p>“Typographic” — quotes … &amp; signs</p>'],
    ['a & b < c &copy; &lt;', '<p>a &amp; b &lt; c © &lt;</p>'],
    ['one  \ntwo\\\nthree', '<p>one<br />\ntwo<br />\nthree</p>'],
    ['3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['> a\n> > b', '<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>'],
    ['a\r\rb\r\nc', '<p>a</p>\n<p>b\nc</p>'],
    ['a\u0000b\ud800c', '<p>a\ufffdb\ufffdc</p>'],
    ['', ''],
  ])('%j', (source, expected) => expect(html(source)).toBe(expected))

  test('tables can be scrolled and their columns aligned', () => {
    expect(html('| Name | *Votes* |\n|:-|-:|\n| A | 1 |')).toBe(
      '<div class="table" role="region" tabindex="0" aria-label="Name, Votes">\n<table>\n<thead>\n<tr>\n<th class="left">Name</th>\n<th class="right"><em>Votes</em></th>\n</tr>\n</thead>\n<tbody><tr>\n<td class="left">A</td>\n<td class="right">1</td>\n</tr>\n</tbody></table>\n</div>',
    )
  })

  test('the boxes of a task list say what they mean and cannot be changed', () => {
    expect(html('- [ ] a\n- [x] b')).toBe(
      '<ul>\n<li><input type="checkbox" disabled aria-label="To do" /> a</li>\n<li><input type="checkbox" disabled checked aria-label="Done" /> b</li>\n</ul>',
    )
  })
})

describe('headings leave the first level to the headline', () => {
  test.each([
    ['## A\n\n### B', '<h2 id="h-a">A</h2>\n<h3 id="h-b">B</h3>'],
    ['# A\n\n## B\n\n###### C', '<h2 id="h-a">A</h2>\n<h3 id="h-b">B</h3>\n<h6 id="h-c">C</h6>'],
    ['A\n===\n\n> B\n> -', '<h2 id="h-a">A</h2>\n<blockquote>\n<h3 id="h-b">B</h3>\n</blockquote>'],
    ['<h1>Raw</h1>', '<h2>Raw</h2>'],
  ])('%j', (source, expected) => expect(html(source)).toBe(expected))

  test('their ids are unique, and readable in any script', () => {
    const ids = html('## Größe\n\n## Größe\n\n## Größe-2\n\n## 東京\n\n## `a` & *b*[^1]\n\n[^1]: n').match(
      /<h2 id="[^"]*"/g,
    )
    expect(new Set(ids).size).toBe(5)
    expect(ids?.[0]).toBe('<h2 id="h-grosse"')
    expect(ids?.[4]).toBe('<h2 id="h-a-b"')
  })

  test('a link to a heading finds it', () => {
    expect(html('## The Vote\n\n[see](#the-vote) [comments](#comments)')).toContain(
      '<a href="#h-the-vote">see</a> <a href="#comments">comments</a>',
    )
  })
})

describe('pictures', () => {
  test('alone in a paragraph are figures, their title the caption', () => {
    expect(html('![A "boat"](/media/a.png "The *boat*, `2026`")')).toBe(
      '<figure><img src="/media/a.png" alt="A &quot;boat&quot;" decoding="async" /><figcaption>The <em>boat</em>, <code>2026</code></figcaption></figure>',
    )
  })
  test('without a title have no caption, and may be links', () => {
    expect(html('[![A](/a.png)](/b)')).toBe(
      '<figure><a href="/b"><img src="/a.png" alt="A" decoding="async" /></a></figure>',
    )
  })
  test('among words stay among words', () => {
    expect(html('see ![A](/a.png "T") here')).toBe(
      '<p>see <img src="/a.png" alt="A" title="T" loading="lazy" decoding="async" /> here</p>',
    )
  })
})

describe('pictures of ours', () => {
  const path = `/media/${'a'.repeat(32)}.jpg`
  const known = new Map([
    [path, { width: 1200, height: 800 }],
    ['/media/plain.png', { width: 400, height: 300 }],
  ])
  const shown = (source: string) => {
    const result = renderMarkdown(source, 'paper.test', known)
    if ('refused' in result) throw new Error(result.refused)
    return result.html.trim()
  }

  test('keep their place on the page', () => {
    expect(shown(`Text\n\n![A](${path} "Boats")`)).toBe(
      `<p>Text</p>\n<figure><img src="${path}" alt="A" width="1200" height="800" loading="lazy" decoding="async" /><figcaption>Boats</figcaption></figure>`,
    )
  })
  test('have an alternative text, were it empty', () => {
    expect(shown('<img src="/media/plain.png">')).toMatch(/^<img [^>]* alt="" \/>$/)
    expect(shown('<img alt="A boat" src="/media/plain.png">')).toContain('<img alt="A boat" src="/media/plain.png" w')
  })
  test('are as large as an editor says, and others are left alone', () => {
    expect(shown(`<img src="${path}" width="60">`)).toMatch(/width="60" loading=/)
    expect(shown('a ![](/media/unknown.png) ![](https://other.example/x.jpg)')).not.toMatch(/width|srcset/)
    expect(shown(`<img src="${path}" srcset="/mine.png 2x">`)).toContain('srcset="/mine.png 2x"')
  })

  describe('on a page where smaller ones are made', () => {
    beforeAll(() => makesSmaller(true))
    afterAll(() => makesSmaller(false))
    const page = (source: string) => withSmaller(shown(source), 'https://paper.test')
    const sizes = 'sizes="(min-width: 41rem) 38rem, 100vw"'
    const list = (small: string) =>
      `srcset="${path}/480.${small} 480w, ${path}/960.${small} 960w, ${path} 1200w" ${sizes}`
    const avif = `<picture><source type="image/avif" ${list('avif')}/><img src="${path}" alt="A" width="1200" height="800"`

    test('are offered in the widths below their own, as AVIF and else as WebP', () => {
      expect(page(`Text\n\n![A](${path} "Boats")`)).toBe(
        `<p>Text</p>\n<figure>${avif} loading="lazy" decoding="async" ${list('webp')}/></picture><figcaption>Boats</figcaption></figure>`,
      )
      expect(page(`[![A](${path})](https://paper.test/)`)).toContain(`<a href="https://paper.test/">${avif} decoding`)
    })

    test('are offered so, too, where the text was saved with a list, or names the address of the paper', () => {
      const saved = `<img src="${path}" alt="A" width="1200" height="800" ${list('webp')} loading="lazy" />`
      expect(withSmaller(saved, 'https://paper.test')).toBe(`${avif} loading="lazy" ${list('webp')}/></picture>`)
      const whole = withSmaller(
        `<img src="https://paper.test${path}" width="1200" height="800" />`,
        'https://paper.test',
      )
      expect(whole).toContain(`${path}/960.avif 960w, https://paper.test${path} 1200w`)
    })

    test('are no AVIF of more than 1200 pixels on a side', () => {
      const at = (width: number, height: number) =>
        withSmaller(`<img src="${path}" alt="" width="${width}" height="${height}" />`, '').match(
          /\d+\.(?:avif|webp) /g,
        )
      expect(at(1600, 900)?.join('')).toBe('480.avif 960.avif 480.webp 960.webp ')
      expect(at(4000, 3000)?.join('')).toBe('480.avif 960.avif 1600.webp 480.webp 960.webp 1600.webp ')
      expect(at(2000, 2501)?.join('')).toBe('480.avif 960.webp 1600.webp 480.webp 960.webp 1600.webp ')
      expect(at(1000, 9000)?.join('')).toBe('480.webp 960.webp ')
    })

    test.each([
      `<img src="/media/${'a'.repeat(32)}.gif" width="1200" height="800" />`,
      `<img src="${path}" width="480" height="320" />`,
      `<img src="${path}" alt="" />`,
      `<img src="${path}" alt="" width="many" height="0" />`,
      `<img src="https://other.example${path}" width="1200" height="800" />`,
      `<img src="${path}" srcset="/mine.png 2x" width="1200" height="800" />`,
      `<img src="/x.png" alt=" src=" title="${path}" width="1200" height="800" />`,
      `<picture><source srcset="/x.avif" /><img src="${path}" width="1200" height="800" /></picture>`,
    ])('are left alone: %s', (html) => {
      expect(withSmaller(html, 'https://paper.test')).toBe(html)
    })
  })
})

describe('film and sound of ours', () => {
  const [film, sound] = [`/media/${'b'.repeat(32)}.mp4`, `/media/${'c'.repeat(32)}.mp3`]
  const shown = (source: string) => {
    const known = new Map([[film, { width: 640, height: 360, variants: false }]])
    const result = renderMarkdown(source, 'paper.test', known)
    if ('refused' in result) throw new Error(result.refused)
    return result.html.trim()
  }

  test('are played where they stand, with their caption, and a link where they cannot be', () => {
    expect(shown(`![The "lock" opens](${film})`)).toBe(
      `<figure><video src="${film}" controls preload="metadata" width="640" height="360" aria-label="The &quot;lock&quot; opens"><a href="${film}">MP4</a></video><figcaption>The "lock" opens</figcaption></figure>`,
    )
    expect(shown(`![The horn](${sound} "As *heard* on Monday")`)).toBe(
      `<figure><audio src="${sound}" controls preload="metadata" aria-label="The horn"><a href="${sound}">MP3</a></audio><figcaption>As <em>heard</em> on Monday</figcaption></figure>`,
    )
    expect(shown(`Hear ![](${sound}) it`)).toContain('<p>Hear <audio')
  })
  test('never play by themselves, and of others nothing is asked', () => {
    const raw = `<video autoplay loop muted poster="//x.test/p" onplay="x" src="${film}"><track src="//x.test/t"></video>`
    expect(shown(raw)).toBe(`<p><video src="${film}" controls preload="metadata" width="640" height="360"></video></p>`)
    for (const far of [
      'https://x.test/a.mp4',
      `https://x.test${film}`,
      '//x.test/a.mp4',
      'javascript:a.mp4',
      `${film}?x`,
    ]) {
      expect(shown(`<video src="${far}">words</video><audio src="${far}"></audio>`)).toBe(
        '<p><span>words</span><span></span></p>',
      )
      expect(shown(`![a](${far})`)).not.toMatch(/<(?:video|audio)/)
    }
  })
})

describe('a picture', () => {
  test('before all text comes at once; every other waits until it is near', () => {
    const [first = '', second = ''] = html('![A](/a.png)\n\n![B](/b.png)').split('\n')
    expect(first).not.toContain('lazy')
    expect(second).toContain('loading="lazy"')
    expect(html('x ![A](/a.png)')).toContain('loading="lazy"')
  })
})

describe('links', () => {
  test.each([
    ['[a](https://other.test/x)', '<a href="https://other.test/x" rel="noopener external" class="external">a</a>'],
    ['[a](//other.test/x)', '<a href="//other.test/x" rel="noopener external" class="external">a</a>'],
    ['[a](https://paper.test/x "T")', '<a href="https://paper.test/x" title="T">a</a>'],
    ['[a](/x) [b](#y) [c](mailto:a@b.test)', '<a href="/x">a</a> <a href="#y">b</a> <a href="mailto:a@b.test">c</a>'],
    [
      '<a href="https://other.test" target=_blank rel=opener onclick=x>a</a>',
      '<a href="https://other.test" rel="noopener external" class="external">a</a>',
    ],
    ['[a](javascript:alert(1)) <javascript:alert(1)>', 'a javascript:alert(1)'],
    ['![a](javascript:alert(1)) x', '<img alt="a" loading="lazy" decoding="async" /> x'],
  ])('%j', (source, expected) => expect(html(source)).toBe(`<p>${expected}</p>`))
})

describe('footnotes', () => {
  const source =
    'One[^a], two[^b], again[^a], none[^c].\n\n[^b]: Second.\n[^a]: First *note*\n    goes on.\n\n    And on.\n\nAfter.\n\n[^unused]: x'
  test('are numbered as they appear, and link both ways', () => {
    expect(html(source)).toBe(
      `<p>One<sup class="note"><a href="#footnote-1" role="doc-noteref" id="footnote-ref-1">1</a></sup>, two<sup class="note"><a href="#footnote-2" role="doc-noteref" id="footnote-ref-2">2</a></sup>, again<sup class="note"><a href="#footnote-1" role="doc-noteref" id="footnote-ref-1-2">1</a></sup>, none[^c].</p>
<p>After.</p>
<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
<ol>
<li id="footnote-1"><p>First <em>note</em>
goes on.</p>
<p>And on. <a href="#footnote-ref-1" role="doc-backlink" aria-label="Back to reference 1">↩</a> <a href="#footnote-ref-1-2" role="doc-backlink" aria-label="Back to reference 1-2">↩<sup>2</sup></a></p></li>
<li id="footnote-2"><p>Second. <a href="#footnote-ref-2" role="doc-backlink" aria-label="Back to reference 2">↩</a></p></li>
</ol>
</section>`,
    )
  })
  test('may refer to each other, and to themselves', () => {
    const result = html('a[^1]\n\n[^1]: b[^2] and [^1]\n\n[^2]: c[^1]')
    expect(result.match(/<li id="footnote-/g)).toHaveLength(2)
    const ids = Array.from(result.matchAll(/ id="([^"]+)"/g), ([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of result.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
  })
})

describe('code', () => {
  test('of a known language has classes', () => {
    expect(html('```js\nconst a = "<b>"\n```')).toBe(
      '<pre tabindex="0"><code class="language-js"><span class="hljs-keyword">const</span> a = <span class="hljs-string">"&lt;b&gt;"</span>\n</code></pre>',
    )
  })
  test.each([
    'ts',
    'typescript',
    'json',
    'html',
    'xml',
    'css',
    'bash',
    'sh',
    'python',
    'py',
    'go',
    'rust',
    'sql',
    'yaml',
    'diff',
  ])('%s is a known language', (language) =>
    expect(html(`\`\`\`${language}\n-- "x": 1 <a> # def\n\`\`\``)).toContain(`language-${language}`),
  )
  test('of any other language is plain', () => {
    expect(html('```x"><script>\na < b\n```')).toBe(
      '<pre tabindex="0"><code class="language-x">a &lt; b\n</code></pre>',
    )
    expect(html('    a < b')).toBe('<pre tabindex="0"><code>a &lt; b\n</code></pre>')
  })
})

const allowed: Allowed = {
  elements: new Set(
    `p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote q cite figure figcaption img picture source table caption colgroup col
    thead tbody tfoot tr th td pre code kbd samp var sup sub mark abbr dfn time ins del s small u b i em strong bdi bdo ruby
    rt rp details summary aside section div span a br hr wbr input audio video`.split(/\s+/),
  ),
  attributes: {
    '*': ['id', 'lang', 'dir', 'class'],
    a: ['href', 'title', 'rel', 'role', 'aria-label'],
    abbr: ['title'],
    audio: ['src', 'controls', 'preload', 'aria-label'],
    blockquote: ['cite'],
    del: ['cite', 'datetime'],
    details: ['open'],
    figure: ['data-frame'],
    img: ['src', 'srcset', 'alt', 'title', 'width', 'height', 'loading', 'decoding'],
    input: ['type', 'disabled', 'checked', 'aria-label'],
    pre: ['tabindex'],
    q: ['cite'],
    section: ['role', 'aria-label'],
    source: ['srcset'],
    video: ['src', 'controls', 'preload', 'width', 'height', 'aria-label'],
  },
}

describe('raw HTML is cleaned', () => {
  test('meaning stays, behaviour goes', () => {
    expect(
      html(
        '<aside class="note x" lang="pt" dir="rtl" id="comments" style="color:red" onclick="x">a <kbd>b</kbd><iframe src="//x.test">c</iframe></aside>',
      ),
    ).toBe('<aside class="note" lang="pt" dir="rtl" id="h-comments">a <kbd>b</kbd>c</aside>')
  })
  test('ids keep out of the way of the page and of each other', () => {
    expect(html('<p id="reply">a</p>\n\n<p id="reply">b</p>\n\n<p id="footnote-1">c</p>')).toBe(
      '<p id="h-reply">a</p><p id="h-reply-2">b</p><p id="footnote-1">c</p>',
    )
  })
  test('no field is left', () => {
    expect(html('a <input name=q autofocus><input type=image src=x> b <form action=x><button>c</button></form>')).toBe(
      '<p>a  b </p>c<p></p>',
    )
  })
  test.each(hostile)('%j', (text) => {
    for (const source of [text, `a ${text} b`, `> ${text}\n\n- ${text}\n\n## ${text}`]) {
      const result = renderMarkdown(source, 'paper.test')
      if ('html' in result) expect(faults(result.html, allowed)).toEqual([])
    }
  })

  // Escaped, and as long as any: what a page makes of it is shown as it is.
  const ours = `src="/media/${'a'.repeat(32)}.png" width="1200" height="800"`
  test.each([
    ...hostile,
    `<img ${ours} alt='" onerror="alert(1)'>`,
    `<img alt='x" src="javascript:alert(1)' ${ours} title="><script>alert(1)</script>">`,
    `<img ${ours} srcset='/media/x/480.webp 480w, "onload="alert(1)' sizes='"><b onclick=1>'>`,
    `<img ${ours.replace('1200', "12&quot;onload=&quot;alert(1)'")}>`,
    `<picture><img ${ours}><picture><img ${ours}></picture></b>`,
  ])('nor does it come back where smaller pictures are offered: %j', (text) => {
    const { attributes, elements } = allowed
    const offered = { img: [...(attributes.img ?? []), 'sizes'], source: ['srcset', 'sizes', 'type'] }
    makesSmaller(true)
    for (const source of [text, `a ${text} <img ${ours} alt="${text}"> b`]) {
      const result = renderMarkdown(source, 'paper.test')
      if (!('html' in result)) continue
      const shown = withSmaller(result.html, 'https://paper.test')
      expect(faults(shown, { elements, attributes: { ...attributes, ...offered } })).toEqual([])
    }
    makesSmaller(false)
  })
})

describe('what is told about an article', () => {
  test('the opening, the words and the minutes', () => {
    const result = render(`## Head\n\nOpening *words*[^1].\n\n${'word '.repeat(687)}\n\n[^1]: Note`)
    expect(result.excerpt).toMatch(/^Opening words\. word word .*word…$/)
    expect(result.words).toBeGreaterThan(687)
    expect(result.minutes).toBe(3)
    expect(render('One.').minutes).toBe(1)
  })
})

describe('a refusal says why, and where', () => {
  test('more than 256 KB', () => {
    expect(refusal(`${'a\n'.repeat(131_072)}b`)).toEqual({
      refused: 'The text has 257 KB; at most 256 KB are allowed',
      line: 131_073,
      tooLarge: true,
    })
    expect(refusal('é'.repeat(131_073)).tooLarge).toBe(true)
  })
  test.each([
    ['quotes', `One.\n\nTwo.\n\n${'> '.repeat(60)}deep`, 5],
    ['a line of a thousand quotes', `One.\n\n${'>'.repeat(1_000)}`, 3],
    ['lists', `One.\n\n${Array.from({ length: 60 }, (_, n) => `${'  '.repeat(n)}- a`).join('\n')}`, 3],
    ['marks', `One.\n\n\n${'*a **b '.repeat(2_000)}`, 4],
    ['brackets in a list', `One.\n\n- a\n- ${'['.repeat(20_000)}`, 4],
    ['a wide table', `One.\n\n|${'a|'.repeat(200)}\n|${'-|'.repeat(200)}\n`, 3],
    ['a huge table', `One.\n\n|${'a|'.repeat(90)}\n|${'-|'.repeat(90)}\n${'|x|\n'.repeat(1_000)}`, 3],
    ['raw HTML', `One.\n\n${'<div>'.repeat(5_000)}`, 3],
  ])('%s', (_, source, line) => {
    const { refused, ...rest } = refusal(source)
    expect(rest).toEqual({ line, tooLarge: false })
    expect(refused).toMatch(/^[A-Z].{20,}/)
  })
  test('a rule of many dashes is only a rule', () => {
    expect(html('- '.repeat(300))).toBe('<hr />')
    expect(html(`${'-'.repeat(300)} a`)).toBe(`<p>${'-'.repeat(300)} a</p>`)
    expect(html(`${'*'.repeat(300)} a`)).toBe(`<p>${'*'.repeat(300)} a</p>`)
  })
})
