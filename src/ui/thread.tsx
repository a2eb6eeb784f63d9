import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { commentPath, depthOf, type Shown } from '../comments/thread.ts'
import type { Site } from '../settings/site.ts'
import { Moment } from './moment.tsx'

interface ThreadProps {
  comments: Shown[]
  /** The article's path. */
  path: string
  site: Site
  /** Whether comments can be answered. */
  open: boolean
  /** The article's own authors, by id. */
  writers: number[]
}

// One of three tints, always the same for a name: drawn by us, so that nobody is told who reads what.
function Face({ name }: { name: string }) {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return (
    <span class={`face f${sum % 3}`} aria-hidden="true">
      {[...name][0]?.toUpperCase()}
    </span>
  )
}

interface Branch {
  comment: Shown
  replies: Branch[]
}

/** A page of a thread as nested ordered lists. */
export const Thread: FC<ThreadProps> = ({ comments, ...rest }) => (
  <div class="thread">
    <Branches branches={grow(comments)} {...rest} />
  </div>
)

const Branches: FC<Omit<ThreadProps, 'comments'> & { branches: Branch[] }> = ({ branches, ...rest }) => (
  <ol class="plain">
    {branches.map(({ comment, replies }) => (
      <li class="comment" id={`comment-${comment.id}`}>
        <Comment comment={comment} {...rest} />
        {replies.length > 0 && <Branches branches={replies} {...rest} />}
      </li>
    ))}
  </ol>
)

const Comment: FC<Omit<ThreadProps, 'comments'> & { comment: Shown }> = ({ comment, path, site, open, writers }) =>
  comment.state === 'approved' ? (
    <article>
      <p class="by">
        {site.comments.avatars && <Face name={comment.author} />}
        <strong>
          <Name comment={comment} />
        </strong>
        {'\u2002'}
        {comment.authorId !== null && (
          <span class="staff">{writers.includes(comment.authorId) ? 'Author' : 'Staff'}</span>
        )}{' '}
        <span class="meta">
          {comment.inReplyTo && (
            <>
              <bdi>in reply to {comment.inReplyTo}</bdi>,{' '}
            </>
          )}
          <a href={commentPath(path, comment)}>
            <Moment at={comment.createdAt} site={site} />
          </a>
        </span>
      </p>
      <div class="body">{raw(comment.bodyHtml)}</div>
      {open && (
        <p class="answer">
          <a href={`${path}?reply-to=${comment.id}#reply`} rel="nofollow" aria-label={`Reply to ${comment.author}`}>
            Reply
          </a>
        </p>
      )}
    </article>
  ) : (
    <p class="hint">This comment was removed.</p>
  )

const Name: FC<{ comment: Shown }> = ({ comment: { url, author } }) =>
  url ? (
    <a href={url} rel="ugc nofollow noopener">
      <bdi>{author}</bdi>
    </a>
  ) : (
    <bdi>{author}</bdi>
  )

// Thread order is a tree's depth-first order. A page may begin in the middle of one: then its first level is
// whatever its comments begin with.
function grow(comments: Shown[]): Branch[] {
  const roots: Branch[] = []
  const open: Branch[] = []
  for (const comment of comments) {
    while (open.length > 0 && !isBelow(comment, open[open.length - 1])) open.pop()
    const branch = { comment, replies: [] }
    const parent = open[open.length - 1]
    ;(parent ? parent.replies : roots).push(branch)
    open.push(branch)
  }
  return roots
}

const isBelow = (comment: Shown, branch: Branch | undefined) =>
  branch !== undefined &&
  depthOf(comment.path) > depthOf(branch.comment.path) &&
  comment.path.startsWith(branch.comment.path)
