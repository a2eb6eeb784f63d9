import { existsSync, readFileSync } from 'node:fs'

/** What the proof says of one step. */
export interface Line {
  do: string
  compared?: number
  rendered?: number
  visited?: number
  excused?: number
  oldest?: number
  urls?: number
  writes?: number
  ms?: number
  failed?: string
}

export function linesOf(log: string): Line[] {
  if (!existsSync(log)) return []
  return readFileSync(log, 'utf8').split('\n').flatMap(parse)
}

// The last one may be half written.
function parse(text: string): Line[] {
  try {
    return text === '' ? [] : [JSON.parse(text)]
  } catch {
    return []
  }
}

type Numbers = 'compared' | 'rendered' | 'visited' | 'excused' | 'writes' | 'ms'

export const sum = (lines: readonly Line[], what: Numbers): number =>
  lines.reduce((total, line) => total + (line[what] ?? 0), 0)

export const most = (lines: readonly Line[], what: 'oldest' | 'urls'): number =>
  lines.reduce((found, line) => Math.max(found, line[what] ?? 0), 0)

export const least = (lines: readonly Line[], what: 'urls'): number =>
  lines.reduce((found, line) => Math.min(found, line[what] ?? found), Number.POSITIVE_INFINITY)
