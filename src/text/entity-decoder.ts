// htmlparser2 decodes with a table of 15 KB, compressed; wrangler.toml puts this file in its place, which has the same
// names from a static file. A test compares the two. It is for text that is there at once, as sanitize-html gives it.
import { entityNames } from './entity-names.ts'

/** Where a reference stands. */
export const DecodingMode = { Legacy: 0, Strict: 1, Attribute: 2 } as const
export const htmlDecodeTree = null
export const xmlDecodeTree = null

/** Decodes a character reference as the HTML standard says (13.2.5.72 and following). */
export class EntityDecoder {
  private mode = 0
  private readonly emit: (codePoint: number, consumed: number) => void

  constructor(_: unknown, emit: (codePoint: number, consumed: number) => void) {
    this.emit = emit
  }

  startEntity(mode: number): void {
    this.mode = mode
  }

  /** From after the `&`; how many characters the reference has with it, 0 when it is none. */
  write(text: string, from: number): number {
    return text[from] === '#' ? this.numeric(text, from) : this.named(text, from)
  }

  end(): number {
    return 0
  }

  private numeric(text: string, from: number): number {
    NUMBER.lastIndex = from
    const [whole, hex, decimal = ''] = NUMBER.exec(text) ?? []
    if (whole === undefined) return 0
    const length = whole.length + 1
    this.emit(scalar(hex ? Number.parseInt(hex, 16) : Number(decimal)), length)
    return length
  }

  private named(text: string, from: number): number {
    NAME.lastIndex = from
    const name = NAME.exec(text)?.[0]
    if (name === undefined) return 0
    const isEnded = text[from + name.length] === ';'
    const meant = isEnded ? (everyday.get(name) ?? entityNames().named.get(name)) : undefined
    if (meant !== undefined) return this.emitAll(meant, name.length + 2)
    const { named, bare } = entityNames()
    let length = Math.min(name.length, LONGEST_BARE)
    while (length > 1 && !bare.has(name.slice(0, length))) length--
    // In an address, "&copy=1" is a parameter.
    if (length < 2 || (this.mode === DecodingMode.Attribute && /[=A-Za-z\d]/.test(text[from + length] ?? ''))) return 0
    return this.emitAll(named.get(name.slice(0, length)) ?? '', length + 1)
  }

  private emitAll(characters: string, consumed: number): number {
    for (const each of characters) this.emit(each.codePointAt(0) ?? 0, consumed)
    return consumed
  }
}

const NUMBER = /#(?:[xX]([\da-fA-F]+)|(\d+));?/y
const NAME = /[A-Za-z][A-Za-z\d]{0,31}/y
const LONGEST_BARE = 6

// Known without the file, and nearly all that texts have.
const everyday = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }))

// What Windows calls 128 to 159, where Unicode has controls.
const windows = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

function scalar(codePoint: number): number {
  const isNone = codePoint === 0 || codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)
  return isNone ? 0xfffd : windows.charCodeAt(codePoint - 128) || codePoint
}
