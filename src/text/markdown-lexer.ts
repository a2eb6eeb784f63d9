import { Lexer, type MarkedOptions, type Token, Tokenizer, type Tokens, type TokensList } from 'marked'
import { type Meter, TooMuch } from './markdown-meter.ts'

const MAX_COLUMNS = 100
const MAX_CELLS = 20_000
const MAX_AUTOLINK = 2_000
const MAX_MARKERS = 100

// What a step costs whatever its length, in characters looked at (measured: 5 to 10 ns each).
const cost = { block: 1_500, line: 400, run: 300, place: 150, table: 3_000, pair: 8 }

// Where marked looks around as far as the end of the run, and where it tries each sign against all later ones.
const signs = /[`[<\\@]/g
const emphasis = /[*_~]/g

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
    this.meter.spend(cost.block + source.length, source)
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
    const marks = count(source, emphasis)
    const looks = (source.length * (marks + count(source, signs))) / 4
    this.meter.spend(cost.run + source.length + looks + marks * marks * cost.pair, source)
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
    this.meter.spend(cost.line, source)
    return super.space(source)
  }

  private moveTo(left: number): void {
    this.documentLength ||= left
    this.meter.offset = this.documentLength - left
  }

  override escape(source: string): Tokens.Escape | undefined {
    const far = /^[*_~`[!<]/.test(source) ? source.length : lengthOfWord(source)
    this.meter.spend(cost.place + far, source)
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

  // For every line that runs on lazily, marked looks through the whole item again.
  override list(source: string): Tokens.List | undefined {
    if (!/^ {0,3}(?:[*+-]|\d{1,9}[.)])/.test(source)) return undefined
    const block = source.slice(0, lengthOfBlock(source))
    this.meter.spend((block.split('\n').length * block.length) / 16, source)
    return super.list(source)
  }

  // marked takes punctuation off the end of an address one sign at a time.
  override url(source: string): Tokens.Link | undefined {
    return lengthOfWord(source) > MAX_AUTOLINK ? undefined : super.url(source)
  }

  // Every short row is filled up to the width of the head, so a small source can make a huge table.
  override table(source: string): Tokens.Table | undefined {
    const [head = '', rule = ''] = source.split('\n', 2)
    if (!/^[ \t]*[|:-][|:\- \t]*$/.test(rule)) return undefined
    this.meter.spend(cost.table + lengthOfBlock(source), source)
    const columns = head.split('|').length
    const rows = source.slice(0, lengthOfBlock(source)).split('\n').length
    if (columns > MAX_COLUMNS) this.meter.refuse(`A table may have at most ${MAX_COLUMNS} columns`, head)
    if (columns * rows > MAX_CELLS) this.meter.refuse(`A table may have at most ${MAX_CELLS} cells`, head)
    return super.table(source)
  }

  // Looks for an underline as far as the block goes, again for each line of a list item.
  override lheading(source: string): Tokens.Heading | undefined {
    this.meter.spend(lengthOfBlock(source), source)
    return super.lheading(source)
  }
}

/** Refuses a line that opens a hundred quotes and lists; a rule of a hundred dashes is none. */
export function refuseNestedLines(source: string): void {
  const markers = new RegExp(`^(?:[ \\t]*(?:>|(?:[*+-]|\\d{1,9}[.)])(?=[ \\t]))){${MAX_MARKERS}}[^\\n]*`, 'gm')
  for (const match of source.matchAll(markers)) {
    if (/^[ \t]*([-*])(?:[ \t]|\1)*$/.test(match[0])) continue
    const line = source.slice(0, match.index).split('\n').length
    throw new TooMuch(`More than ${MAX_MARKERS} quotes or lists are opened on one line`, line)
  }
}

function lengthOfBlock(source: string): number {
  const blank = source.search(/\n[ \t]*\n/)
  return blank < 0 ? source.length : blank
}

function lengthOfWord(source: string): number {
  return /^[^\s<]*/.exec(source)?.[0].length ?? 0
}

function count(source: string, pattern: RegExp): number {
  return source.match(pattern)?.length ?? 0
}
