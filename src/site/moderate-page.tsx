import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { type MailedAct, mailedActs } from '../comments/notices.ts'
import type { StoredComment } from '../comments/stored.ts'
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
        {!open && <Decided site={site} comment={comment} />}
        <div class="comment">
          <p class="by">
            <strong>
              <bdi>{comment.author}</bdi>
            </strong>{' '}
            <span class="meta">
              <Moment at={comment.createdAt} site={site} />
            </span>
          </p>
          <div class="body">{raw(comment.bodyHtml)}</div>
        </div>
        {open && comment.reasons.length > 0 && <p class="meta">It waits because: {comment.reasons.join('; ')}</p>}
        {open && (
          <form method="post" action={action}>
            <p>
              <button class="button" type="submit">
                {button}
              </button>
            </p>
          </form>
        )}
        {comment.articlePath && (
          <p>
            <a href={comment.articlePath}>To the article</a>
          </p>
        )}
      </div>
    </Page>
  )
}

const outcome = (act: MailedAct, { state }: StoredComment) =>
  state === mailedActs[act] ? `This comment is ${states[state]}` : `This comment was decided otherwise`

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
