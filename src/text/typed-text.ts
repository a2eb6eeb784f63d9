// Overrides and isolates of direction can make a line read otherwise than it was written; C0, C1 and DEL do nothing good,
// and noncharacters are in no text (HTML 13.2.3.5).
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is dropped
const unwanted = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\p{Noncharacter_Code_Point}]/gu
const lineEnd = /\r\n?|\u2028|\u2029/g
// Real scripts put up to five marks on a letter; a tower of them reaches over the lines above.
const tower = /(\p{M}{8})\p{M}+/gu

/** What a stranger typed, as plain characters: lone surrogates, control characters and towers of marks are gone. */
export function typedText(text: string): string {
  return text.toWellFormed().replace(lineEnd, '\n').replace(unwanted, '').replace(tower, '$1')
}

/** Whether anything of it can be seen: a name of zero-width spaces is none. */
export const isVisible = (text: string): boolean =>
  /[^\s\p{Cc}\p{Zs}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text)

const sign: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/**
 * Typed text as HTML text or attribute value: what the writer escaped stays one character (`&eacute;`, `&#8212;`),
 * every other sign stands for itself.
 */
export function escapeTyped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|[a-z][a-z\d]{1,31});|[&<>"]/gi, (whole, decimal, hex) => {
    if (whole.length === 1) return sign[whole] ?? whole
    if (!decimal && !hex) return whole
    return characterOf(Number.parseInt(decimal ?? hex, decimal ? 10 : 16)).replace(/[&<>"]/, (one) => sign[one] ?? one)
  })
}

function characterOf(code: number): string {
  return code > 0 && code <= 0x10ffff ? typedText(String.fromCodePoint(code)) : '\ufffd'
}
