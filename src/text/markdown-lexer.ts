import { Lexer, type MarkedOptions, type Token, Tokenizer, type Tokens, type TokensList } from 'marked'
import type { Meter } from './markdown-meter.ts'

const MAX_COLUMNS = 100
const MAX_CELLS = 20_000
const MAX_AUTOLINK = 2_000

// What a block and a place in it cost whatever their length, in characters looked at.
const BLOCK = 1_500
const PLACE = 100

// The signs at which marked stops to look around, each time as far as the end of the block.
const signs = /[*_~`[\]<!\\&:@|(]/g

/** marked's lexer, paying the meter for every block and every run of inline text that it enters. */
export class MeteredLexer extends Lexer {
  private readonly meter: Meter
  private readonly places = new WeakMap<Token[], number>()

  constructor(options: MarkedOptions, meter: Meter) {
    super({ ...options, tokenizer: new MeteredTokenizer(options, meter) })
    this.meter = meter
  }

  override blockTokens(source: string, tokens?: Token[], clipped?: boolean): Token[]
  override blockTokens(source: string, tokens?: TokensList, clipped?: boolean): TokensList
  override blockTokens(source: string, tokens?: Token[], clipped?: boolean): Token[] {
    this.meter.spend(BLOCK + source.length, source)
    return this.meter.within(source, () => super.blockTokens(source, tokens, clipped))
  }

  // Inline text waits until all blocks are known, so its place is kept until then.
  override inline(source: string, tokens?: Token[]): Token[] {
    const made = super.inline(source, tokens)
    this.places.set(made, this.meter.offset)
    return made
  }

  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    this.meter.offset = this.places.get(tokens) ?? this.meter.offset
    const stops = source.match(signs)?.length ?? 0
    this.meter.spend(source.length * (1 + stops), source)
    return this.meter.within(source, () => super.inlineTokens(source, tokens))
  }
}

/** The first rule tried at each place pays for what the rules after it may look at. */
class MeteredTokenizer extends Tokenizer {
  private readonly meter: Meter
  private documentLength = 0

  constructor(options: MarkedOptions, meter: Meter) {
    super(options)
    this.meter = meter
  }

  override space(source: string): Tokens.Space | undefined {
    if (this.meter.depth === 1) this.moveTo(source.length)
    this.meter.spend(PLACE + lengthOfBlock(source), source)
    return super.space(source)
  }

  private moveTo(left: number): void {
    this.documentLength ||= left
    this.meter.offset = this.documentLength - left
  }

  override escape(source: string): Tokens.Escape | undefined {
    this.meter.spend(PLACE + source.length, source)
    return super.escape(source)
  }

  // After every line without its mark, marked joins the rest of the quote and reads on from there.
  override blockquote(source: string): Tokens.Blockquote | undefined {
    if (!/^ {0,3}>/.test(source)) return undefined
    const quote = source.slice(0, lengthOfBlock(source))
    const joins = quote.match(/^ {0,3}>.*\n(?! {0,3}>)/gm)?.length ?? 0
    this.meter.spend(joins * quote.length, source)
    return super.blockquote(source)
  }

  // A run of ticks is compared with every later one, tick by tick.
  override codespan(source: string): Tokens.Codespan | undefined {
    const ticks = /^`*/.exec(source)?.[0].length ?? 0
    this.meter.spend(ticks * source.length, source)
    return super.codespan(source)
  }

  // marked takes punctuation off the end of an address one sign at a time.
  override url(source: string): Tokens.Link | undefined {
    const word = /^[^\s<]*/.exec(source)?.[0].length ?? 0
    return word > MAX_AUTOLINK ? undefined : super.url(source)
  }

  // Every short row is filled up to the width of the head, so a small source can make a huge table.
  override table(source: string): Tokens.Table | undefined {
    const [head = '', rule = ''] = source.split('\n', 2)
    if (!/^[ \t]*[|:-][|:\- \t]*$/.test(rule)) return undefined
    const columns = head.split('|').length
    const rows = source.slice(0, lengthOfBlock(source)).split('\n').length
    if (columns > MAX_COLUMNS) this.meter.refuse(`A table may have at most ${MAX_COLUMNS} columns`, head)
    if (columns * rows > MAX_CELLS) this.meter.refuse(`A table may have at most ${MAX_CELLS} cells`, head)
    return super.table(source)
  }
}

function lengthOfBlock(source: string): number {
  const blank = source.search(/\n[ \t]*\n/)
  return blank < 0 ? source.length : blank
}
