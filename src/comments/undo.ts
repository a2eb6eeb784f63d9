import { desc, eq, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import type { CommentState } from '../db/tables/comments.ts'
import { verdicts } from '../db/tables/moderation.ts'
import type { Verdict } from './ledger.ts'
import type { Wish } from './moderate.ts'
import type { Moderated } from './moderated.ts'

/** Entries of a comment that are looked at; what lies deeper can no longer be undone. */
const MOST = 200

/** What happened to a comment, newest first. */
export const historyOf = (db: Database, commentId: number): Promise<Verdict[]> =>
  db
    .select()
    .from(verdicts)
    .where(eq(verdicts.commentId, commentId))
    .orderBy(desc(verdicts.at), desc(verdicts.id))
    .limit(MOST)

/** The same of many comments, each entry under its comment's id, in one statement. */
export async function historiesOf(db: Database, commentIds: readonly number[]): Promise<Map<number, Verdict[]>> {
  const found = new Map<number, Verdict[]>()
  const rows = await db
    .select()
    .from(verdicts)
    .where(sql`${verdicts.commentId} in (select value from json_each(${JSON.stringify(commentIds)}))`)
    .orderBy(desc(verdicts.at), desc(verdicts.id))
    .limit(MOST * 100)
  for (const row of rows) {
    const known = found.get(row.commentId) ?? []
    if (known.length < MOST) found.set(row.commentId, [...known, row])
  }
  return found
}

/** Why an entry stays: it changed nothing, was undone, or something later built on it. */
export type Stays = 'changed-nothing' | 'undone-already' | 'redone' | 'too-old' | 'something-later'

/** The wish that puts back what an entry changed. */
export function undoing(comment: Moderated, history: readonly Verdict[], entry: Verdict): Wish | Stays {
  const at = history.findIndex(({ id }) => id === entry.id)
  if (at === -1) return 'too-old'
  if (entry.act === 'submitted' || entry.act === 'erased' || entry.fromState === null) return 'changed-nothing'
  if (undoneBy(history).has(entry.id)) return 'undone-already'
  if (history.find(({ id }) => id === entry.undoes)?.act === 'undone') return 'redone'
  if (history.slice(0, at).some((later) => contradicts(later, entry, history, at))) return 'something-later'
  return wishOf(comment, entry, entry.fromState)
}

function wishOf(comment: Moderated, { id, before, toState }: Verdict, from: CommentState): Wish | Stays {
  if (before?.body !== undefined) {
    const { body, author = comment.author, url = comment.url } = before
    return { words: { body, author, url }, undoes: id }
  }
  if (comment.state !== toState) return 'something-later'
  return { to: from, taught: before?.taught === undefined ? comment.taught : before.taught, undoes: id }
}

/** The entries that were undone, and whose undoing was not. */
function undoneBy(history: readonly Verdict[]): Set<number> {
  const undone = new Set<number>()
  for (const { id, undoes } of history) if (undoes !== null && !undone.has(id)) undone.add(undoes)
  return undone
}

// Of the later entries those count that changed the same, state or text, and still hold. One that only took back
// something later than the entry left everything as the entry did.
function contradicts(later: Verdict, entry: Verdict, history: readonly Verdict[], at: number): boolean {
  if (later.act === 'erased') return true
  if (isAboutWords(later) !== isAboutWords(entry) || undoneBy(history).has(later.id)) return false
  return later.undoes === null || history.findIndex(({ id }) => id === later.undoes) >= at
}

const isAboutWords = ({ act, before }: Verdict) => act === 'edited' || before?.body !== undefined
