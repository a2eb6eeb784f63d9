import { sql } from 'drizzle-orm'
import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { articles } from './articles.ts'
import { id, json, time } from './columns.ts'
import { commentStates, comments } from './comments.ts'

export const acts = ['submitted', 'rechecked', 'decided', 'edited', 'undone', 'erased'] as const

/** What an entry replaced, so that it can be undone: the text, and what the filter had been taught. */
export interface Before {
  body?: string
  bodyHtml?: string
  author?: string
  url?: string
  taught?: 'ham' | 'spam' | null
}

/** The ledger: everything that happened to a comment, by whom and why. Nothing in it is ever changed. */
export const verdicts = sqliteTable(
  'verdicts',
  {
    id: id(),
    commentId: integer()
      .notNull()
      .references(() => comments.id),
    at: time().notNull(),
    // `rules`, `akismet`, `reader`, or the name of a token or an account.
    actor: text().notNull(),
    act: text({ enum: acts }).notNull(),
    fromState: text({ enum: commentStates }),
    toState: text({ enum: commentStates }).notNull(),
    score: real(),
    reasons: json<string[]>().notNull(),
    before: json<Before>(),
    undoes: integer(),
  },
  (t) => [index('verdicts_of').on(t.commentId, t.at, t.id), index('verdicts_at').on(t.at, t.id)],
)

export const ruleFields = ['name', 'email', 'url', 'word', 'address'] as const
export const ruleActions = ['hold', 'spam'] as const

/** Block and hold lists. In a pattern `*` is any run of characters; addresses are kept as hashes only. */
export const rules = sqliteTable(
  'rules',
  {
    id: id(),
    field: text({ enum: ruleFields }).notNull(),
    pattern: text().notNull(),
    action: text({ enum: ruleActions }).notNull(),
    actor: text().notNull(),
    createdAt: time().notNull(),
  },
  (t) => [index('rules_created').on(t.createdAt, t.id)],
)

export const actionKinds = ['rule-added', 'rule-forgotten', 'comments-deleted'] as const

/** What was done to lists and to comments that are no more; kept a year. */
export const actions = sqliteTable(
  'actions',
  {
    id: id(),
    at: time().notNull(),
    // `clock`, or the name of a token.
    actor: text().notNull(),
    act: text({ enum: actionKinds }).notNull(),
    about: json<Record<string, string | number>>().notNull(),
  },
  (t) => [index('actions_at').on(t.at, t.id)],
)

/** What the learning filter knows: in how many approved and how many spam comments a token was. */
export const learned = sqliteTable('learned', {
  token: text().primaryKey(),
  ham: integer().notNull().default(0),
  spam: integer().notNull().default(0),
})

/** Comments that a service outside has still to be asked about. */
export const rechecks = sqliteTable(
  'rechecks',
  {
    commentId: integer()
      .primaryKey()
      .references(() => comments.id),
    // `check`: is it spam? `submit-spam`, `submit-ham`: it was told wrong.
    call: text().notNull(),
    dueAt: time().notNull(),
    attempts: integer().notNull().default(0),
  },
  (t) => [index('rechecks_due').on(t.dueAt)],
)

/** Who asked for mail when somebody answers; counts from the moment it was confirmed. */
export const subscriptions = sqliteTable(
  'subscriptions',
  {
    id: id(),
    articleId: integer()
      .notNull()
      .references(() => articles.id),
    commentId: integer()
      .notNull()
      .references(() => comments.id),
    email: text().notNull(),
    emailHash: text().notNull(),
    createdAt: time().notNull(),
    confirmedAt: time(),
  },
  (t) => [index('subscriptions_to').on(t.commentId), index('subscriptions_of').on(t.emailHash)],
)

/** Mail to send, written with what it tells of; deleted once it is sent. */
export const letters = sqliteTable(
  'letters',
  {
    id: id(),
    recipient: text().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    createdAt: time().notNull(),
    attempts: integer().notNull().default(0),
    givenUpAt: time(),
  },
  (t) => [index('letters_waiting').on(t.createdAt, t.id).where(sql`given_up_at is null`)],
)

/**
 * What was erased, as the keyed hash of an email or of a comment's words and sender: a comment that waited in the spool
 * since before then is dropped when it comes in.
 */
export const erasures = sqliteTable('erasures', { hash: text().primaryKey(), at: time().notNull() }, (t) => [
  index('erasures_at').on(t.at),
])
