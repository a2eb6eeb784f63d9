import { Marked } from 'marked'
import sanitizeHtml from 'sanitize-html'
import { countWords, excerptOf, plainText } from './excerpt.ts'

export type Rendered = { html: string; excerpt: string; words: number; minutes: number }
export type Unrenderable = { refused: string; line: number; tooLarge: boolean }

export function renderMarkdown(source: string, siteHost: string | null): Rendered | Unrenderable {
  const html = sanitizeHtml(new Marked().parse(source, { async: false }), { parseStyleAttributes: false })
  void siteHost
  const words = countWords(plainText(html))
  return { html, excerpt: excerptOf(html), words, minutes: Math.max(1, Math.round(words / 230)) }
}
