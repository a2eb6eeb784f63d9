const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

// Asks nothing of the dictionary: scripts written without spaces are cut by Intl.Segmenter, all others by letters.
const word = /[\p{L}\p{N}\p{M}\p{Pc}]+(?:(?:['’.\-\u00b7]|,(?=\d))[\p{L}\p{N}\p{M}\p{Pc}]+)*/gu
const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u

/** The text of cleaned HTML: tags gone, entities decoded, blocks and line breaks parted by a newline. */
export function plainText(html: string): string {
  const text = html
    .replace(/<(?:br|hr|\/?(?:p|h[1-6]|li|tr|div|figure|figcaption|blockquote|pre|dt|dd|table))\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]>/gi, ' ')
    .replace(/<\/?[a-z][^>]*>/gi, '')
  return decode(text)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[\n ]*/g, '\n')
    .trim()
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name) return named[name.toLowerCase()] ?? whole
    const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : '\ufffd'
  })
}

/** The opening of cleaned HTML as plain text of at most `max` characters, cut after a word and marked "…". */
export function excerptOf(html: string, max = 200): string {
  return shortened(plainText(openingOf(html, max)), max)
}

/** Plain text on one line, cut after a word to at most `max` characters and marked "…". */
export function shortened(given: string, max: number): string {
  const text = given.replace(/\s+/g, ' ').trim()
  if (text.length <= max) return text
  const room = text.slice(0, max)
  const space = room.lastIndexOf(' ')
  const kept = space > max / 2 ? room.slice(0, space) : wholeCharacters(room)
  return `${kept.replace(/[\s,;:.–—-]+$/u, '')}…`
}

// Paragraphs only: a headline, a table or a caption says little about how an article begins.
function openingOf(html: string, max: number): string {
  const paragraphs: string[] = []
  let length = 0
  const body = html.split('<section class="footnotes"', 1)[0] ?? ''
  for (const [, inner = ''] of body.matchAll(/<p(?:\s[^>]*)?>([\s\S]*?)<\/p>/g)) {
    const text = inner.replace(/<sup class="note">.*?<\/sup>/g, '')
    if (!plainText(text)) continue
    paragraphs.push(text)
    length += text.length
    if (length > max * 4) break
  }
  return paragraphs.join('\n') || body
}

function wholeCharacters(text: string): string {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last < 0xdc00 ? text.slice(0, -1) : text
}

/** How many words a reader would count, in any language, also in those written without spaces. */
export function countWords(text: string): number {
  let words = 0
  for (const [run] of text.matchAll(word)) words += unspaced.test(run) ? countUnspaced(run) : 1
  return words
}

function countUnspaced(run: string): number {
  let words = 0
  for (const part of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(run)) if (part.isWordLike) words++
  return words
}
