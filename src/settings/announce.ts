import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database, Statement } from '../db/database.ts'
import { build, first, prepared, type Query, unseen } from '../db/read.ts'
import { announcements } from '../db/tables/announcements.ts'
import { settings } from '../db/tables/settings.ts'
import { writeSettings } from './write.ts'

/** Whom the paper tells that something changed; nobody unless an editor says so. */
export interface Announce {
  /** The WebSub hub that feeds name and that is told of each change; null: none. */
  hub: string | null
  /** Search engines are told of each changed article, by IndexNow. */
  indexNow: boolean
}

/** With what the clock keeps: up to when it has seen scheduled articles appear, in ms; undefined while all is off. */
export interface Announcing extends Announce {
  seen: number | undefined
}

const ours = /^(?:localhost|127\.0\.0\.1|\[::1\])$/

function hubOf(text: string): string | null {
  const url = URL.parse(text)
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && ours.test(url.hostname))
  return url && isSafe && !url.username && !url.password && !url.hash ? url.href : null
}

export const AnnouncePatch = v.strictObject({
  hub: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.maxLength(300),
        v.check((text) => hubOf(text) !== null, 'Must be an https address such as https://hub.example/'),
        v.transform((text) => hubOf(text) ?? text),
      ),
    ),
  ),
  indexNow: v.optional(v.boolean()),
})

const row = prepared(() => build.select({ value: settings.value }).from(settings).where(eq(settings.name, 'announce')))

/** Who is told. What a page shows of it belongs into its state: no ETag is made of the clock's part. */
export function announceQuery(): Query<Announcing> {
  const query = unseen(first(row({})))
  return {
    ...query,
    take: (rows) => {
      const { hub, indexNow, seen }: Partial<Announcing> = query.take(rows)?.value ?? {}
      return { hub: hub ?? null, indexNow: indexNow === true, seen }
    },
  }
}

type Patch = v.InferOutput<typeof AnnouncePatch>

export const isOff = ({ hub, indexNow }: Announce): boolean => hub === null && !indexNow

/** Changes whom to tell. Whoever is told no more is not told of what still waits, nor of what was before they were. */
export function writeAnnounce(db: Database, before: Announcing, values: Patch, now: Date): Statement[] {
  const after = { ...before, ...values }
  const forget = (channel: 'hub' | 'index') => db.delete(announcements).where(eq(announcements.channel, channel))
  const seen = isOff(before) ? { seen: now.getTime() } : {}
  return [
    ...writeSettings(db, 'announce', { ...values, ...seen }, now).statements,
    ...(after.hub === null ? [forget('hub')] : []),
    ...(after.indexNow ? [] : [forget('index')]),
  ]
}
