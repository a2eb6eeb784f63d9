import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { build, prepared, type Query } from '../db/read.ts'
import { letters } from '../db/tables/moderation.ts'
import { clean, cleanLine } from '../text/clean.ts'
import { type Sign, signedPath } from '../text/signed-link.ts'

export interface Letter {
  recipient: string
  subject: string
  body: string
}

/** Tried so often, each time after a longer wait; then it is given up. */
const TRIES = 6
const STEP = 300_000

// No text of a reader's has these: `clean` takes them out. What is between two of them becomes a link when sent,
// so that no signature lies in the database.
const PLAIN = '\u0001'
const SIGNED = '\u0002'
const plainLinks = new RegExp(`${PLAIN}([^${PLAIN}]+)${PLAIN}`, 'g')
const signedLinks = new RegExp(`${SIGNED}([^${SIGNED}?]+)\\?([^${SIGNED}]+)${SIGNED}`, 'g')

/** A link in a letter to a page of this site. */
export const link = (path: string): string => PLAIN + path + PLAIN

/** A link that proves that its reader got the letter; see `claimOf`. */
export const signedLink = (path: string, claim: string): string => `${SIGNED}${path}?${claim}${SIGNED}`

/** Text of somebody else in a letter: quoted, so that it cannot pass for ours, and shortened. */
export function quoted(text: string): string {
  const short = text.length > 1000 ? `${text.slice(0, 1000).toWellFormed()} […]` : text
  return clean(short).replace(/^/gm, '> ')
}

/** A letter for the outbox. Goes into the commit of what it tells. */
export const letterStatement = (db: Database, letter: Letter, now: Date): Statement =>
  db.insert(letters).values({ id: newId(), ...letter, createdAt: now })

/** A letter as it waits. */
export type Waiting = ReturnType<typeof waiting> extends Query<(infer Row)[]> ? Row : never

/** Letters whose turn it is, the oldest first. */
export const waitingQuery = (now: Date, limit: number): Query<Waiting[]> => waiting({ now: now.getTime(), limit })

/** The letter as it goes out. `unsubscribe`: where a mail program may end it by itself (RFC 8058). */
export async function sealed(
  { subject, body }: Letter,
  origin: string,
  sign: Sign,
): Promise<{ subject: string; text: string; unsubscribe: string | undefined }> {
  let text = body.replace(plainLinks, (_, path: string) => origin + path)
  let unsubscribe: string | undefined
  for (const [mark, path = '', claim = ''] of [...text.matchAll(signedLinks)]) {
    const address = origin + (await signedPath(sign, path, claim))
    if (path === ENDING) unsubscribe = address
    text = text.replace(mark, () => address)
  }
  return { subject: cleanLine(subject).slice(0, 200).toWellFormed(), text, unsubscribe }
}

/** The page at which a reader ends a subscription. */
export const ENDING = '/subscription/end'

/** It went out: nothing of it stays. */
export const sent = (db: Database, { id }: Waiting): Statement => db.delete(letters).where(eq(letters.id, id))

/** It did not. */
export function notSent(db: Database, letter: Waiting, now: Date): Statement {
  const attempts = letter.attempts + 1
  const givenUpAt = attempts >= TRIES ? now : null
  return db.update(letters).set({ attempts, givenUpAt }).where(eq(letters.id, letter.id))
}

const waiting = prepared(() =>
  build
    .select()
    .from(letters)
    .where(
      and(
        isNull(letters.givenUpAt),
        ne(letters.recipient, ''),
        sql`${letters.createdAt} + ${letters.attempts} * ${letters.attempts} * ${STEP} <= ${sql.placeholder('now')}`,
      ),
    )
    .orderBy(asc(letters.createdAt), asc(letters.id))
    .limit(sql.placeholder('limit')),
)
