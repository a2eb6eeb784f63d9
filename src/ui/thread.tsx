import { html, raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { commentPath, depthOf, type Shown } from '../comments/thread.ts'
import type { Site } from '../settings/site.ts'
import type { Words } from '../text/words/en.ts'
import { words } from '../text/words/words.ts'
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

interface Branch {
  comment: Shown
  replies: Branch[]
}

type Around = Omit<ThreadProps, 'comments'> & { w: Words['comments'] }

/** A page of a thread as nested ordered lists. Templates, not JSX: of all a page shows, there is most of this. */
export const Thread: FC<ThreadProps> = ({ comments, ...around }) =>
  html`<div class="thread">${list(grow(comments), { ...around, w: words(around.site.language).comments })}</div>`

const list = (branches: Branch[], around: Around): ReturnType<typeof html> =>
  html`<ol class="plain">${branches.map((branch) => item(branch, around))}</ol>`

const item = ({ comment, replies }: Branch, around: Around) =>
  html`<li class="comment" id="comment-${comment.id}">${
    comment.state === 'approved' ? shown(comment, around) : html`<p class="hint">${around.w.removed}</p>`
  }${replies.length > 0 && list(replies, around)}</li>`

const shown = (comment: Shown, { path, site, open, writers, w }: Around) => html`<article>
<p class="by">${site.comments.avatars && face(comment.author)}<strong>${name(comment)}</strong>${staff(comment, writers, w)}\u2002 <span class="meta">${
  comment.inReplyTo && html`<bdi>${w.inReplyTo(comment.inReplyTo)}</bdi>, `
}<a href="${commentPath(path, comment)}">${Moment({ at: comment.createdAt, site })}</a></span></p>
<div class="body">${raw(comment.bodyHtml)}</div>
${open && answer(comment, path, w)}
</article>`

// One of three tints, always the same for a name: drawn by us, so that nobody is told who reads what.
function face(author: string) {
  const sum = [...author].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return html`<span class="face f${sum % 3}" aria-hidden="true">${[...author][0]?.toUpperCase()}</span>`
}

const name = ({ url, author }: Shown) =>
  url ? html`<a href="${url}" rel="ugc nofollow noopener"><bdi>${author}</bdi></a>` : html`<bdi>${author}</bdi>`

const staff = ({ authorId }: Shown, writers: number[], w: Words['comments']) =>
  authorId !== null && html` <span class="staff">${writers.includes(authorId) ? w.author : w.staff}</span>`

const answer = ({ id, author }: Shown, path: string, w: Words['comments']) =>
  html`<p class="answer"><a href="${path}?reply-to=${id}#reply" rel="nofollow" aria-label="${w.replyTo(author)}">${w.reply}</a></p>`

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
