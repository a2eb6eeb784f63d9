import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { articles } from '../db/tables/articles.ts'
import { type CommentState, comments } from '../db/tables/comments.ts'
import { SEGMENT } from './thread.ts'

/** Where a comment stands, and what becomes of it. */
export interface Move {
  id: number
  articleId: number
  path: string
  from: CommentState
  to: CommentState
}

/**
 * Puts any number of comments into their states: three statements, however many. Counts and gaps in threads follow.
 * Belongs behind a `witness`, since it counts on the states that were read.
 */
export function move(db: Database, moves: readonly Move[], by: { actor: string; now: Date }): Statement[] {
  if (moves.length === 0) return []
  const wanted = JSON.stringify(moves.map(({ id, to }) => ({ id, to })))
  const decided = { decidedAt: by.now, decidedBy: by.actor }
  const to = sql`i.value ->> 'to'`
  const put = db
    .update(comments)
    .set({ ...decided, state: sql`${to}`, shown: sql`${comments.shown} or ${to} = 'approved'` })
    .from(sql`json_each(${wanted}) i`)
    .where(sql`${comments.id} = i.value ->> 'id'`)
  const altering = moves.filter(isSeen)
  return altering.length === 0 ? [put] : [put, showOrHide(db, altering), recount(db, altering)]
}

/** Whether readers see a difference: one that is not approved is at most a gap in its thread, for whatever reason. */
export const isSeen = ({ from, to }: Pick<Move, 'from' | 'to'>): boolean =>
  (from === 'approved') !== (to === 'approved')

// A removed comment stays, as a gap, as long as one below it is approved: readers have linked to it.
function showOrHide(db: Database, moves: readonly Move[]): Statement {
  const places = new Map(
    moves.flatMap(({ articleId, path }) =>
      lineage(path).map((each) => [`${articleId} ${each}`, { articleId, path: each }]),
    ),
  )
  const [article, path] = [sql`(i.value ->> 'articleId')`, sql`(i.value ->> 'path')`]
  // Whatever is approved is shown by now, so that the index of shown comments has it.
  const below = sql`exists (select 1 from ${comments} r where r.article_id = ${article} and r.shown = 1
    and r.state = 'approved' and r.path > ${path} and r.path < ${path} || '~')`
  return db
    .update(comments)
    .set({ shown: sql`(${comments.state} = 'approved' or ${below})` })
    .from(sql`json_each(${JSON.stringify([...places.values()])}) i`)
    .where(sql`${comments.articleId} = ${article} and ${comments.path} = ${path}`)
}

// The comment itself, and those above it.
const lineage = (path: string): string[] =>
  Array.from({ length: path.length / SEGMENT }, (_, i) => path.slice(0, (i + 1) * SEGMENT))

function recount(db: Database, moves: readonly Move[]): Statement {
  const counts = new Map<number, number>()
  for (const { articleId, to } of moves)
    counts.set(articleId, (counts.get(articleId) ?? 0) + (to === 'approved' ? 1 : -1))
  const by = JSON.stringify([...counts].map(([id, by]) => ({ id, by })))
  return db
    .update(articles)
    .set({ commentCount: sql`${articles.commentCount} + (i.value ->> 'by')` })
    .from(sql`json_each(${by}) i`)
    .where(sql`${articles.id} = i.value ->> 'id'`)
}
