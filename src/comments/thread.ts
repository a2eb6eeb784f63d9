import { and, asc, sql } from 'drizzle-orm'
import { type Tag, tag } from '../cache/tags.ts'
import { build, first, nested, prepared, type Query } from '../db/read.ts'
import { articles } from '../db/tables/articles.ts'
import { type CommentState, commenters, comments } from '../db/tables/comments.ts'
import { verdicts } from '../db/tables/moderation.ts'

/** Comments a page shows, in thread order, whatever their depth. */
export const THREAD_PAGE = 50

/** A level of a comment's path, and how deep threads go. */
export const SEGMENT = 6
export const DEPTH = 5

/** A comment as readers see it; removed ones that still have replies are shown without name and text. */
export interface Shown {
  id: number
  parentId: number | null
  path: string
  author: string
  url: string
  bodyHtml: string
  state: CommentState
  authorId: number | null
  createdAt: Date
  /** Whom it answers, where its place does not show it: the thread is too deep, or began on the page before. */
  inReplyTo: string | null
}

/** A page of the thread: the comments, and where the pages before and after it begin. */
export interface Thread {
  comments: Shown[]
  /** '' is the first page; null: this is it. */
  earlier: string | null
  later: string | null
}

/** How deep a comment is: 1 for one that answers none. */
export const depthOf = (path: string): number => path.length / SEGMENT

/** Where a comment can be read: the page of its thread that begins with it. */
export const commentPath = (articlePath: string, { id, path }: { id: number; path: string }): string =>
  `${articlePath}?comments=${path}#comment-${id}`

/** The tags of everything that shows an article's comments: its page, its count, the feeds. */
export const threadTags = (articleId: number): Tag[] => [tag.comments(articleId), 'comment-feed']

/** Whether a text can be the path of a comment. */
export const isThreadPath = (text: string): boolean => /^(?:\d{6}){1,5}$/.test(text)

/**
 * The page of an article's thread that begins at `from` ('' for the first). The article is found by its path. What is
 * before it is told by `earlierQuery`.
 */
export function threadQuery(articlePath: string, from: string): Query<Thread> {
  const query = page({ article: articlePath, from, limit: THREAD_PAGE + 1 })
  return {
    ...query,
    take: (rows) => {
      const found = query.take(rows)
      return { comments: found.slice(0, THREAD_PAGE), earlier: null, later: found[THREAD_PAGE]?.path ?? null }
    },
  }
}

/** Where the page before `from` begins, whether or not a comment stands there: '' is the first page; null: none. */
export function earlierQuery(articlePath: string, from: string): Query<Thread['earlier']> {
  const query = first(before({ article: articlePath, from, limit: THREAD_PAGE }))
  return {
    ...query,
    take: (rows) => {
      const { count = 0, path = '' } = query.take(rows) ?? {}
      if (count === 0) return null
      return count < THREAD_PAGE ? '' : path
    },
  }
}

const value = sql.placeholder
const ofArticle = sql`(select ${articles.id} from ${articles} where ${articles.path} = ${value('article')})`

const before = prepared(() =>
  build.select({ count: sql<number>`count(*)`.as('count'), path: sql<string>`min(b.path)`.as('first_path') }).from(
    sql`(select c.path from ${comments} c where c.article_id = ${ofArticle} and c.shown = 1
        and c.path < ${value('from')} order by c.path desc limit ${value('limit')}) b`,
  ),
)

// Whom it answers, unless that one stands right above it, on this page.
const inReplyTo = sql<string | null>`(select p.author from ${comments} p where p.id = ${comments.parentId}
  and p.state = 'approved' and (p.path < ${value('from')}
    or p.path <> substr(${comments.path}, 1, length(${comments.path}) - 6)))`

const page = prepared(() =>
  build
    .select({
      id: comments.id,
      parentId: comments.parentId,
      path: comments.path,
      author: comments.author,
      url: comments.url,
      bodyHtml: comments.bodyHtml,
      state: comments.state,
      authorId: comments.authorId,
      createdAt: comments.createdAt,
      inReplyTo: sql`${inReplyTo}`.mapWith(String).as('in_reply_to'),
    })
    .from(comments)
    .where(
      and(
        sql`${comments.articleId} = ${ofArticle}`,
        sql`${comments.shown} = 1`,
        sql`${comments.path} >= ${value('from')}`,
      ),
    )
    .orderBy(asc(comments.path))
    .limit(value('limit')),
)

/** One comment, as its writer or somebody who answers it needs it. */
export interface One {
  id: number
  articleId: number
  path: string
  parentId: number | null
  author: string
  url: string
  body: string
  bodyHtml: string
  state: CommentState
  createdAt: Date
  editedAt: Date | null
  /** As its writer gave it; null when it has expired. */
  email: string | null
  /** What the filter thought of it, and what it was taught of it. */
  spamProbability: number | null
  taught: 'ham' | 'spam' | null
  /** Somebody answered, for all to see. */
  isAnswered: boolean
  /** How often its writer has given it new words. */
  edits: number
}

const isAnswered = sql`exists (select 1 from ${comments} r
  where r.parent_id = ${comments.id} and r.state = 'approved')`

const edits = sql`(select count(*) from ${verdicts} e
  where e.comment_id = ${comments.id} and e.act = 'edited' and e.actor = 'reader')`

const emailOf = sql<string | null>`(select w.email from ${commenters} w where w.comment_id = ${comments.id})`

const one = prepared(() =>
  build
    .select({
      id: comments.id,
      articleId: comments.articleId,
      path: comments.path,
      parentId: comments.parentId,
      author: comments.author,
      url: comments.url,
      body: comments.body,
      bodyHtml: comments.bodyHtml,
      state: comments.state,
      createdAt: comments.createdAt,
      editedAt: comments.editedAt,
      email: sql<string | null>`${emailOf}`.as('email'),
      spamProbability: comments.spamProbability,
      taught: comments.taught,
      isAnswered: nested(isAnswered).mapWith(Boolean).as('is_answered'),
      edits: nested(edits).mapWith(Number).as('edits'),
    })
    .from(comments)
    .where(and(sql`${comments.id} = ${value('id')}`, sql`${comments.articleId} = ${ofArticle}`)),
)

/** One comment of an article, in any state. */
export const commentQuery = (articlePath: string, id: number): Query<One | undefined> =>
  first(one({ article: articlePath, id }))
