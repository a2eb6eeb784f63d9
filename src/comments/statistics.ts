import { sql } from 'drizzle-orm'
import { build, first, prepared, type Query } from '../db/read.ts'
import { type CommentState, commentStates, comments } from '../db/tables/comments.ts'
import { rules } from '../db/tables/moderation.ts'

/** Nothing is counted further than this: what a look costs does not grow with the site. */
export const MOST_COUNTED = 1000

/** Comments by state, and rules; `MOST_COUNTED` means that many or more. */
export type Counted = Record<CommentState | 'rules', number>

export const countedQuery = (): Query<Counted | undefined> => first(counted({}))

const upTo = (from: ReturnType<typeof sql>) =>
  sql<number>`(select count(*) from (select 1 from ${from} limit ${MOST_COUNTED}) w)`
const inState = (state: CommentState) => upTo(sql`${comments} c where c.state = ${state}`).as(state)

const [held, approved, spam, trash] = commentStates

const counted = prepared(() =>
  build
    .select({
      held: inState(held),
      approved: inState(approved),
      spam: inState(spam),
      trash: inState(trash),
      rules: upTo(sql`${rules}`).as('rules'),
    })
    .from(sql`(select 1)`),
)
