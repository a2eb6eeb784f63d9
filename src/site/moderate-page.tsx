import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { because, type MailedAct, mailedActs } from '../comments/notices.ts'
import type { StoredComment } from '../comments/stored.ts'
import { commentPath } from '../comments/thread.ts'
import { isUndecided } from '../comments/undecided.ts'
import type { Site } from '../settings/site.ts'
import type { Prose } from '../text/words/prose.ts'
import { withValues } from '../text/words/values.ts'
import { filled, linked } from '../ui/linked.tsx'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'

interface ModerateProps {
  site: Site
  act: MailedAct
  comment: StoredComment
  w: Prose
  /** Where the button leads: the link itself. */
  action: string
}

/** One comment and one button; or, where somebody has decided, what and who. */
export const ModeratePage: FC<ModerateProps> = ({ site, w: texts, act, comment, action }) => {
  const { moderation: w } = texts
  const open = isUndecided(comment)
  const title = open ? w.ask[act] : comment.state === mailedActs[act] ? w.done[act] : w.otherwise
  return (
    <Page site={site} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        {comment.articlePath && <p>{linked(w.on, { to: comment.articlePath, says: comment.headline })}</p>}
        {open ? <Undecided comment={comment} w={texts} /> : <Decided site={site} comment={comment} w={w} />}
        <div class="comment">
          <p class="by">
            <strong>
              <bdi>{comment.author}</bdi>
            </strong>{' '}
            <span class="meta">
              <Moment at={comment.createdAt} site={site} />
              {comment.url && <bdi>, {comment.url}</bdi>}
            </span>
          </p>
          <div class="body">{raw(comment.bodyHtml)}</div>
        </div>
        {open && (
          <form method="post" action={action}>
            <p>
              <button class="button" type="submit">
                {w.press[act]}
              </button>
            </p>
          </form>
        )}
        {comment.articlePath && comment.state === 'approved' && (
          <p>
            <a href={commentPath(comment.articlePath, comment)}>{w.thread}</a>
          </p>
        )}
      </div>
    </Page>
  )
}

// What is published without a moderator is told of, too, where the settings say so.
const Undecided: FC<Pick<ModerateProps, 'comment' | 'w'>> = ({ comment: { state, reasons }, w }) => (
  <p class="notice">{state === 'held' ? because(w, reasons) : w.moderation.shown}</p>
)

interface DecidedProps extends Pick<ModerateProps, 'site' | 'comment'> {
  w: Prose['moderation']
}

const Decided: FC<DecidedProps> = ({ site, comment: { state, decidedBy, decidedAt }, w }) => (
  <p class="notice" role="status">
    {filled(
      withValues(w.by[state], { who: decidedBy === 'reader' ? w.writer : decidedBy }),
      decidedAt && <Moment at={decidedAt} site={site} />,
    )}
  </p>
)
