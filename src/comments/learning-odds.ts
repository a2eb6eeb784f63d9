/** In how many comments of each class something was. */
export interface Counts {
  ham: number
  spam: number
}

// How many sightings the belief weighs that a token says nothing (Robinson's s, his x being one half). Measured
// with DAMPING by tools/filter: with these no reader's comment was binned, see docs/filter.md.
const WEIGHT = 2
// One token alone may have a comment held, never binned.
const SUREST = 0.99
// Bayes adds the evidence of tokens as if they were independent; words of one phrase are not.
const DAMPING = 0.5

/** How likely spam a comment with this token is, by the token alone; null when the token is unknown. */
export function opinionOf(token: Counts | undefined, lessons: Counts): number | null {
  const seen = token ? token.ham + token.spam : 0
  if (!token || seen === 0) return null
  const inSpam = token.spam / lessons.spam
  const inHam = token.ham / lessons.ham
  const opinion = (WEIGHT / 2 + (seen * inSpam) / (inSpam + inHam)) / (WEIGHT + seen)
  return Math.min(SUREST, Math.max(1 - SUREST, opinion))
}

/** How likely spam a comment of tokens with these opinions is: naive Bayes, damped. */
export function combine(opinions: readonly number[]): number {
  const evidence = opinions.reduce((sum, each) => sum + Math.log(each / (1 - each)), 0)
  return 1 / (1 + Math.exp(-evidence * DAMPING))
}
