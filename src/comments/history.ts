import { desc, sql } from 'drizzle-orm'
import { build, first, prepared, type Query } from '../db/read.ts'
import { commenters, comments } from '../db/tables/comments.ts'
import { rules } from '../db/tables/moderation.ts'
import type { Rule } from './facts.ts'
import { COMPARED_LENGTH } from './likeness.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** Texts that a new comment is compared with. */
const COMPARED = 60
/** Rules that are read with each comment; a moderator's interface says when there are more. */
export const MAX_RULES = 500

/** What the sender and the article did lately. */
export interface History {
  fromAddress: number
  onArticle: number
  lastAt: number | null
  /** Approved comments of the holder of the reader's cookie, up to one. */
  approved: number
}

interface Asked {
  articleId: number
  addressHash: string
  /** '' for a browser that is not known. */
  reader: string
  now: Date
  /** A comment that does not count: the one whose words are being judged anew. */
  except?: number | undefined
}

/** Each count ends at a bound, so that a flood cannot make the look itself expensive. */
export function historyQuery({ articleId, addressHash, reader, now, except = 0 }: Asked): Query<History | undefined> {
  const since = now.getTime() - 10 * MINUTE
  return first(history({ article: articleId, address: addressHash, reader, since, except }))
}

/** The latest texts of anybody, spam too, to find the same again. */
export function recentTextsQuery(now: Date, except = 0): Query<string[]> {
  const query = recentTexts({ since: now.getTime() - 3 * DAY, except })
  return { ...query, take: (rows) => query.take(rows).map((row) => row.body) }
}

export const rulesQuery = (): Query<Rule[]> => allRules({})

const value = sql.placeholder
const fromAddress = sql`(select count(*) from (select 1 from ${commenters} p
  where p.address_hash = ${value('address')} and p.created_at > ${value('since')} limit 50) w)`
const lastAt = sql`(select max(p.created_at) from ${commenters} p where p.address_hash = ${value('address')})`
const onArticle = sql`(select count(*) from (select 1 from ${comments} c
  where c.created_at > ${value('since')} and c.article_id = ${value('article')} limit 100) w)`
// CROSS JOIN: from the reader's own rows to their comments. The planner would begin with every approved one.
const approved = sql`(select count(*) from (select 1 from ${commenters} p cross join ${comments} c on c.id = p.comment_id
  where p.reader = ${value('reader')} and p.reader is not null and c.state = 'approved'
    and c.id <> ${value('except')} limit 1) w)`

const history = prepared(() =>
  build
    .select({
      fromAddress: sql<number>`${fromAddress}`.as('from_address'),
      onArticle: sql<number>`${onArticle}`.as('on_article'),
      lastAt: sql<number | null>`${lastAt}`.as('last_at'),
      approved: sql<number>`${approved}`.as('approved'),
    })
    .from(sql`(select 1)`),
)

// Who took a comment back, or had it erased, may say it again.
const isStillSaid = sql`not (${comments.state} = 'trash' and (${comments.decidedBy} = 'reader' or ${comments.body} = ''))`

const recentTexts = prepared(() =>
  build
    .select({ body: sql<string>`substr(${comments.body}, 1, ${COMPARED_LENGTH})`.as('said') })
    .from(comments)
    .where(sql`${comments.createdAt} > ${value('since')} and ${comments.id} <> ${value('except')} and ${isStillSaid}`)
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(COMPARED),
)

const allRules = prepared(() =>
  build
    .select({ field: rules.field, pattern: rules.pattern, action: rules.action })
    .from(rules)
    .where(sql`${rules.createdAt} > 0`)
    .limit(MAX_RULES),
)
