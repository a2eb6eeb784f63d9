import { sql } from 'drizzle-orm'
import { build, prepared, type Query } from '../db/read.ts'
import { learned } from '../db/tables/moderation.ts'
import { placesOf, type Said, shapesOf, wordsOf } from './learning-features.ts'
import { type Counts, combine, opinionOf } from './learning-odds.ts'
import type { Lesson, Move } from './lessons.ts'

/** What is known of some tokens, by token. */
export type Learned = ReadonlyMap<string, Counts>

/** A lesson, and a judgement, is of this many tokens at most. */
export const MOST_TOKENS = 80

/** The row that counts lessons, in the table beside the tokens; no token begins with "#". */
export const LESSONS = '#lessons'
const LEAST_LESSONS = 20
const LEAST_KNOWN = 6

/**
 * The tokens of a comment, each once: the same comment always gives the same, so that a lesson can be taken back.
 * From a long text the words are taken evenly, wherever in it the links were hidden.
 */
export function tokensOf(said: Said): string[] {
  const marks = [...new Set([...shapesOf(said), ...placesOf(said)])]
  const words = wordsOf(said.html)
  const room = MOST_TOKENS - marks.length
  if (words.length <= room) return [...marks, ...words]
  return [...marks, ...Array.from({ length: room }, (_, i) => words[Math.floor((i * words.length) / room)] ?? '')]
}

/** The tokens of a comment as it is stored: those that a lesson of it was, or will be, made of. */
export const storedTokens = ({ author, url, bodyHtml, email }: Stored): string[] =>
  tokensOf({ author, url, html: bodyHtml, email: email ?? '' })

interface Stored {
  author: string
  url: string
  bodyHtml: string
  email: string | null
}

/** What the filter knows of these tokens. No page shows it. */
export function learnedQuery(tokens: readonly string[]): Query<Learned> {
  const { take, ...query } = known({ tokens: JSON.stringify([LESSONS, ...tokens]) })
  return { ...query, unseen: true, take: (rows) => new Map(take(rows).map((row) => [row.token, row])) }
}

const known = prepared(() =>
  build
    .select()
    .from(learned)
    .where(sql`${learned.token} in (select value from json_each(${sql.placeholder('tokens')}))`),
)

/** How likely a comment of these tokens is spam, 0 to 1; null while too little is known to say. */
export function spamProbability(tokens: readonly string[], known: Learned): number | null {
  const lessons = known.get(LESSONS)
  if (!lessons || lessons.ham < LEAST_LESSONS || lessons.spam < LEAST_LESSONS) return null
  const opinions = tokens.flatMap((token) => opinionOf(known.get(token), lessons) ?? [])
  return opinions.length < LEAST_KNOWN ? null : combine(opinions)
}

/** What `count` is told when a comment of these tokens is taught as `as`, having been taught `was` before. */
export const lesson = (tokens: readonly string[], as: Lesson | null, was: Lesson | null): Move => ({
  ...{ as, was },
  names: [LESSONS, ...tokens],
})
