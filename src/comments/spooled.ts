import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import { build, first, nested, prepared, type Reader } from '../db/read.ts'
import { articles, redirects } from '../db/tables/articles.ts'
import { PENDING, unasked } from './akismet-finding.ts'
import { isClosed } from './closing.ts'
import type { Verdict } from './comment.ts'
import type { Facts, TokenState } from './facts.ts'
import { type Finding, judge, thresholds } from './judge.ts'
import { gather } from './receive.ts'

/** A comment that came while the database was away: already valid, not yet judged. */
export const Spooled = v.object({
  /** Of the article. */
  path: v.string(),
  /** When it came, in ms. */
  at: v.number(),
  form: v.object({
    author: v.string(),
    email: v.string(),
    url: v.string(),
    comment: v.string(),
    comment_parent: v.nullable(v.number()),
    subscribe: v.optional(v.string()),
  }),
  token: v.string(),
  trapped: v.boolean(),
  sender: v.object({
    address: v.string(),
    addressHash: v.string(),
    networkHash: v.optional(v.string(), ''),
    emailHash: v.string(),
    userAgent: v.string(),
    reader: v.string(),
  }),
})
export type Spooled = v.InferOutput<typeof Spooled>

/** Where it belongs; an article that was withdrawn meanwhile is still a place. */
export type Place = NonNullable<ReturnType<ReturnType<typeof placeQuery>['take']>>

export const placeQuery = (path: string, parentId: number | null) => first(place({ path, parent: parentId }))

interface Circumstances {
  place: Place
  token: TokenState
  settings: Facts['settings'] & { open: boolean; closeAfterDays: number | null }
  /** Akismet is asked later, by the clock; until then the comment waits. */
  akismet: boolean
  now: Date
}

/** The verdict that the checks of every comment give, as of the moment it came. One that was promised is kept. */
export async function judgeSpooled(reader: Reader, spooled: Spooled, about: Circumstances): Promise<Verdict> {
  const { place, token, settings, akismet, now } = about
  const { form, trapped, sender } = spooled
  const received = { form, article: place, token, trapped, ...sender }
  const facts = await gather(reader, { ...received, settings, now: new Date(spooled.at) })
  const closed = isClosed(settings, { ...place, publishedAt: place.publishedAt ?? now }, new Date(spooled.at))
  const others: Finding[] = [
    ...(closed ? [{ score: thresholds.hold, reason: 'comments were closed when it came' }] : []),
    ...(akismet ? [{ score: PENDING, reason: unasked('the database was away') }] : []),
  ]
  const { state, score, reasons } = judge(facts, others)
  return {
    ...{ score, reasons, spamProbability: facts.spamProbability },
    state: state === 'refused' ? 'spam' : state,
    recheckAt: akismet && state === 'held' ? now : null,
  }
}

const value = sql.placeholder
const place = prepared(() =>
  build
    .select({
      id: articles.id,
      path: sql<string>`${articles.path}`.as('place_path'),
      headline: articles.headline,
      language: articles.language,
      commentsOpen: articles.commentsOpen,
      commentsCloseAfter: articles.commentsCloseAfter,
      publishedAt: articles.publishedAt,
      parentId: nested(sql`(select c.id from comments c
        where c.id = ${value('parent')} and c.article_id = ${articles.id} and c.state = 'approved')`)
        .mapWith(Number)
        .as('parent'),
    })
    .from(articles)
    .where(
      sql`${articles.id} = coalesce((select a.id from articles a where a.path = ${value('path')}),
        (select r.article_id from ${redirects} r where r.path = ${value('path')}))`,
    ),
)
