import { sql } from 'drizzle-orm'
import { commit } from '../cache/change.ts'
import type { Database, Statement } from '../db/database.ts'
import { announcements, type Channel } from '../db/tables/announcements.ts'
import type { Bindings } from '../env.ts'
import { indexKey } from '../http/index-key.ts'
import { type Told, tell } from '../http/post.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** What could not be told for so long is not told any more. */
const GIVEN_UP_AFTER = 24 * HOUR

/** Feeds that a run tells the hub of: as many at once as a Worker may have connections, and twice that in all. */
const AT_ONCE = 6
const FEEDS_A_RUN = 12
/** Addresses in one call (https://www.indexnow.org/documentation). */
const PAGES_A_CALL = 10_000
const INDEX_NOW = 'https://api.indexnow.org/indexnow'

interface Row {
  path: string
  changedAt: number
  attempts: number
}

/**
 * Tells a WebSub hub of each changed feed. Publishing is each hub's own (https://www.w3.org/TR/websub/#publishing): all
 * take one address a call, by this form; some read only the last of several.
 */
export async function sendToHub(
  db: Database,
  { hub, address }: { hub: string; address: string },
  now: Date,
): Promise<void> {
  const rows = await due(db, 'hub', FEEDS_A_RUN, now)
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const some = rows.slice(i, i + AT_ONCE)
    const told = await Promise.all(
      some.map(({ path }) => {
        const form = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': address + path })
        return tell(hub, 'application/x-www-form-urlencoded', form.toString())
      }),
    )
    await settle(db, 'hub', some, told, now)
    // A hub that is ill has the rest of them later.
    if (told.some(isLater)) return
  }
}

/** Tells search engines of the changed articles, in one call; they tell each other. */
export async function sendToIndex(db: Database, env: Bindings, address: string, now: Date): Promise<void> {
  const rows = await due(db, 'index', PAGES_A_CALL, now)
  if (rows.length === 0) return
  const key = await indexKey(env)
  const { host } = new URL(address)
  const urlList = rows.map(({ path }) => address + path)
  const body = JSON.stringify({ host, key, keyLocation: `${address}/${key}.txt`, urlList })
  const told = await tell(env.INDEXNOW_ENDPOINT ?? INDEX_NOW, 'application/json; charset=utf-8', body)
  await settle(db, 'index', rows, Array(rows.length).fill(told), now)
}

const isLater = (told: Told) => told !== 'taken' && told.later

// What was told, and what will never be taken, is forgotten; the rest of the channel waits, longer each time.
async function settle(db: Database, channel: Channel, rows: readonly Row[], told: Told[], now: Date): Promise<void> {
  const over = rows.filter((_, i) => !isLater(told[i] ?? 'taken')).map(({ path, changedAt }) => [path, changedAt])
  const failures = told.filter((each) => each !== 'taken')
  // As it was when they were told: what changed meanwhile is told again.
  const forget = sql`channel = ${channel} and (path, changed_at) in
    (select value ->> 0, value ->> 1 from json_each(${JSON.stringify(over)}))`
  await commit(db, [db.delete(announcements).where(forget), ...failures.slice(0, 1).flatMap(wait)])

  // All of it, tried or not: whoever is told is ill, not the feed.
  function wait({ failed, later, afterMs = 0 }: Exclude<Told, 'taken'>): Statement[] {
    console.error(JSON.stringify({ event: 'not-announced', channel, failed }))
    if (!later && over.length === rows.length) return []
    const pause = Math.max(Math.min(MINUTE * 2 ** Math.max(...rows.map(({ attempts }) => attempts)), HOUR), afterMs)
    const at = now.getTime()
    return [
      db.delete(announcements).where(sql`channel = ${channel} and changed_at <= ${at - GIVEN_UP_AFTER}`),
      db
        .update(announcements)
        .set({ dueAt: new Date(at + pause), attempts: sql`attempts + 1` })
        .where(sql`channel = ${channel} and due_at <= ${at}`),
    ]
  }
}

// Of a change that the edge has not dropped yet nobody is told: they would come for the old one.
const due = (db: Database, channel: Channel, limit: number, now: Date): Promise<Row[]> =>
  db.all<Row>(sql`select path, changed_at changedAt, attempts from announcements
    where channel = ${channel} and due_at <= ${now.getTime()}
    and changed_at < coalesce((select min(created_at) from purges where done_at is null), 9e15)
    order by due_at, length(path), path limit ${limit}`)
