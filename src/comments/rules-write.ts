import { and, desc, eq, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { ruleActions, ruleFields, rules } from '../db/tables/moderation.ts'
import { prefixIn } from '../text/address.ts'
import { filled } from '../text/fields.ts'
import { noteAction } from './actions.ts'
import { MAX_RULES } from './history.ts'

export type StoredRule = typeof rules.$inferSelect

/** A rule as given. An address is one, a prefix, or a hash as a list of comments tells it; it is kept as the hash alone. */
export const NewRule = v.pipe(
  v.strictObject({
    field: v.picklist(ruleFields),
    pattern: v.pipe(filled(200), v.regex(/[\p{L}\p{N}]/u, 'Must have a letter or a digit')),
    action: v.picklist(ruleActions),
  }),
  v.forward(
    v.partialCheck(
      [['field'], ['pattern']],
      ({ field, pattern }) => field !== 'address' || isHash(pattern) || prefixIn(pattern) !== null,
      'Must be an IPv4 or IPv6 address, an IPv4 /24, an IPv6 /64 or /48, or a hash as a comment tells it',
    ),
    ['pattern'],
  ),
)
export type NewRule = v.InferOutput<typeof NewRule>

/** Keyed hashes of addresses are as long as this, and no address looks like one. */
const isHash = (text: string) => /^[\w-]{22}$/.test(text)

/** The pattern to store. `fingerprint` makes the keyed hash; it is asked for addresses alone. */
export async function patternOf(
  { field, pattern }: NewRule,
  fingerprint: () => Promise<(text: string) => Promise<string>>,
): Promise<string> {
  const prefix = field === 'address' && !isHash(pattern) ? prefixIn(pattern) : null
  return prefix === null ? pattern : (await fingerprint())(prefix)
}

/** Looks whether a rule may be added: it is none that is there, and not one too many. */
export async function mayAdd(db: Database, { field, pattern }: Pick<StoredRule, 'field' | 'pattern'>) {
  const [found] = await db
    .select({ count: sql<number>`count(*)`, same: sql<number>`total(${isSame(field, pattern)})` })
    .from(rules)
  if ((found?.same ?? 0) > 0) return 'there-already'
  return (found?.count ?? 0) >= MAX_RULES ? 'too-many' : 'yes'
}

const isSame = (field: StoredRule['field'], pattern: string) =>
  sql`(${and(eq(rules.field, field), eq(sql`lower(${rules.pattern})`, pattern.toLowerCase()))})`

export const addRule = (
  db: Database,
  rule: NewRule,
  by: { actor: string; now: Date },
): { row: StoredRule; statements: Statement[] } => {
  const row = { id: newId(), ...rule, actor: by.actor, createdAt: by.now }
  return { row, statements: [db.insert(rules).values(row), noteRule(db, 'rule-added', row, by)] }
}

export const deleteRule = (db: Database, rule: StoredRule, by: { actor: string; now: Date }): Statement[] => [
  db.delete(rules).where(eq(rules.id, rule.id)),
  noteRule(db, 'rule-forgotten', rule, by),
]

const noteRule = (
  db: Database,
  act: 'rule-added' | 'rule-forgotten',
  { id, field, pattern, action }: StoredRule,
  { actor, now: at }: { actor: string; now: Date },
) => noteAction(db, { id: newId(), at, actor, act, about: { id, field, pattern, action } })

export async function findRule(db: Database, id: number): Promise<StoredRule | undefined> {
  const [row] = await db.select().from(rules).where(eq(rules.id, id))
  return row
}

/** Newest first. */
export const listRules = (db: Database, page: { before?: { at: Date; id: number } | undefined; limit: number }) =>
  db
    .select()
    .from(rules)
    .where(page.before && sql`(${rules.createdAt}, ${rules.id}) < (${page.before.at.getTime()}, ${page.before.id})`)
    .orderBy(desc(rules.createdAt), desc(rules.id))
    .limit(page.limit)
