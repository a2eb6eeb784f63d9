import { type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { build, prepared, type Query } from '../db/read.ts'
import { commenters, comments } from '../db/tables/comments.ts'
import { copies, HIDE } from '../db/tables/copies.ts'
import { rechecks, subscriptions, verdicts } from '../db/tables/moderation.ts'
import { noteAction } from './actions.ts'
import { forgetWords } from './once.ts'

/** Comments deleted by one commit: a flood of spam goes over some minutes, not in one long write. */
export const AT_ONCE = 100

const DAY = 86_400_000

/** What is put away, and only that, can be deleted for good. */
export type PutAway = 'spam' | 'trash'

/** Those put away before a moment, the longest first; not those of which Akismet has still to be told. */
export const putAwayQuery = (state: PutAway, before: Date): Query<{ id: number }[]> =>
  putAway({ state, before: before.getTime(), limit: AT_ONCE })

interface Deleting {
  /** `clock`, or the name of a token. */
  actor: string
  now: Date
  about: Record<string, string | number>
}

/**
 * Deletes comments for good, of these those that are spam or trash when it commits: with their details, subscriptions and
 * ledger. Where answers stand, an empty place stays, with what was decided but none of the words. Readers see no
 * difference: none of them was shown, and a gap stays a gap. What the filter learned stays: words and counts.
 */
export function deleteForGood(db: Database, ids: readonly number[], { actor, now, about }: Deleting): Statement[] {
  const given = sql`(select value from json_each(${JSON.stringify(ids)}))`
  const doomed = sql`(select d.id from ${comments} d where d.id in ${given} and d.state in ('spam', 'trash'))`
  const answered = sql`(select d.id from ${comments} d where d.id in ${doomed} and ${hasAnswers(doomed)})`
  const gone = sql`(select d.id from ${comments} d where d.id in ${doomed} and not ${hasAnswers(doomed)})`
  const nothing = { author: '', url: '', body: '', bodyHtml: '', spamProbability: null, taught: null }
  // The clock finds what was shown by the ledger, of which nothing stays; a day is more than it ever waits.
  const shown = sql`(select d.article_id from ${comments} d join ${verdicts} v on v.comment_id = d.id
    where d.id in ${doomed} and v.from_state = 'approved' and v.at > ${now.getTime() - DAY})`
  return [
    db
      .update(copies)
      .set({ rank: HIDE, dueAt: now })
      .where(sql`${copies.articleId} in ${shown} and ${copies.etag} <> ''`),
    ...forgetWords(db, doomed, now),
    db
      .insert(verdicts)
      .select(sql`select random() & 4503599627370495, c.id, ${now.getTime()}, ${actor}, 'erased', c.state,
      'trash', null, '[]', null, null from ${comments} c where c.id in ${answered} and c.body <> ''`),
    db
      .update(comments)
      .set({ ...nothing, state: 'trash', decidedAt: now, decidedBy: actor })
      .where(sql`${comments.id} in ${answered} and ${comments.body} <> ''`),
    db.update(verdicts).set({ before: null }).where(sql`${verdicts.commentId} in ${doomed}`),
    db.delete(rechecks).where(sql`${rechecks.commentId} in ${doomed}`),
    db.delete(subscriptions).where(sql`${subscriptions.commentId} in ${doomed}`),
    db.delete(commenters).where(sql`${commenters.commentId} in ${doomed}`),
    db.delete(verdicts).where(sql`${verdicts.commentId} in ${gone}`),
    db.delete(comments).where(sql`${comments.id} in ${gone}`),
    noteAction(db, { id: newId(), at: now, actor, act: 'comments-deleted', about }),
  ]
}

// An answer that stays: below it, or at the deepest level beside it.
const hasAnswers = (doomed: SQL) => sql`(exists (select 1 from ${comments} r where r.article_id = d.article_id
    and r.path > d.path and r.path < d.path || '~' and r.id not in ${doomed})
  or exists (select 1 from ${comments} r where r.parent_id = d.id and r.id not in ${doomed}))`

const value = sql.placeholder
const since = sql`case when ${comments.decidedAt} is null then ${comments.createdAt} else ${comments.decidedAt} end`
const toTell = sql`exists (select 1 from ${rechecks} k where k.comment_id = ${comments.id} and k.call <> 'check')`

// Worded as the index is: SQLite takes a partial one only for a condition that says the same.
const putAway = prepared(() =>
  build
    .select({ id: comments.id })
    .from(comments)
    .where(
      sql`(${comments.state} = 'spam' or ${comments.state} = 'trash') and ${comments.body} <> ''
        and ${comments.state} = ${value('state')} and ${since} < ${value('before')} and not ${toTell}`,
    )
    .orderBy(sql`${since}`)
    .limit(value('limit')),
)
