import type { rules } from '../db/tables/moderation.ts'
import type { CommentForm } from './input.ts'

export type Rule = Pick<typeof rules.$inferSelect, 'field' | 'pattern' | 'action'>

/** What `form-token` the form brought: it is baked into the cached page, and good for weeks. */
export type TokenState = 'valid' | 'missing' | 'expired' | 'forged'

/** Everything that the checks may know of a comment; gathered before, so that each check is a pure function. */
export interface Facts {
  now: Date
  form: CommentForm
  /** The comment as cleaned HTML. */
  html: string
  /** The article's language, as BCP 47. */
  language: string
  token: TokenState
  /** A field that no person sees was filled in. */
  trapped: boolean
  /** The signed cookie or mailed link of a reader who has an approved comment. */
  isKnown: boolean
  /** Keyed hashes of the sender's address, and of the network around it. */
  addressHash: string
  networkHash?: string | undefined
  /** Comments from this address, and on this article, in the last ten minutes. */
  recent: { fromAddress: number; onArticle: number }
  /** Milliseconds since the last comment from this address; null when there is none. */
  sinceLast: number | null
  /** How like the most similar comment of the last days this one is, 0 to 1; the same text is 1. */
  likeness: number
  rules: readonly Rule[]
  /** What the learning filter thinks, 0 to 1; null while it has seen too little. */
  spamProbability: number | null
  settings: { holdUnknown: boolean; holdLinks: number; holdAll: boolean }
}
