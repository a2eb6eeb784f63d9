import { lte, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { articles } from '../db/tables/articles.ts'
import { reads } from '../db/tables/reads.ts'
import { settings } from '../db/tables/settings.ts'
import { senderIn } from '../text/address.ts'
import { shortHash } from '../text/hash.ts'

const DAYS = 7
const SHOWN = 5
/** Fewer articles with so many marks are no list. One address leaves one a day: seven at most. */
const FEWEST = 3
const MARKS = 10
/** Days of articles that are counted, the newest first. */
const COUNTED = 5000

const DAY = 86_400_000
const LENGTH = 3

const dayOf = (now: Date) => Math.floor(now.getTime() / DAY)
const keyName = (day: number) => `reads/${day}`

/** Whose readings count as one: an IPv4 address, or an IPv6 /48, of which anybody may have all addresses. */
export function readerIn(address: string): string {
  const { sender, network } = senderIn(address) ?? { sender: address, network: '' }
  return network.includes(':') ? network : sender
}

/**
 * What is kept of a reading: one of 4,096 marks, made of the address, the article and a key that is thrown away when the
 * day is over, so that nobody can tell afterwards who left it. Null while the day has no key.
 */
export async function markOf(kv: KVNamespace, path: string, reader: string, now: Date): Promise<string | null> {
  const key = await kv.get(keyName(dayOf(now)))
  return key && ` ${(await shortHash(`${key} ${path} ${reader}`)).slice(0, LENGTH - 1)}`
}

/** Makes the keys of today and tomorrow, each for as long as its day. */
export async function makeKeys(kv: KVNamespace, now: Date): Promise<void> {
  for (const day of [dayOf(now), dayOf(now) + 1]) {
    if (await kv.get(keyName(day))) continue
    const expirationTtl = Math.ceil(((day + 1) * DAY - now.getTime()) / 1000)
    await kv.put(keyName(day), crypto.randomUUID(), { expirationTtl })
  }
}

/** Adds a mark, once a day, to the article at `path`: where readers can see it, and the paper wants such a list. */
export const addMark = (db: Database, path: string, mark: string, now: Date): Statement =>
  db
    .insert(reads)
    .select(
      sql`select ${dayOf(now)}, id, ${mark} from ${articles} where path = ${path} and listed_at <= ${now.getTime()}
        and (select value ->> '$.read' from ${settings} where name = 'lists')`,
    )
    .onConflictDoUpdate({
      target: [reads.day, reads.articleId],
      set: { marks: sql`marks || excluded.marks` },
      setWhere: sql`instr(marks, excluded.marks) = 0`,
    })

/** Ids of the articles with most marks in the last days; none in quiet times. */
export async function countRead(db: Database, now: Date): Promise<number[]> {
  const rows = await db.all<{ id: number }>(sql`select a.id from
    (select article_id, length(marks) size from ${reads} where day > ${dayOf(now) - DAYS}
      order by day desc, article_id desc limit ${COUNTED}) r
    cross join ${articles} a on a.id = r.article_id where a.listed_at <= ${now.getTime()}
    group by a.id having sum(size) >= ${MARKS * LENGTH} order by sum(size) desc, a.id desc limit ${SHOWN}`)
  return rows.length < FEWEST ? [] : rows.map(({ id }) => id)
}

/** Forgets the days that are no longer counted; all of them where nothing is. */
export const forgetReads = (db: Database, wanted: boolean, now: Date): Statement =>
  db.delete(reads).where(lte(reads.day, dayOf(now) - (wanted ? DAYS : 0)))
