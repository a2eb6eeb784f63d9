import { asc, eq, inArray, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { build, prepared, type Query } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'
import { commenters, comments } from '../db/tables/comments.ts'
import { letters } from '../db/tables/moderation.ts'
import { claimOf } from '../text/signed-link.ts'
import type { Prose } from '../text/words/prose.ts'
import { reasonIn, withValues } from '../text/words/values.ts'
import { EVERY } from './checks.ts'
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

/** What a letter is about, and in whose words: `who` says in its links to which moderator it went. */
interface Telling {
  paper: string
  who: string
  w: Prose
  now: Date
}

/** One letter about all of them. Null when all are decided. */
export function digest(noted: readonly Noticed[], telling: Telling): Omit<Letter, 'recipient'> | null {
  const open = noted.filter(isUndecided)
  const [first] = open
  if (!first) return null
  const { moderation: w } = telling.w
  const { author, headline } = first
  const about = open.length === 1 ? withValues(w.one, { author, headline }) : withValues(w.many, { count: open.length })
  const subject = open.some(({ state }) => state === 'held') ? w.waiting : w.new
  return {
    subject: withValues(subject, { paper: telling.paper, about }),
    body: [...open.map((each) => told(each, telling)), w.links].join('\n\n'),
  }
}

type Way = [name: string, link: string]

function told(comment: Noticed, { who, w: texts, now }: Telling): string {
  const { moderation: w } = texts
  const until = new Date(now.getTime() + 7 * DAY)
  const act = (name: MailedAct) => signedLink(`/moderate/${name}`, claimOf(`${comment.id}-${who}`, until))
  const sender = [comment.author, comment.email, comment.url].filter(Boolean).join(', ')
  const isHeld = comment.state === 'held'
  const approving: Way[] = isHeld ? [[w.approve, act('approve')]] : []
  const ways: Way[] = [
    [w.article, link(comment.articlePath ?? '/')],
    ...approving,
    [w.spam, act('spam')],
    [w.trash, act('trash')],
  ]
  const longest = Math.max(...ways.map(([name]) => name.length))
  return [
    withValues(w.sender, { sender, headline: comment.headline }),
    '',
    quoted(comment.body),
    '',
    isHeld ? because(texts, comment.reasons) : w.shown,
    ...ways.map(([name, way]) => `${name}:`.padEnd(longest + 3) + way),
  ].join('\n')
}

/** Why a comment waits, for moderators. */
export function because(w: Prose, reasons: readonly string[]): string {
  const all = reasons.length > 0 ? reasons : [EVERY]
  return withValues(w.moderation.because, { reasons: all.map((reason) => reasonIn(w, reason)).join('; ') })
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
