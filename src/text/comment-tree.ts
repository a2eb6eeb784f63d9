import { linkRuns } from './comment-links.ts'
import type { Attributes, Piece } from './comment-tokens.ts'
import { escapeTyped, isVisible as isVisibleText } from './typed-text.ts'

const MAX_INLINE_DEPTH = 12
const MAX_QUOTE_DEPTH = 6
const MAX_REPEATED = 10_000

type Element = { name: string; attributes: string; children: Node[] }
/** Text is HTML already, with its signs escaped. */
type Node = string | Element

type Builder = {
  quotes: Element[]
  ignoredQuotes: number
  /** Inline elements that are open, outermost first, and those of them that stand in the paragraph already. */
  open: Element[]
  placed: Element[]
  paragraph: Element | null
  repeated: number
  endsToCome: Map<string, number>
}

const keys: Record<string, string[]> = {
  a: ['href', 'title'],
  abbr: ['title'],
  acronym: ['title'],
  blockquote: ['cite'],
  del: ['datetime'],
  q: ['cite'],
}

/** Pieces as balanced HTML: paragraphs and quotes of paragraphs, inline elements only inside them. */
export function treeHtml(pieces: Piece[]): string {
  const root = element('root')
  const builder: Builder = {
    quotes: [root],
    ignoredQuotes: 0,
    open: [],
    placed: [],
    paragraph: null,
    repeated: 0,
    endsToCome: countEnds(pieces),
  }
  for (const piece of pieces) add(builder, piece)
  return pruned(root).map(serialise).join('\n')
}

function element(name: string, attributes: Attributes = new Map()): Element {
  const kept = (keys[name] ?? []).map((key) => [key, attributes.get(key)?.trim()] as const)
  const written = kept.map(([key, value]) => (value ? ` ${key}="${escapeTyped(value)}"` : ''))
  return { name, attributes: written.join(''), children: [] }
}

function countEnds(pieces: Piece[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const piece of pieces) if (piece.type === 'close') counts.set(piece.name, (counts.get(piece.name) ?? 0) + 1)
  return counts
}

function add(builder: Builder, piece: Piece): void {
  if (piece.type === 'paragraph') endParagraph(builder)
  else if (piece.type === 'line') addLine(builder)
  else if (piece.type === 'text') addText(builder, piece.text)
  else if (piece.type === 'code') addCode(builder, piece.text)
  else if (piece.type === 'open') open(builder, element(piece.name, piece.attributes))
  else close(builder, piece.name)
}

// What nobody closes ends with its paragraph; what is closed later goes on in the next one.
function endParagraph(builder: Builder): void {
  builder.paragraph = null
  builder.open = builder.open.filter(({ name }) => (builder.endsToCome.get(name) ?? 0) > 0)
  again(builder, 0)
}

// Elements from `depth` on are opened anew where the next text comes, as long as that does not swell the comment.
function again(builder: Builder, depth: number): void {
  const repeated = builder.open.slice(depth).filter((one) => builder.placed.includes(one))
  builder.repeated += repeated.reduce((sum, { name, attributes }) => sum + name.length * 2 + attributes.length + 5, 0)
  builder.open = builder.repeated > MAX_REPEATED ? builder.open.slice(0, depth) : builder.open.map(copyFrom(depth))
  builder.placed.length = Math.min(builder.placed.length, depth)
}

function copyFrom(depth: number): (one: Element, index: number) => Element {
  return (one, index) => (index < depth ? one : { ...one, children: [] })
}

function addLine(builder: Builder): void {
  if (builder.paragraph) place(builder).children.push(element('br'))
}

function addText(builder: Builder, text: string): void {
  for (const [index, paragraph] of text.split(/\n[ \t]*\n\s*/).entries()) {
    if (index) endParagraph(builder)
    for (const [line, words] of paragraph.split('\n').entries()) {
      if (line) addLine(builder)
      if (words) addWords(builder, words)
    }
  }
}

function addWords(builder: Builder, text: string): void {
  if (!builder.paragraph && text.trim() === '') return
  const parent = place(builder)
  const runs = builder.open.some(({ name }) => name === 'a') ? [{ text }] : linkRuns(text)
  for (const { text, href } of runs) {
    if (href === undefined) parent.children.push(escapeTyped(text))
    else parent.children.push({ ...element('a', new Map([['href', href]])), children: [escapeTyped(text)] })
  }
}

function addCode(builder: Builder, text: string): void {
  if (text.trim()) place(builder).children.push({ ...element('code'), children: [escapeTyped(text)] })
}

// The innermost open element, standing in the paragraph.
function place(builder: Builder): Element {
  builder.paragraph ??= append(builder.quotes.at(-1), element('p'))
  for (const one of builder.open.slice(builder.placed.length)) {
    append(builder.placed.at(-1) ?? builder.paragraph, one)
    builder.placed.push(one)
  }
  return builder.placed.at(-1) ?? builder.paragraph
}

function append(parent: Element | undefined, child: Element): Element {
  parent?.children.push(child)
  return child
}

function open(builder: Builder, opened: Element): void {
  if (opened.name === 'blockquote') openQuote(builder, opened)
  else if (opened.name === 'a' && builder.open.some(({ name }) => name === 'a')) {
    closeInline(builder, 'a')
    builder.open.push(opened)
  } else if (builder.open.length < MAX_INLINE_DEPTH) builder.open.push(opened)
}

function openQuote(builder: Builder, quote: Element): void {
  endParagraph(builder)
  if (builder.quotes.length > MAX_QUOTE_DEPTH) builder.ignoredQuotes++
  else builder.quotes.push(append(builder.quotes.at(-1), quote))
}

function close(builder: Builder, name: string): void {
  builder.endsToCome.set(name, (builder.endsToCome.get(name) ?? 0) - 1)
  if (name !== 'blockquote') closeInline(builder, name)
  else {
    endParagraph(builder)
    if (builder.ignoredQuotes) builder.ignoredQuotes--
    else if (builder.quotes.length > 1) builder.quotes.pop()
  }
}

// Mis-nested `<b><i></b></i>`: what was opened inside is closed with it and opened again after it, as browsers do.
function closeInline(builder: Builder, name: string): void {
  const depth = builder.open.findLastIndex((one) => one.name === name)
  if (depth < 0) return
  builder.open.splice(depth, 1)
  if (builder.placed.length > depth) builder.placed.splice(depth, 1)
  again(builder, depth)
}

// Nothing that a reader cannot see stays: no empty elements, no blank paragraphs, no links on blanks.
function pruned(parent: Element): Node[] {
  const children = parent.children.flatMap((child) => {
    if (typeof child === 'string' || child.name === 'br') return [child]
    const inner = pruned(child)
    const kept = { ...child, children: child.name === 'p' ? trimmed(inner) : inner }
    if (kept.children.some(isVisible)) return [kept]
    return child.name === 'p' || child.name === 'blockquote' ? [] : inner
  })
  return children
}

function trimmed(children: Node[]): Node[] {
  const isBlank = (node: Node) => (typeof node === 'string' ? node.trim() === '' : node.name === 'br')
  const first = children.findIndex((node) => !isBlank(node))
  const last = children.findLastIndex((node) => !isBlank(node))
  const kept = first < 0 ? [] : children.slice(first, last + 1)
  const start = kept.map((node, index) => (typeof node === 'string' && index === 0 ? node.trimStart() : node))
  return start.map((node, index) => (typeof node === 'string' && index === start.length - 1 ? node.trimEnd() : node))
}

function isVisible(node: Node): boolean {
  if (typeof node !== 'string') return node.name !== 'br'
  const text = node.replace(/&(?:nbsp|ensp|emsp\d*|\w+sp|zwn?j|lrm|rlm|shy|NewLine|Tab|\w*Space|NoBreak);/g, '')
  return isVisibleText(text)
}

function serialise(node: Node): string {
  if (typeof node === 'string') return node
  const { name, attributes, children } = node
  if (name === 'br') return '<br>\n'
  const inner = children.map(serialise)
  return `<${name}${attributes}>${inner.join(name === 'blockquote' ? '\n' : '')}</${name}>`
}
