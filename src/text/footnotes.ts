import type { MarkedOptions, Parser, Token, TokenizerThis, Tokens } from 'marked'
import type { Words } from './words/en.ts'

type Note = { number: number; marks: number; tokens: Token[] }

/** The footnotes of one render: those defined, by label, and those referred to, in order of appearance. */
export type Footnotes = { defined: Map<string, Token[]>; shown: Map<string, Note> }

const definition = /^ {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*([^\n]*)(?:\n|$)/
const reference = /^\[\^([^\]\s]{1,100})\]/
const otherBlock = /^ {0,3}(?:[#>|<]|[*+-][ \t]|\d{1,9}[.)][ \t]|`{3}|~{3}|\[\^)/

/** marked's rules for `[^label]` and `[^label]: text`, as GitHub reads them. */
export function footnoteRules(notes: Footnotes): NonNullable<MarkedOptions['extensions']> {
  return {
    block: [
      function define(source) {
        return defineNote(this, source, notes)
      },
    ],
    inline: [
      function refer(source) {
        return this.lexer.state.inLink ? undefined : referTo(source, notes)
      },
    ],
    renderers: { footnote: () => '', footnoteMark: ({ label }) => markOf(String(label), notes) },
    childTokens: {},
  }
}

function defineNote({ lexer }: TokenizerThis, source: string, notes: Footnotes): Tokens.Generic | undefined {
  const [opening, label, first = ''] = definition.exec(source) ?? []
  if (opening === undefined || label === undefined) return undefined
  const rest = continuation(source.slice(opening.length), first)
  const tokens = lexer.blockTokens(`${first}\n${rest.replace(/^(?: {4}| {0,3}\t)/gm, '')}`, [])
  if (!notes.defined.has(key(label))) notes.defined.set(key(label), tokens)
  return { type: 'footnote', raw: opening + rest }
}

// Indented lines belong to the note, also after a blank line; others only while its paragraph runs on.
function continuation(source: string, first: string): string {
  let kept = 0
  let running = first.trim() !== ''
  for (let start = 0; start < source.length; ) {
    const end = source.indexOf('\n', start) + 1 || source.length
    const line = source.slice(start, end)
    const blank = line.trim() === ''
    if (!blank && !/^(?: {4}| {0,3}\t)/.test(line) && (!running || otherBlock.test(line))) break
    running = !blank
    start = end
    if (!blank) kept = end
  }
  return source.slice(0, kept)
}

function referTo(source: string, notes: Footnotes): Tokens.Generic | undefined {
  const [raw, label = ''] = reference.exec(source) ?? []
  return raw !== undefined && notes.defined.has(key(label)) ? { type: 'footnoteMark', raw, label } : undefined
}

function key(label: string): string {
  return label.toLowerCase()
}

function markOf(label: string, notes: Footnotes): string {
  const tokens = notes.defined.get(key(label)) ?? []
  const note = notes.shown.get(key(label)) ?? { number: notes.shown.size + 1, marks: 0, tokens }
  notes.shown.set(key(label), note)
  note.marks++
  return `<sup class="note"><a id="${markId(note, note.marks)}" href="#footnote-${note.number}" role="doc-noteref">${note.number}</a></sup>`
}

function markId(note: Note, mark: number): string {
  return `footnote-ref-${note.number}${mark > 1 ? `-${mark}` : ''}`
}

/** The notes that the body refers to, with links back; a note may itself refer to further ones. */
export function footnoteList(notes: Footnotes, parser: Parser, w: Words['body']): string {
  let items = ''
  for (const note of notes.shown.values()) {
    const body = parser.parse(note.tokens).trimEnd()
    const back = ` ${backLinks(note, w)}`
    const text = body.endsWith('</p>') ? `${body.slice(0, -4)}${back}</p>` : `${body}${back}`
    items += `<li id="footnote-${note.number}">${text}</li>\n`
  }
  return (
    items &&
    `<section class="footnotes" role="doc-endnotes" aria-label="${w.footnotes}">\n<ol>\n${items}</ol>\n</section>\n`
  )
}

function backLinks(note: Note, w: Words['body']): string {
  return Array.from({ length: note.marks }, (_, index) => {
    const name = index ? `${note.number}-${index + 1}` : `${note.number}`
    const sign = index ? `↩<sup>${index + 1}</sup>` : '↩'
    return `<a href="#${markId(note, index + 1)}" role="doc-backlink" aria-label="${w.backTo(name)}">${sign}</a>`
  }).join(' ')
}
