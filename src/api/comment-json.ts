import * as v from 'valibot'
import type { StoredComment } from '../comments/stored.ts'
import { commentPath } from '../comments/thread.ts'
import { commentStates } from '../db/tables/comments.ts'
import { contentTag } from '../http/precondition.ts'
import { moment, whole } from './representations.ts'

const ForModerators = v.object({
  email: v.nullable(v.string()),
  /** Keyed hashes: the same for the same sender, and of use in filters and rules. */
  emailHash: v.nullable(v.string()),
  /** Of the IPv4 address or the /64 of an IPv6 one, and of the /24 or /48 around it. */
  addressHash: v.nullable(v.string()),
  networkHash: v.nullable(v.string()),
  /** Where it came from; null once it has expired. */
  address: v.nullable(v.string()),
  userAgent: v.nullable(v.string()),
  score: v.nullable(v.number()),
  spamProbability: v.nullable(v.number()),
  taught: v.nullable(v.picklist(['ham', 'spam'])),
})

export const CommentJson = () =>
  v.object({
    id: whole,
    articleId: whole,
    parentId: v.nullable(whole),
    author: v.string(),
    url: v.string(),
    body: v.string(),
    bodyHtml: v.string(),
    state: v.picklist(commentStates),
    reasons: v.array(v.string()),
    isStaff: v.boolean(),
    /** Of its article, while that has an address; and of the comment, while readers can see it, and its place is known. */
    articlePath: v.nullable(v.string()),
    permalink: v.nullable(v.string()),
    createdAt: moment,
    editedAt: v.nullable(moment),
    decidedAt: v.nullable(moment),
    decidedBy: v.string(),
    /** Only with the moderation scope. */
    ...v.partial(ForModerators).entries,
  })

/** What a stranger told of themselves, and what the filter thought, is for moderators alone. */
export function commentJson(
  comment: StoredComment,
  mayModerate: boolean,
): v.InferInput<ReturnType<typeof CommentJson>> {
  const { id, articleId, parentId, author, url, body, bodyHtml, state, reasons, decidedBy } = comment
  const { email, emailHash, address, addressHash, networkHash, userAgent, score, spamProbability, taught } = comment
  const { articlePath } = comment
  return {
    ...{ id, articleId, parentId, author, url, body, bodyHtml, state, reasons, isStaff: comment.authorId !== null },
    articlePath,
    permalink:
      articlePath !== null && state === 'approved' && comment.path !== '' ? commentPath(articlePath, comment) : null,
    createdAt: comment.createdAt.toISOString(),
    editedAt: comment.editedAt?.toISOString() ?? null,
    decidedAt: comment.decidedAt?.toISOString() ?? null,
    decidedBy,
    ...(mayModerate
      ? { email, emailHash, address, addressHash, networkHash, userAgent, score, spamProbability, taught }
      : {}),
  }
}

/** The permalink left out: the answer that makes a comment does not know it yet, and is of the same version. */
export const commentTag = ({ permalink: _, ...rest }: v.InferInput<ReturnType<typeof CommentJson>>): Promise<string> =>
  contentTag(rest)
