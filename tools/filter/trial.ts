import type { Facts } from '../../src/comments/facts.ts'
import { type Judgement, judge } from '../../src/comments/judge.ts'
import { spamProbability, tokensOf } from '../../src/comments/learning.ts'
import type { Said } from '../../src/comments/learning-features.ts'
import type { Lesson } from '../../src/comments/lessons.ts'
import { commentHtml } from '../../src/text/comment-html.ts'
import type { Sample } from './corpus.ts'
import { draw, shuffled } from './draw.ts'

/** The table `learned`, in memory. */
export type Notebook = Map<string, { ham: number; spam: number }>

/** How samples came out. Shares are of their class, 0 to 1. */
export interface Outcome {
  ham: number
  spam: number
  /** Spam that no reader sees (held or spam), and that no moderator has to look at. */
  stopped: number
  binned: number
  /** Of all that was taken for spam, how much was. */
  precision: number
  hamHeld: number
  hamBinned: number
  /** Comments on which the filter said nothing. */
  abstained: number
}

/** Two halves: of all samples, or so that no template has samples in both. */
export function halves(samples: readonly Sample[], seed: number, by: 'sample' | 'template'): [Sample[], Sample[]] {
  const next = draw(seed)
  if (by === 'sample') {
    const mixed = shuffled(next, samples)
    return [mixed.slice(0, mixed.length / 2), mixed.slice(mixed.length / 2)]
  }
  const templates = shuffled(next, [...new Set(samples.map((sample) => sample.template))])
  const taught = new Set(templates.slice(0, templates.length / 2))
  const mixed = shuffled(next, samples)
  return [mixed.filter((sample) => taught.has(sample.template)), mixed.filter((sample) => !taught.has(sample.template))]
}

export const saidBy = ({ author, email, url, comment }: Sample): Said => ({
  author,
  email,
  url,
  html: commentHtml(comment),
})

/** What a lesson does in D1. */
export function note(book: Notebook, said: Said, is: Lesson): void {
  for (const token of ['#lessons', ...tokensOf(said)]) {
    const counts = book.get(token) ?? { ham: 0, spam: 0 }
    counts[is]++
    book.set(token, counts)
  }
}

export function taught(samples: readonly Sample[]): Notebook {
  const book: Notebook = new Map()
  for (const sample of samples) note(book, saidBy(sample), sample.is)
  return book
}

/** The pipeline's judgement on a reader nobody knows, who is not held for that; without a notebook, unfiltered. */
export function judged(
  sample: Sample,
  book: Notebook | null,
): { state: Judgement['state']; probability: number | null } {
  const said = saidBy(sample)
  const probability = book && spamProbability(tokensOf(said), book)
  return { state: judge(factsOf(sample, said.html, probability)).state, probability }
}

function factsOf(
  { author, email, url, comment, language }: Sample,
  html: string,
  spamProbability: number | null,
): Facts {
  return {
    now: new Date(0),
    form: { author, email, url, comment, comment_parent: null },
    html,
    language,
    token: 'valid',
    trapped: false,
    isKnown: false,
    addressHash: '',
    recent: { fromAddress: 0, onArticle: 0 },
    sinceLast: null,
    likeness: 0,
    rules: [],
    spamProbability,
    settings: { holdUnknown: false, holdLinks: 2, holdAll: false },
  }
}

export function outcome(samples: readonly Sample[], book: Notebook | null): Outcome {
  const results = samples.map((sample) => ({ is: sample.is, ...judged(sample, book) }))
  const ham = results.filter(({ is }) => is === 'ham')
  const spam = results.filter(({ is }) => is === 'spam')
  const binned = results.filter(({ state }) => isBinned(state))
  return {
    ham: ham.length,
    spam: spam.length,
    stopped: share(spam, ({ state }) => state !== 'approved'),
    binned: share(spam, ({ state }) => isBinned(state)),
    precision: share(binned, ({ is }) => is === 'spam'),
    hamHeld: share(ham, ({ state }) => state === 'held'),
    hamBinned: share(ham, ({ state }) => isBinned(state)),
    abstained: share(results, ({ probability }) => probability === null),
  }
}

const isBinned = (state: Judgement['state']) => state === 'spam' || state === 'refused'

const share = <T>(list: readonly T[], test: (item: T) => boolean): number =>
  list.length === 0 ? Number.NaN : list.filter(test).length / list.length
