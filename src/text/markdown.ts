import { getDefaults, type MarkedOptions, Parser, type Token } from 'marked'
import { cleanArticle, TooDeep } from './article-html.ts'
import { unfit } from './clean.ts'
import { countWords, excerptOf, plainText } from './excerpt.ts'
import { type Footnotes, footnoteList, footnoteRules } from './footnotes.ts'
import { MeteredLexer, refuseNestedLines } from './markdown-lexer.ts'
import { createMeter, type Meter, TooMuch } from './markdown-meter.ts'
import { ArticleRenderer } from './markdown-renderer.ts'
import type { OwnPictures } from './own-pictures.ts'
import type { Words } from './words/en.ts'
import { words } from './words/words.ts'

const MAX_BYTES = 256 * 1024
const MAX_HTML = 2_000_000
const WORDS_A_MINUTE = 230
// What cleaning a tag or a character reference costs, in the meter's characters.
const COST_OF_SIGN = 250

/** `html` is safe to store and to show; `minutes` is the reading time. */
export type Rendered = { html: string; excerpt: string; words: number; minutes: number }

/** Why an editor's text was not rendered, in words for the editor, and the line (from 1) that is the reason. */
export type Unrenderable = { refused: string; line: number; tooLarge: boolean }

/**
 * An article's Markdown (CommonMark, GFM, footnotes, figures) as clean HTML. Links to other hosts than `siteHost`
 * are marked; `files` are those of ours that it may show. Any input is either rendered or refused within a second: see `markdown-meter.ts`.
 */
export function renderMarkdown(
  source: string,
  siteHost: string | null,
  files: OwnPictures = new Map(),
  language = 'en',
): Rendered | Unrenderable {
  const text = source.toWellFormed().replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd')
  const tooLarge = refuseLarge(text)
  if (tooLarge) return tooLarge
  const meter = createMeter(text)
  try {
    return rendered(cleanable(toHtml(text, meter, words(language).body), meter), siteHost, files)
  } catch (error) {
    return refusalOf(error, text, meter)
  }
}

function refusalOf(error: unknown, text: string, meter: Meter): Unrenderable {
  if (error instanceof TooMuch) return { refused: error.message, line: error.line, tooLarge: false }
  if (error instanceof TooDeep) {
    const line = lineAt(text, text.toLowerCase().indexOf(`<${error.tag}`))
    return { refused: error.message, line, tooLarge: false }
  }
  if (error instanceof RangeError) {
    return { refused: 'This passage is too intricate to be read', line: lineAt(text, meter.offset), tooLarge: false }
  }
  throw error
}

function refuseLarge(text: string): Unrenderable | null {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= MAX_BYTES) return null
  const kept = new TextDecoder().decode(bytes.subarray(0, MAX_BYTES))
  const size = Math.ceil(bytes.length / 1024)
  return {
    refused: `The text has ${size} KB; at most 256 KB are allowed`,
    line: lineAt(kept, kept.length),
    tooLarge: true,
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, Math.max(0, offset)).split('\n').length
}

function toHtml(source: string, meter: Meter, w: Words['body']): string {
  const notes: Footnotes = { defined: new Map(), shown: new Map() }
  const options: MarkedOptions = { ...getDefaults(), extensions: footnoteRules(notes) }
  refuseNestedLines(source)
  const lexer = new MeteredLexer(options, meter)
  const tokens = lexer.lex(source)
  const caption = (markdown: string) => parser.parseInline(lexer.inlineTokens(markdown))
  const renderer = new ArticleRenderer(options, {
    meter,
    w,
    headingsMoveDown: hasTitle(tokens),
    outermost: new Set(tokens),
    caption,
  })
  const parser = new Parser({ ...options, renderer })
  return parser.parse(tokens) + footnoteList(notes, parser, w)
}

function hasTitle(tokens: Token[]): boolean {
  return tokens.some((token) => (token.type === 'heading' && token.depth === 1) || hasTitle(childrenOf(token)))
}

function childrenOf(token: Token): Token[] {
  if (token.type === 'list') return token.items
  return token.type === 'blockquote' || token.type === 'list_item' ? (token.tokens ?? []) : []
}

function cleanable(html: string, meter: Meter): string {
  meter.offset = 0
  if (html.length > MAX_HTML) meter.refuse('The text grows too large when its references are filled in', '')
  meter.spend((html.match(/[<&]/g)?.length ?? 0) * COST_OF_SIGN, '')
  return html
}

function rendered(html: string, siteHost: string | null, files: OwnPictures): Rendered {
  // Written as references (`&#1;`). Not dropped but replaced: what stood around one must not become an address.
  const clean = cleanArticle(html, siteHost, files).replace(unfit, '\ufffd')
  const words = countWords(plainText(clean))
  return { html: clean, excerpt: excerptOf(clean), words, minutes: Math.max(1, Math.round(words / WORDS_A_MINUTE)) }
}
