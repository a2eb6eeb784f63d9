import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { cleanArticle } from '../../src/text/article-html.ts'
import { renderMarkdown } from '../../src/text/markdown.ts'
import commonmark from './data/commonmark-0.31.2.json' with { type: 'json' }
import gfm from './data/gfm-0.29-extensions.json' with { type: 'json' }

type Example = { example: number; markdown: string; html: string }

// GitHub's bare addresses are links where CommonMark has text: "https://example.com" and "foo@bar.example.com".
const linkedByGitHub = [602, 608, 611, 612]

// The cleaning of raw HTML is applied to both sides.
describe('Markdown means what its specifications say', () => {
  test('all 652 examples of CommonMark 0.31.2', () => {
    expect(commonmark).toHaveLength(652)
    expect(failing(commonmark)).toEqual(linkedByGitHub)
  })
  // Its example 657 is about which raw HTML tags to defuse; ours are cleaned more strictly.
  test("27 of the 28 examples of GitHub's extensions", () => expect(failing(gfm)).toEqual([657]))
})

function failing(examples: Example[]): number[] {
  return examples.filter((one) => !passes(one)).map(({ example }) => example)
}

function passes({ markdown, html }: Example): boolean {
  const rendered = renderMarkdown(markdown, null)
  if ('refused' in rendered) return false
  return skeleton(rendered.html) === skeleton(cleanArticle(lowered(html), null))
}

// A body with a heading of level 1 has all its headings moved down one.
function lowered(html: string): string {
  const down = (_: string, slash: string, level: string) => `<${slash}h${Math.min(6, Number(level) + 1)}>`
  return html.includes('<h1') ? html.replace(/<(\/?)h([1-6])>/g, down) : html
}

const meant = new Set(['href', 'src', 'alt', 'title', 'start', 'checked', 'cite', 'datetime'])

// What the specification is about: elements, their meaning and their text, without what Dateline adds to them.
function skeleton(html: string): string {
  let written = ''
  let preformatted = 0
  const figures = html.replace(/<figure>(.*?)(?:<figcaption>.*?<\/figcaption>)?<\/figure>/gs, '<p>$1</p>')
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'pre') preformatted++
      if (name === 'div' || name === 'span' || (name === 'a' && !attributes.href)) return
      const kept = Object.entries(attributes).filter(([key]) => meant.has(key) && !(name === 'img' && key === 'title'))
      written += `<${name}${kept
        .map(([key, value]) => ` ${key}=${value}`)
        .sort()
        .join('')}>`
    },
    ontext(text) {
      written += preformatted ? text : text.replace(/\s+/g, ' ')
    },
    onclosetag(name) {
      if (name === 'pre') preformatted--
      if (name !== 'div' && name !== 'span' && name !== 'a') written += `</${name}>`
    },
  })
  parser.write(figures)
  parser.end()
  return written
    .replace(/\s*(<\/?(?:p|h\d|ul|ol|li|blockquote|table|thead|tbody|tr|t[hd]|hr|pre)\b[^>]*>)\s*/g, '$1')
    .trim()
}
