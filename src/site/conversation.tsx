import { html } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { Thread as ThreadPage } from '../comments/thread.ts'
import type { Words } from '../text/words/en.ts'
import { words } from '../text/words/words.ts'
import { Closed } from '../ui/closed.tsx'
import { EditForm, type Own, OwnComment } from '../ui/own-comment.tsx'
import { ReplyForm, type Typed } from '../ui/reply-form.tsx'
import { Thread } from '../ui/thread.tsx'
import type { View } from './article-view.ts'

interface ConversationProps {
  view: View
  thread: ThreadPage
  parent?: { id: number; author: string } | undefined
  own?: Own | undefined
  typed?: Typed | undefined
  /** The signed address of one's own comment, while it is being edited; '' once it cannot be any more. */
  editing?: string | undefined
}

/** The comments of an article, and the form. */
export const Conversation: FC<ConversationProps> = ({ view, thread, parent, own, typed, editing }) => {
  const { article, site, open } = view
  const w = words(site.language).comments
  return html`<section class="comments" id="comments" aria-labelledby="comments-heading"><h2 id="comments-heading">${w.count(article.commentCount)}</h2>${earlierPage(article.path, thread.earlier, w)}${
    thread.comments.length > 0 && threadOf(view, thread)
  }${laterPage(article.path, thread.later, w)}${own && <OwnComment own={own} path={article.path} site={site} />}</section>${
    editing !== undefined && typed && <EditForm path={article.path} token={editing} typed={typed} site={site} />
  }${editing === undefined && (open ? <ReplyForm {...formOf(view)} parent={parent} typed={typed} /> : <Closed typed={typed} site={site} />)}`
}

const threadOf = ({ article, site, open }: View, { comments }: ThreadPage) =>
  Thread({ comments, path: article.path, site, open, writers: article.authors.map((author) => author.id) })

const formOf = ({ article, token, mail, site }: View) => ({
  path: article.path,
  token,
  mail,
  site,
})

const earlierPage = (path: string, earlier: string | null, w: Words['comments']) =>
  earlier !== null &&
  html`<nav class="pager" aria-label="${w.earlier}"><a rel="prev" href="${path}${
    earlier && `?comments=${earlier}`
  }#comments">${w.earlier}</a></nav>`

const laterPage = (path: string, later: string | null, w: Words['comments']) =>
  later &&
  html`<nav class="pager" aria-label="${w.later}"><a rel="next" href="${path}?comments=${later}#comments">${w.later}</a></nav>`
