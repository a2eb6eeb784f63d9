import { sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { commenters } from '../db/tables/comments.ts'
import { letters } from '../db/tables/moderation.ts'
import { cleanLine } from '../text/clean.ts'
import { claimOf } from '../text/signed-link.ts'
import { words } from '../text/words/words.ts'
import type { Written } from './erasure.ts'
import { signedLink } from './letters.ts'

const DAY = 86_400_000

/** The page that a letter leads to. */
export const COPY = '/privacy/copy'

interface Asking {
  email: string
  emailHash: string
  paper: string
  language: string
}

/** The link to the copy, to an address that wrote comments; nothing to any other. */
export function copyLetter(db: Database, { email, emailHash, paper, language }: Asking, now: Date): Statement {
  const until = new Date(now.getTime() + DAY)
  const w = words(language).letter
  const body = [w.copyText(paper), signedLink(COPY, claimOf(emailHash, until)), w.notAsked].join('\n\n')
  return db.insert(letters).select(sql`select ${newId()}, ${email}, ${cleanLine(w.copy(paper))}, ${body},
    ${now.getTime()}, 0, null where exists (select 1 from ${commenters} e where e.email_hash = ${emailHash})`)
}

/**
 * A comment in the copy. Network address and browser are not in it: who holds the mailbox need not be who typed its
 * address, and would be told where somebody else was.
 */
export const copyJson = (comment: Written, address: string) => ({
  id: comment.id,
  article: { headline: comment.headline, url: comment.articlePath && address + comment.articlePath },
  author: comment.author,
  url: comment.url,
  email: comment.email,
  body: comment.body,
  state: comment.state,
  createdAt: comment.createdAt.toISOString(),
  detailsKeptUntil: comment.email === null ? null : comment.expiresAt.toISOString(),
})
