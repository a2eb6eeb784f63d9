/** Work one render may do, counted in characters looked at. */
const BUDGET = 30_000_000
const MAX_DEPTH = 24

/** Thrown inside the parser when a passage asks for too much; the message is for the editor. */
export class TooMuch extends Error {
  readonly line: number

  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

/**
 * Nothing in a Worker can interrupt a parser, and its clock stands still, so the parser counts its own work:
 * every step pays for the characters it may have to look at, and stops when the sum is spent.
 */
export type Meter = {
  /** Where in the source the parser is, for the line in a refusal. */
  offset: number
  readonly depth: number
  spend(characters: number, passage: string): void
  /** Counts a level of quotes, lists or marks while `work` runs. */
  within<T>(passage: string, work: () => T): T
  refuse(message: string, passage: string): never
}

export function createMeter(source: string): Meter {
  let spent = 0
  let depth = 0
  const meter: Meter = {
    offset: 0,
    get depth() {
      return depth
    },
    spend(characters, passage) {
      spent += characters
      if (spent > BUDGET)
        meter.refuse('Too many marks (such as * _ [ ` < |) without a blank line between them', passage)
    },
    within(passage, work) {
      if (depth >= MAX_DEPTH) meter.refuse(`Quotes, lists or marks are nested more than ${MAX_DEPTH} deep`, passage)
      depth++
      try {
        return work()
      } finally {
        depth--
      }
    },
    refuse(message, passage) {
      throw new TooMuch(message, lineOf(source, meter.offset, passage))
    },
  }
  return meter
}

// A nested passage has lost its markers ("> ", "- "), but the start of its first line still stands in the source.
function lineOf(source: string, offset: number, passage: string): number {
  const [opening = ''] = passage.slice(0, 200).trimStart().slice(0, 80).split('\n', 1)
  const found = source.indexOf(opening, offset)
  return source.slice(0, found < 0 ? offset : found).split('\n').length
}
