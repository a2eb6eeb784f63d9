import { type Reader, read } from '../db/read.ts'
import { commentHtml } from '../text/comment-html.ts'
import { type Akismet, checkComment } from './akismet.ts'
import { askAgainAt, findingOf } from './akismet-finding.ts'
import type { Said } from './akismet-said.ts'
import type { Facts, TokenState } from './facts.ts'
import { historyQuery, recentTextsQuery, rulesQuery } from './history.ts'
import type { CommentForm } from './input.ts'
import { type Finding, type Judgement, judge, thresholds } from './judge.ts'
import { learnedQuery, spamProbability, tokensOf } from './learning.ts'
import { likeness } from './likeness.ts'

/** What the door knows of a comment that has come. */
export interface Received {
  form: CommentForm
  article: { id: number; language: string }
  token: TokenState
  trapped: boolean
  addressHash: string
  reader: string
  settings: Facts['settings']
  now: Date
}

/** Gathers what the checks want to know, in one round trip. */
export async function gather(reader: Reader, received: Received): Promise<Facts> {
  const { form, article, now, addressHash, token, trapped, settings } = received
  const html = commentHtml(form.comment)
  const tokens = tokensOf({ ...form, html })
  const [history, texts, rules, learned] = await read(
    reader,
    historyQuery({ articleId: article.id, addressHash, reader: received.reader, now }),
    recentTextsQuery(now),
    rulesQuery(),
    learnedQuery(tokens),
  )
  return {
    ...{ now, form, html, language: article.language, token, trapped, addressHash, rules, settings },
    isKnown: (history?.approved ?? 0) > 0,
    recent: { fromAddress: history?.fromAddress ?? 0, onArticle: history?.onArticle ?? 0 },
    sinceLast: history?.lastAt ? now.getTime() - history.lastAt : null,
    likeness: likeness(form.comment, texts),
    spamProbability: spamProbability(tokens, learned),
  }
}

/** What may be asked beyond our own checks. */
export interface Advisers {
  akismet: { service: Akismet; said: Said } | null
  /** A human check was passed. */
  isHuman: boolean
}

/** Judges a comment: our own checks first; Akismet is asked only about what they would let through or hold. */
export async function decideOn(
  facts: Facts,
  advisers: Advisers,
): Promise<{ judgement: Judgement; recheckAt: Date | null }> {
  const human: Finding[] = advisers.isHuman ? [{ score: -1, reason: 'passed a check for people' }] : []
  const own = judge(facts, human)
  if (!advisers.akismet || own.score >= thresholds.spam) return { judgement: own, recheckAt: null }
  const opinion = await checkComment(advisers.akismet.service, advisers.akismet.said)
  const finding = findingOf(opinion)
  const recheckAt = askAgainAt(opinion, facts.now)
  return { judgement: judge(facts, finding ? [...human, finding] : human), recheckAt }
}
