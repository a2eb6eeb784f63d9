import { type Reader, read } from '../db/read.ts'
import type { Asked } from '../db/tables/comments.ts'
import { commentHtml } from '../text/comment-html.ts'
import { type Akismet, checkComment } from './akismet.ts'
import type { Failed } from './akismet-ask.ts'
import { askAgainAt, findingOf } from './akismet-finding.ts'
import type { Said } from './akismet-said.ts'
import type { Verdict } from './comment.ts'
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
  networkHash?: string | undefined
  reader: string
  settings: Facts['settings']
  now: Date
  /** The comment whose words these replace. */
  edited?: number
}

/** Gathers what the checks want to know, in one round trip. */
export async function gather(reader: Reader, received: Received): Promise<Facts> {
  const { form, article, now, addressHash, networkHash, token, trapped, settings } = received
  const html = commentHtml(form.comment)
  const tokens = tokensOf({ ...form, html })
  const [history, texts, rules, learned] = await read(
    reader,
    historyQuery({ articleId: article.id, addressHash, reader: received.reader, now, except: received.edited }),
    recentTextsQuery(now, received.edited),
    rulesQuery(),
    learnedQuery(tokens),
  )
  return {
    ...{ now, form, html, language: article.language, token, trapped, addressHash, networkHash, rules, settings },
    isKnown: (history?.approved ?? 0) > 0,
    recent: { fromAddress: history?.fromAddress ?? 0, onArticle: history?.onArticle ?? 0 },
    sinceLast: history?.lastAt ? now.getTime() - history.lastAt : null,
    likeness: likeness(form.comment, texts),
    spamProbability: spamProbability(tokens, learned),
  }
}

/** What a check for people came to. `off`: no keys; `declined`: the way without scripts, which waits. */
export type Human = 'off' | 'not-asked' | 'declined' | 'failed' | 'passed' | Failed

/** What may be asked beyond our own checks. */
export interface Advisers {
  akismet: { service: Akismet; said: Said } | null
  human: Human
}

/** What is decided on a comment as it comes, and what has to be kept of Akismet's answer. */
export interface Decided extends Required<Pick<Verdict, 'recheckAt' | 'alert' | 'asked'>> {
  judgement: Judgement
}

/** Judges a comment: our own checks first; Akismet is asked only about what they would let through or hold. */
export async function decideOn(facts: Facts, { akismet, human }: Advisers): Promise<Decided> {
  const others = humanFindings(facts, human)
  const own = judge(facts, others)
  const asked = akismet && askedOf(akismet.said)
  if (!akismet || own.score >= thresholds.spam) return { judgement: own, recheckAt: null, alert: null, asked }
  const opinion = await checkComment(akismet.service, akismet.said)
  const finding = findingOf(opinion)
  const recheckAt = askAgainAt(opinion, facts.now)
  const judgement = judge(facts, finding ? [...others, finding] : others)
  const guid = 'guid' in opinion ? opinion.guid : null
  return { judgement, recheckAt, alert: opinion.alert ?? null, asked: { ...asked, guid } }
}

const askedOf = ({ referrer, context, trap }: Said): Asked => ({ referrer, context, trap })

/** Whether a check for people would change something: held for how it looks, not for what the moderators want to see. */
export const looksOdd = (facts: Facts): boolean => judge(facts).state === 'held' && suspicion(facts) >= thresholds.hold

// What a program would have to do with it: the token, the links, the shape, the flood.
function suspicion(facts: Facts): number {
  const settings = { ...facts.settings, holdUnknown: false, holdAll: false }
  const unsaid = { rules: [], likeness: 0, spamProbability: null, trapped: false }
  return judge({ ...facts, ...unsaid, settings }).score
}

function humanFindings(facts: Facts, human: Human): Finding[] {
  if (typeof human === 'object')
    return [{ score: thresholds.hold, reason: `Turnstile could not be asked: ${human.failed}` }]
  if (human === 'failed') return [{ score: 0, reason: 'did not pass a check for people' }]
  if (human !== 'passed') return []
  return [{ score: 0 - Math.min(1, suspicion(facts)), reason: 'passed a check for people' }]
}
