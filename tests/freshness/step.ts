import fc from 'fast-check'

/** What may happen next; `which` picks the article, the comment, the minutes: whatever the act is about. */
export interface Step {
  do: Act
  which: number
}

/** How often each act is drawn. */
const weights = {
  publish: 3,
  draft: 1,
  schedule: 2,
  headline: 3,
  slug: 2,
  move: 3,
  close: 2,
  correct: 2,
  withdraw: 2,
  restore: 2,
  comment: 6,
  approve: 5,
  spam: 1,
  trash: 2,
  hold: 1,
  editOwn: 2,
  deleteOwn: 1,
  author: 2,
  authorSlug: 1,
  newAuthor: 1,
  section: 2,
  sectionSlug: 1,
  newSection: 1,
  redirect: 1,
  forget: 1,
  tagline: 1,
  name: 1,
  rules: 2,
  wait: 5,
  hours: 2,
  days: 1,
  refuse: 1,
  breakEdge: 1,
  heal: 4,
  race: 3,
  together: 3,
} as const

export type Act = keyof typeof weights

const acts = Object.entries(weights).flatMap(([name, weight]) => {
  const isAct = (text: string): text is Act => text in weights
  return isAct(name) ? [{ weight, arbitrary: fc.constant(name) }] : []
})

export const step: fc.Arbitrary<Step> = fc.record({ do: fc.oneof(...acts), which: fc.nat({ max: 97 }) })

/** A story as a reader of a failed test wants it. */
export const tell = (steps: readonly Step[]): string => steps.map((each) => `${each.do} ${each.which}`).join(' → ')
