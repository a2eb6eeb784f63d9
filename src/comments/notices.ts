import { asc, eq, inArray, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { build, prepared, type Query } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'
import { commenters, comments } from '../db/tables/comments.ts'
import { letters } from '../db/tables/moderation.ts'
import { claimOf } from '../text/signed-link.ts'
import { type Letter, letterStatement, link, quoted, signedLink } from './letters.ts'
import { isUndecided } from './undecided.ts'

const DAY = 86_400_000

/** Comments told of in one letter; the next tells of the next. */
export const IN_ONE_LETTER = 20

/** What a mailed link may do to a comment, and the state it ends in. */
export const mailedActs = { approve: 'approved', spam: 'spam', trash: 'trash' } as const
export type MailedAct = keyof typeof mailedActs

/** Remembers that moderators should be told. A note to ourselves: it has no recipient, and no personal data. */
export const noticeStatement = (db: Database, commentId: number, now: Date): Statement =>
  letterStatement(db, { recipient: '', subject: 'notice', body: String(commentId) }, now)

/** A comment of which moderators should be told. */
export type Noticed = ReturnType<typeof noticed> extends Query<(infer Row)[]> ? Row : never

export const noticedQuery = (): Query<Noticed[]> => noticed({ limit: IN_ONE_LETTER })

/** The notes that have become a letter. */
export const noticesDone = (db: Database, told: readonly Noticed[]): Statement =>
  db.delete(letters).where(
    inArray(
      letters.id,
      told.map((each) => each.noteId),
    ),
  )

/** One letter about all of them; `who` says in its links to which moderator it went. Null when all are decided. */
export function digest(
  noted: readonly Noticed[],
  paper: string,
  who: string,
  now: Date,
): Omit<Letter, 'recipient'> | null {
  const open = noted.filter(isUndecided)
  const [first] = open
  if (!first) return null
  const about = open.length === 1 ? `${first.author} on “${first.headline}”` : `${open.length} comments`
  const waits = open.some(({ state }) => state === 'held') ? 'Waiting' : 'New'
  const footer = 'The links work for seven days, and ask before they do anything.'
  return {
    subject: `[${paper}] ${waits}: ${about}`,
    body: [...open.map((each) => told(each, who, now)), footer].join('\n\n'),
  }
}

function told(comment: Noticed, who: string, now: Date): string {
  const until = new Date(now.getTime() + 7 * DAY)
  const act = (name: MailedAct) => signedLink(`/moderate/${name}`, claimOf(`${comment.id}-${who}`, until))
  const sender = [comment.author, comment.email, comment.url].filter(Boolean).join(', ')
  const isHeld = comment.state === 'held'
  return [
    `${sender} on “${comment.headline}”:`,
    '',
    quoted(comment.body),
    '',
    isHeld ? `Waits because: ${comment.reasons.join('; ')}` : 'It is published.',
    `Article:  ${link(comment.articlePath ?? '/')}`,
    ...(isHeld ? [`Approve:  ${act('approve')}`] : []),
    `Spam:     ${act('spam')}`,
    `Trash:    ${act('trash')}`,
  ].join('\n')
}

const noticed = prepared(() =>
  build
    .select({
      noteId: sql<number>`${letters.id}`.mapWith(Number).as('note_id'),
      ...{ id: comments.id, author: comments.author, url: comments.url, body: comments.body, state: comments.state },
      ...{ reasons: comments.reasons, decidedBy: comments.decidedBy, email: commenters.email },
      headline: articles.headline,
      articlePath: sql<string | null>`${articles.path}`.as('article_path'),
    })
    .from(letters)
    .innerJoin(comments, sql`${comments.id} = cast(${letters.body} as integer)`)
    .innerJoin(articles, eq(articles.id, comments.articleId))
    .leftJoin(commenters, eq(commenters.commentId, comments.id))
    .where(sql`${letters.givenUpAt} is null and ${letters.recipient} = ''`)
    .orderBy(asc(letters.createdAt), asc(letters.id))
    .limit(sql.placeholder('limit')),
)
