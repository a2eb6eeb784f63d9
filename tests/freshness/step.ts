import fc from 'fast-check'

/** What may happen next; `which` picks the article, the comment, the minutes: whatever the act is about. */
export interface Step {
  do: Act
  which: number
}

/** How often each act is drawn. */
const weights = {
  ...{
    publish: 8,
    draft: 1,
    schedule: 4,
    reschedule: 6,
    headline: 7,
    slug: 5,
    move: 7,
    close: 4,
    correct: 6,
    relate: 3,
    rewrite: 3,
    withdraw: 8,
    restore: 9,
    fields: 7,
    picture: 3,
    discard: 3,
  },
  ...{ comment: 16, staff: 4, approve: 10, spam: 2, trash: 4, hold: 2, reword: 4, bulk: 8, undo: 6 },
  ...{ editOwn: 6, deleteOwn: 3, erase: 4, copy: 1, remove: 4, empty: 2, undoMany: 4, ban: 2 },
  ...{ moderate: 5, eraseOwn: 2, subscribe: 2, askCopy: 1 },
  ...{ author: 3, authorSlug: 2, newAuthor: 2, section: 1, sectionSlug: 1, newSection: 1, redirect: 4, forget: 4 },
  ...{ name: 1, tagline: 1, rules: 2, look: 2, language: 1, principles: 1, lists: 1, switches: 4 },
  ...{ address: 2, timeZone: 1, holding: 2, announce: 2 },
  ...{ read: 2, leaf: 2, wait: 6, hours: 2, days: 2, month: 1, embargo: 2, closing: 2 },
  ...{ refuse: 1, breakEdge: 1, bucket: 1, heal: 9, race: 7, together: 5, lost: 4, outage: 3, queued: 3 },
} as const

export type Act = keyof typeof weights

const acts = Object.entries(weights).flatMap(([name, weight]) => {
  const isAct = (text: string): text is Act => text in weights
  return isAct(name) ? [{ weight, arbitrary: fc.constant(name) }] : []
})

const step: fc.Arbitrary<Step> = fc.record({ do: fc.oneof(...acts), which: fc.nat({ max: 97 }) })

export const stories = (length: number): fc.Arbitrary<Step[]> =>
  fc.array(step, { minLength: length, maxLength: length })

/** A story as a reader of a failed test wants it. */
export const tell = (steps: readonly Step[]): string => steps.map((each) => `${each.do} ${each.which}`).join(' → ')
