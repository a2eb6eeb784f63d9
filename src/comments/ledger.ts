import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { verdicts } from '../db/tables/moderation.ts'

export type Entry = Omit<typeof verdicts.$inferInsert, 'id'>

/** Writes down what happened to a comment: who, when, why. Goes into the commit of what it tells. */
export const note = (db: Database, entry: Entry): Statement => db.insert(verdicts).values({ id: newId(), ...entry })
