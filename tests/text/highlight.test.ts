import { assert, constantFrom, property, string, stringMatching } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { highlight } from '../../src/text/highlight.ts'
import { grammars } from '../../src/text/highlight-grammars.ts'
import { cpuOf } from '../support/cpu.ts'

/** Each piece that has a colour, as `kind:text`. */
function pieces(code: string, language: string): string[] {
  const html = highlight(code, language) ?? ''
  return Array.from(
    html.matchAll(/<span class="hljs-(\w+)">(.*?)<\/span>/gs),
    ([, kind, text = '']) => `${kind}:${shown(text)}`,
  )
}

const signs: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }
const shown = (html: string) =>
  html.replace(/<\/?span[^>]*>/g, '').replace(/&(?:lt|gt|quot|#39|amp);/g, (sign) => signs[sign] ?? sign)

describe('the colours of code', () => {
  const examples: [language: string, code: string, ...coloured: string[]][] = [
    [
      'js',
      'if (a1 > 0x1F) return `no b` // why',
      'keyword:if',
      'number:0x1F',
      'keyword:return',
      'string:`no b`',
      'comment:// why',
    ],
    [
      'ts',
      'type A = { b: string | null }; const r = /[\'"]\\/[/]/g',
      'keyword:type',
      'keyword:string',
      'literal:null',
      'keyword:const',
      'string:/[\'"]\\/[/]/g',
    ],
    ['js', 'const half = a / 2 / b // c', 'keyword:const', 'number:2', 'comment:// c'],
    ['json', '{"a": "b", "c": [1.5e3, true]}', 'attr:"a"', 'string:"b"', 'attr:"c"', 'number:1.5e3', 'literal:true'],
    [
      'python',
      'def f(x): # it\n  """a\n  b"""\n  return None',
      'keyword:def',
      'comment:# it',
      'string:"""a\n  b"""',
      'keyword:return',
      'literal:None',
    ],
    ['go', 'func f() error { return nil }', 'keyword:func', 'keyword:error', 'keyword:return', 'literal:nil'],
    ['rust', "fn f<'a>(c: &'a str) -> char { 'x' }", 'keyword:fn', 'keyword:str', 'keyword:char', "string:'x'"],
    [
      'sql',
      "SELECT a FROM b WHERE c = 'it''s' -- d",
      'keyword:SELECT',
      'keyword:FROM',
      'keyword:WHERE',
      "string:'it'",
      "string:'s'",
      'comment:-- d',
    ],
    [
      'sh',
      'for f in a#b; do echo "$f" # c\ndone',
      'keyword:for',
      'keyword:in',
      'keyword:do',
      'string:"$f"',
      'comment:# c',
      'keyword:done',
    ],
    [
      'yaml',
      'a-b: 1\nlist:\n  - "x: y" # z\n  - true',
      'attr:a-b',
      'number:1',
      'attr:list',
      'string:"x: y"',
      'comment:# z',
      'literal:true',
    ],
    [
      'css',
      '@media print { a:hover { color: #fff; margin: -1.5em } }',
      'keyword:@media',
      'attr:color',
      'number:#fff',
      'attr:margin',
      'number:-1.5em',
    ],
    [
      'html',
      '<!-- a --><p class="b" hidden>1 &lt; 2</p>',
      'comment:<!-- a -->',
      'name:p',
      'attr:class',
      'string:"b"',
      'attr:hidden',
      'literal:&lt;',
      'name:p',
    ],
    [
      'html',
      '<script async>let a = "</p>"</script>',
      'name:script',
      'attr:async',
      'keyword:let',
      'string:"</p>"',
      'name:script',
    ],
    ['html', '<style>b { color: red }</style>', 'name:style', 'attr:color', 'name:style'],
    ['diff', '@@ -1 +1 @@\n-old\n+new\n same', 'comment:@@ -1 +1 @@', 'deletion:-old', 'addition:+new'],
    ['toml', '[server]\nport = 80 # why', 'name:[server]', 'attr:port', 'number:80', 'comment:# why'],
    ['c', "/* a\n b */ int x = '\\n';", 'comment:/* a\n b */', 'keyword:int', "string:'\\n'"],
    ['java', 'var x = null;', 'keyword:var', 'literal:null'],
    ['php', '$a = "b"; # c', 'string:"b"', 'comment:# c'],
    ['ruby', 'puts :a unless nil', 'string::a', 'keyword:unless', 'literal:nil'],
  ]
  test.each(examples)('%s: %s', (language, code, ...coloured) => expect(pieces(code, language)).toEqual(coloured))

  test('what is never closed ends with its line, or with the text', () => {
    expect(pieces('a = "b\nif', 'js')).toEqual(['string:"b', 'keyword:if'])
    expect(pieces('/* a\nif', 'js')).toEqual(['comment:/* a\nif'])
  })
})

describe('whatever the code', () => {
  const languages = [...grammars.keys()]
  const code = stringMatching(/^(?:[ \n\t"'`/*#<>\\=:.;,{}[\]()+@&!-]|if|a1|0x|true|<script>|<\/|""")*$/)

  test('its text stays what it was', () => {
    assert(
      property(constantFrom(...languages), code, (language, text) => {
        const html = highlight(text, language)
        if (html !== null) expect(shown(html)).toBe(text.toWellFormed())
      }),
      { numRuns: 2000 },
    )
  })

  test('it closes what it opens, and nothing of it is markup', () => {
    assert(
      property(constantFrom(...languages), string({ unit: 'grapheme' }), (language, text) => {
        const rest = (highlight(text, language) ?? '').replace(/<span class="hljs-[a-z]+">|<\/span>/g, '')
        expect(rest).not.toMatch(/[<>"']/)
      }),
    )
  })

  test('the time it takes grows with its length alone', { timeout: 60_000 }, async () => {
    const starts = ['"', "'", '`', '/*', '=/', '=/[', '<a b="', '<script', '<!--', '{ a:', 'a:', '\\']
    for (const language of new Map([...grammars].map(([name, grammar]) => [grammar, name])).values()) {
      for (const start of starts) {
        const lines = `${start.repeat(300 / start.length)}\n`.repeat(80)
        expect((await cpuOf(() => highlight(lines, language))).ms, `${language} ${start}`).toBeLessThan(1000)
      }
    }
  })
})
