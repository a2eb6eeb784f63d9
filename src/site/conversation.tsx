import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { Thread as ThreadPage } from '../comments/thread.ts'
import { Moment } from '../ui/moment.tsx'
import { ReplyForm, type Typed } from '../ui/reply-form.tsx'
import { Thread } from '../ui/thread.tsx'
import type { View } from './article-view.ts'

/** A reader's own comment, while it waits for a moderator. */
export interface Own {
  id: number
  author: string
  bodyHtml: string
  createdAt: Date
}

interface ConversationProps {
  view: View
  thread: ThreadPage
  parent?: { id: number; author: string } | undefined
  own?: Own | undefined
  typed?: Typed | undefined
}

/** The comments of an article, and the form. */
export const Conversation: FC<ConversationProps> = ({ view, thread, parent, own, typed }) => {
  const { article, site, open } = view
  return (
    <>
      <section class="comments" id="comments" aria-labelledby="comments-heading">
        <h2 id="comments-heading">{counted(article.commentCount)}</h2>
        <Earlier path={article.path} earlier={thread.earlier} />
        {thread.comments.length > 0 && (
          <Thread comments={thread.comments} path={article.path} site={site} open={open} />
        )}
        {thread.later && (
          <nav class="pager" aria-label="Later comments">
            <a rel="next" href={`${article.path}?comments=${thread.later}#comments`}>
              Later comments
            </a>
          </nav>
        )}
        {own && <Waiting own={own} view={view} />}
      </section>
      {open ? (
        <ReplyForm path={article.path} parent={parent} typed={typed} />
      ) : (
        <section class="reply">
          <p>Comments are closed.</p>
        </section>
      )}
    </>
  )
}

const Earlier: FC<{ path: string; earlier: string | null }> = ({ path, earlier }) =>
  earlier === null ? null : (
    <nav class="pager" aria-label="Earlier comments">
      <a rel="prev" href={`${path}${earlier && `?comments=${earlier}`}#comments`}>
        Earlier comments
      </a>
    </nav>
  )

const Waiting: FC<{ own: Own; view: View }> = ({ own, view: { site } }) => (
  <div class="comment own" id={`comment-${own.id}`}>
    <p class="notice">Your comment is awaiting moderation. Only you can see it, at this address.</p>
    <p class="by">
      <strong>
        <bdi>{own.author}</bdi>
      </strong>
      {'\u2002'}
      <span class="meta">
        <Moment at={own.createdAt} site={site} />
      </span>
    </p>
    <div class="body">{raw(own.bodyHtml)}</div>
  </div>
)

function counted(count: number): string {
  if (count === 0) return 'No comments yet'
  return count === 1 ? '1 Comment' : `${count} Comments`
}
