import type { CommentState } from '../db/tables/comments.ts'
import { checks } from './checks.ts'
import type { Facts } from './facts.ts'

/** What one check found, with a reason that a moderator can read. Nothing found is null. */
export interface Finding {
  score: number
  reason: string
}

/** A verdict on a comment. `refused`: spam so blatant that its sender is told that it is not taken. */
export interface Judgement {
  state: Extract<CommentState, 'approved' | 'held' | 'spam'> | 'refused'
  score: number
  reasons: string[]
}

/** From these sums on, a comment waits for a moderator, is spam, or is spam and refused. */
export const thresholds = { hold: 1, spam: 5, refuse: 20 } as const

/** The sum of all findings decides; `others` are those of services outside. */
export function judge(facts: Facts, others: readonly Finding[] = []): Judgement {
  const findings = [...checks.flatMap((check) => check(facts) ?? []), ...others]
  const score = findings.reduce((sum, finding) => sum + finding.score, 0)
  return { state: stateAt(score), score, reasons: findings.map((finding) => finding.reason) }
}

/** What becomes of a comment with this sum. */
export function stateAt(score: number): Judgement['state'] {
  if (score >= thresholds.refuse) return 'refused'
  if (score >= thresholds.spam) return 'spam'
  return score >= thresholds.hold ? 'held' : 'approved'
}
