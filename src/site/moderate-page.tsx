import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { type MailedAct, mailedActs } from '../comments/notices.ts'
import type { StoredComment } from '../comments/stored.ts'
import { commentPath } from '../comments/thread.ts'
import { isUndecided } from '../comments/undecided.ts'
import type { Site } from '../settings/site.ts'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'

interface ModerateProps {
  site: Site
  act: MailedAct
  comment: StoredComment
  /** Where the button leads: the link itself. */
  action: string
}

const questions = {
  approve: ['Approve this comment?', 'Approve'],
  spam: ['Is this comment spam?', 'It is spam'],
  trash: ['Put this comment away?', 'Put it away'],
} as const
const states = { approved: 'approved', held: 'held', spam: 'called spam', trash: 'put away' } as const

/** One comment and one button; or, where somebody has decided, what and who. */
export const ModeratePage: FC<ModerateProps> = ({ site, act, comment, action }) => {
  const [question, button] = questions[act]
  const open = isUndecided(comment)
  return (
    <Page site={site} title={open ? question : outcome(act, comment)}>
      <div class="narrow">
        <h1>{open ? question : outcome(act, comment)}</h1>
        {comment.articlePath && (
          <p>
            On <a href={comment.articlePath}>{comment.headline}</a>.
          </p>
        )}
        {open ? <Undecided comment={comment} /> : <Decided site={site} comment={comment} />}
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
                {button}
              </button>
            </p>
          </form>
        )}
        {comment.articlePath && comment.state === 'approved' && (
          <p>
            <a href={commentPath(comment.articlePath, comment)}>Read it in its thread</a>
          </p>
        )}
      </div>
    </Page>
  )
}

const outcome = (act: MailedAct, { state }: StoredComment) =>
  state === mailedActs[act] ? `This comment is ${states[state]}` : `This comment was decided otherwise`

// What is published without a moderator is told of, too, where the settings say so.
const Undecided: FC<Pick<ModerateProps, 'comment'>> = ({ comment: { state, reasons } }) => (
  <p class="notice">
    {state === 'held' ? `It waits because: ${reasons.join('; ') || 'every comment does'}.` : 'It is published.'}
  </p>
)

const Decided: FC<Pick<ModerateProps, 'site' | 'comment'>> = ({ site, comment }) => (
  <p class="notice" role="status">
    It was {states[comment.state]} by {comment.decidedBy}
    {comment.decidedAt && (
      <>
        {', '}
        <Moment at={comment.decidedAt} site={site} />
      </>
    )}
    .
  </p>
)
