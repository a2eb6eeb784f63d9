import { eq, sql } from 'drizzle-orm'
import type { Tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { type CommentState, comments } from '../db/tables/comments.ts'
import { commentHtml } from '../text/comment-html.ts'
import { correct } from './akismet-told.ts'
import { isSeen, move } from './bulk.ts'
import type { Wished } from './input.ts'
import { lesson, storedTokens } from './learning.ts'
import { outcome } from './learning-outcome.ts'
import { type Entry, type Witnessed, witness } from './ledger.ts'
import { count, type Lesson, type Move } from './lessons.ts'
import type { Moderated } from './moderated.ts'
import type { StoredComment } from './stored.ts'
import { answerLetters } from './subscription.ts'
import { threadTags } from './thread.ts'

export interface Words {
  author: string
  url: string
  body: string
}

/** What becomes of a comment, and what the ledger says of it. */
export interface Change {
  of: Moderated
  to: CommentState
  taught: Lesson | null
  words?: (Words & { bodyHtml: string }) | undefined
  entries: Pick<Witnessed, 'id' | 'entry'>[]
}

export interface By {
  actor: string
  now: Date
  reasons: string[]
  /** Akismet is to be told where it was wrong. */
  tellAkismet: boolean
}

/** All that any number of changes commit; where the comments are no longer what was read, it fails as a conflict. */
export function alter(db: Database, changes: readonly Change[], by: By): { tags: Tag[]; statements: Statement[] } {
  const made = changes.filter(({ entries }) => entries.length > 0)
  if (made.length === 0) return { tags: [], statements: [] }
  const decided = made.filter(({ entries }) => entries.some(({ entry }) => !isRewording(entry)))
  const approved = made.filter(({ of, to }) => to === 'approved' && of.state !== to).map(({ of }) => of.id)
  const statements = [
    ...(approved.length > 0 ? [answerLetters(db, approved, by.now)] : []),
    witness(
      db,
      made.flatMap(({ of, entries }) => entries.map((each) => ({ ...each, saw: of }))),
    ),
    ...made.flatMap((change) => reword(db, change, by)),
    ...move(
      db,
      decided.map(({ of, to }) => ({ ...of, from: of.state, to })),
      by,
    ),
    ...keepTaught(db, made),
    ...count(db, made.flatMap(lessonsOf)),
    ...correct(db, made, by),
  ]
  return { tags: made.flatMap(tagsOf), statements }
}

/** What is wanted of a comment; what is left out stays. */
export interface Wish {
  to?: CommentState
  taught?: Lesson | null
  words?: { [K in keyof Words]?: Words[K] | undefined }
  /** The entry that this takes back. */
  undoes?: number
}

/** What a moderator's word comes to for this comment. */
export function wishFor(of: Moderated, state: Wished | undefined): Wish {
  if (state === undefined) return {}
  return state === 'restore' ? restoring(of) : { to: state, taught: lessonOf(of, state) }
}

// One that came as spam was nowhere before: it waits. One that was not put away stays.
function restoring(of: Moderated): Wish {
  if (of.state !== 'spam' && of.state !== 'trash') return {}
  if (!of.putBy) return { to: 'held', taught: lessonOf(of, 'held') }
  const { id, from, before } = of.putBy
  return { to: from, taught: before?.taught === undefined ? of.taught : before.taught, undoes: id }
}

/** The comment as it will be. */
export function outcomeOf({ of, to, taught, words, entries }: Change, by: By): StoredComment {
  const decided = entries.some(({ entry }) => !isRewording(entry)) ? { decidedAt: by.now, decidedBy: by.actor } : {}
  return { ...of, state: to, taught, ...decided, ...(words ? { ...words, editedAt: by.now } : {}) }
}

/** The change that a wish comes to: with no entry, when nothing would be different. */
export function changeOf(
  of: Moderated,
  { to = of.state, taught = of.taught, words: given, undoes }: Wish,
  by: By,
): Change {
  // Of what was erased nothing is left to decide on.
  if (of.body === '') return { of, to: of.state, taught: of.taught, entries: [] }
  const old = wordsOf(of)
  const words = { author: given?.author ?? of.author, url: given?.url ?? of.url, body: given?.body ?? of.body }
  const isReworded = JSON.stringify(words) !== JSON.stringify(old)
  const isMoved = to !== of.state || taught !== of.taught
  const common = {
    ...{ commentId: of.id, at: by.now, actor: by.actor, fromState: of.state, toState: to },
    reasons: by.reasons,
  }
  const back = undoes === undefined ? {} : { act: 'undone' as const, undoes }
  const entries: Entry[] = []
  if (isReworded)
    entries.push({ ...common, act: 'edited', before: { ...old, bodyHtml: of.bodyHtml }, ...(!isMoved && back) })
  if (isMoved) entries.push({ ...common, act: 'decided', before: { taught: of.taught }, ...back })
  const html = isReworded ? { words: { ...words, bodyHtml: commentHtml(words.body) } } : {}
  return { of, to, taught, entries: entries.map((entry) => ({ id: newId(), entry })), ...html }
}

/** What a decision teaches: nothing of staff's own comments; trash says nothing, and to hold is to doubt. */
export function lessonOf({ authorId, taught }: Moderated, state: CommentState): Lesson | null {
  if (authorId !== null || state === 'trash') return taught
  const lessons = { approved: 'ham', spam: 'spam', held: null } as const
  return lessons[state]
}

const wordsOf = ({ author, url, body }: Words): Words => ({ author, url, body })
const isRewording = ({ before }: Entry) => before?.body !== undefined

function reword(db: Database, { of, words }: Change, { now }: By): Statement[] {
  return words
    ? [
        db
          .update(comments)
          .set({ ...words, editedAt: now })
          .where(eq(comments.id, of.id)),
      ]
    : []
}

function keepTaught(db: Database, changes: readonly Change[]): Statement[] {
  const taught = changes
    .filter(({ of, taught }) => of.taught !== taught)
    .map(({ of, taught }) => ({ id: of.id, taught }))
  if (taught.length === 0) return []
  const update = db
    .update(comments)
    .set({ taught: sql`i.value ->> 'taught'` })
    .from(sql`json_each(${JSON.stringify(taught)}) i`)
    .where(sql`${comments.id} = i.value ->> 'id'`)
  return [update]
}

function lessonsOf({ of, taught, words }: Change): Move[] {
  if (of.taught === taught && (taught === null || !words)) return []
  const right = outcome(of.spamProbability, taught, of.taught)
  const tokens = storedTokens(of)
  if (!words) return [lesson(tokens, taught, of.taught), right]
  return [lesson(tokens, null, of.taught), lesson(storedTokens({ ...of, ...words }), taught, null), right]
}

function tagsOf({ of, to, words }: Change): Tag[] {
  const isShown = of.state === 'approved' && to === 'approved'
  return isSeen({ from: of.state, to }) || (isShown && words) ? threadTags(of.articleId) : []
}
