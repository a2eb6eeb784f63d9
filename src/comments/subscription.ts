import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { build, first, prepared, type Query } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'
import { commenters, comments } from '../db/tables/comments.ts'
import { letters, subscriptions, verdicts } from '../db/tables/moderation.ts'
import { settings } from '../db/tables/settings.ts'
import { cleanLine } from '../text/clean.ts'
import { claimOf } from '../text/signed-link.ts'
import { learnt, words } from '../text/words/words.ts'
import { DAYS_SUBSCRIBED, DAYS_TO_CONFIRM } from './expiry.ts'
import { ENDING, link, signedLink } from './letters.ts'

const DAY = 86_400_000

/** Questions that one address may have open: a stranger can type anybody's. */
const MOST_UNCONFIRMED = 3

const after = (now: Date, days: number) => new Date(now.getTime() + days * DAY)

interface Asking {
  article: { id: number; headline: string; path: string }
  commentId: number
  /** Of the site. */
  language: string
  email: string
  emailHash: string
}

/**
 * Somebody asked for mail about answers. The address is asked first whether it did: a letter with nothing of the
 * comment in it, so that nobody can send others anything by it.
 */
export function subscribe(
  db: Database,
  { article, commentId, language, email, emailHash }: Asking,
  now: Date,
): Statement[] {
  const id = newId()
  const at = now.getTime()
  const open = sql`(select count(*) from ${subscriptions} o where o.email_hash = ${emailHash} and o.confirmed_at is null)`
  const w = words(language).letter
  const subject = w.confirm(article.headline)
  const body = [
    w.confirmText(article.headline, link(article.path)),
    signedLink('/subscription/confirm', claimOf(id, after(now, DAYS_TO_CONFIRM))),
    w.ifNot,
  ].join('\n\n')
  const row = sql`select ${id}, ${article.id}, ${commentId}, ${email}, ${emailHash}, ${at}, null where ${open} < ${MOST_UNCONFIRMED}`
  const letter = sql`select ${newId()}, ${email}, ${cleanLine(subject)}, ${body}, ${at}, 0, null
    where exists (select 1 from ${subscriptions} o where o.id = ${id})`
  return [db.insert(subscriptions).select(row), db.insert(letters).select(letter)]
}

// The pieces of a letter around the author and the headline, by language; and those of the site's language.
const pieces = () =>
  JSON.stringify(
    Object.fromEntries(
      [...learnt()].map(([language, { letter }]) => [
        language,
        [...letter.answered('\0', '\0').split('\0'), ...letter.answer('\0').split('\0'), letter.noMore],
      ]),
    ),
  )
const spoken =
  () => sql`(select coalesce(json_extract(${pieces()}, '$.' || substr(l.tag, 1, instr(l.tag || '-', '-') - 1)),
  json_extract(${pieces()}, '$.en')) pieces from (select coalesce((select ${settings.value} ->> '$.language' from ${settings}
  where ${settings.name} = 'identity'), 'en') tag) l)`
const piece = (index: number) => sql`json_extract(w.pieces, ${`$[${index}]`})`

/**
 * The letters about answers that become public, for the commit in which they do, before their ledger entries: only the
 * first time is news. Written in SQL, so that every way to approve comments is one statement the longer.
 */
export function answerLetters(db: Database, replyIds: readonly number[], now: Date): Statement {
  const ending = `${ENDING}?`
  const until = `.${Math.floor(after(now, 2 * DAYS_SUBSCRIBED).getTime() / 1000)}`
  const text = sql`${piece(0)} || r.author || ${piece(1)} || a.headline || ${piece(2)} || char(10, 10) || '> ' ||
    replace(substr(r.body, 1, 1000), char(10), char(10) || '> ') || char(10, 10) ||
    char(1) || a.path || '?comments=' || r.path || '#comment-' || r.id || char(1) || char(10, 10) ||
    ${piece(5)} || ' ' || char(2) || ${ending} || s.id || ${until} || char(2)`
  const wasShown = sql`exists (select 1 from ${verdicts} v where v.comment_id = r.id and v.to_state = 'approved')`
  const own = sql`(select w.email_hash from ${commenters} w where w.comment_id = r.id)`
  return db.insert(letters).select(sql`select random() & 4503599627370495, s.email,
    ${piece(3)} || a.headline || ${piece(4)}, ${text}, ${now.getTime()}, 0, null
    from ${comments} r join ${subscriptions} s on s.comment_id = r.parent_id join ${articles} a on a.id = r.article_id join ${spoken()} w
    where r.id in (select value from json_each(${JSON.stringify(replyIds)})) and s.confirmed_at is not null and s.email_hash is not ${own} and a.path is not null
      and not ${wasShown}`)
}

export const confirm = (db: Database, id: number, now: Date): Statement =>
  db
    .update(subscriptions)
    .set({ confirmedAt: now })
    .where(and(eq(subscriptions.id, id), isNull(subscriptions.confirmedAt)))

export const end = (db: Database, id: number): Statement => db.delete(subscriptions).where(eq(subscriptions.id, id))

/** A subscription, and the reader who wrote the comment. */
export type Subscription = ReturnType<typeof subscription> extends Query<(infer Row)[]> ? Row : never

export const subscriptionQuery = (id: number): Query<Subscription | undefined> => first(subscription({ id }))

const subscription = prepared(() =>
  build
    .select({
      ...{ id: subscriptions.id, confirmedAt: subscriptions.confirmedAt, headline: articles.headline },
      ...{ path: articles.path, reader: commenters.reader },
    })
    .from(subscriptions)
    .innerJoin(articles, eq(articles.id, subscriptions.articleId))
    .leftJoin(commenters, eq(commenters.commentId, subscriptions.commentId))
    .where(sql`${subscriptions.id} = ${sql.placeholder('id')}`),
)
