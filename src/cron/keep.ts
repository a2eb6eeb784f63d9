import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import { commit } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import type { Statement } from '../db/database.ts'
import { openReader, read } from '../db/read.ts'
import { copies } from '../db/tables/copies.ts'
import { settings } from '../db/tables/settings.ts'
import type { Bindings } from '../env.ts'
import { COPY_HEADER, copyKey, type Made } from '../http/survive.ts'
import { bannerHtml } from '../http/switches.ts'
import { siteQuery } from '../settings/site.ts'
import { switchesNow } from '../settings/switches.ts'
import { type Due, findDue, findGone, findNews, mark } from './keep-due.ts'

/** The page at a path, as the Worker answers it to anybody. */
export type Render = (path: string) => Promise<Response>

/** Pages rendered in one run: the Free plan gives it ten milliseconds. */
const AT_ONCE = 3

/** Of the Free plan's thousand; the rest is for pictures and for comments. */
const WRITES_A_DAY = 600

// How far the outbox was read, and what was written to KV today.
const State = v.object({ seen: v.number(), day: v.string(), writes: v.number() })
type State = v.InferOutput<typeof State>

/** Keeps copies of what changed: see docs/survival.md. */
export async function keepCopies(store: Store, env: Bindings, render: Render, now: Date): Promise<void> {
  const before = await readState(store, now)
  const news = await findNews(store.db, before.seen, now)
  const gone = await findGone(store.db, news)
  if (news.tags.length > 0) await commit(store.db, mark(store.db, news, gone.length > 0, now))
  for (const path of gone) await remove(store, env, path)
  const state = { ...before, seen: now.getTime() }
  const due = state.writes < WRITES_A_DAY ? await findDue(store.db, now, AT_ONCE) : []
  for (const page of due) state.writes += await keep(store, env, render, page, now)
  if (news.tags.length > 0 || due.length > 0) await commit(store.db, [writeState(store, state, now)])
}

async function keep(store: Store, env: Bindings, render: Render, page: Due, now: Date): Promise<0 | 1> {
  const answer = await render(page.path)
  if (answer.status >= 500 || answer.headers.has(COPY_HEADER)) return 0
  if (answer.status !== 200) return remove(store, env, page.path)
  const etag = answer.headers.get('ETag') ?? ''
  const isNew = etag === '' || etag !== page.etag
  if (isNew) await put(env, page.path, answer, now)
  await commit(store.db, [
    store.db.update(copies).set({ dueAt: null, madeAt: now, etag }).where(eq(copies.path, page.path)),
  ])
  return isNew ? 1 : 0
}

async function put(env: Bindings, path: string, answer: Response, now: Date): Promise<void> {
  const [{ timeZone }] = await read(openReader(env.DB), siteQuery())
  const type = answer.headers.get('Content-Type') ?? 'text/html; charset=utf-8'
  const metadata: Made = { type, at: now.getTime(), timeZone }
  // The banner of the day is added when the copy is shown.
  const { banner } = await switchesNow(env.KV)
  const body = (await answer.text()).replace(bannerHtml(banner), '')
  await env.KV.put(copyKey(path), body, { metadata })
}

// KV first: a copy that nobody remembers would be shown for ever.
async function remove(store: Store, env: Bindings, path: string): Promise<0> {
  const forgotten = env.KV.delete(copyKey(path))
  await forgotten
  await commit(store.db, [store.db.delete(copies).where(eq(copies.path, path))])
  return 0
}

async function readState({ db }: Store, now: Date): Promise<State> {
  const [row] = await db.select().from(settings).where(eq(settings.name, 'copies'))
  const day = now.toISOString().slice(0, 10)
  const state = v.safeParse(State, row?.value)
  if (!state.success) return { seen: 0, day, writes: 0 }
  return state.output.day === day ? state.output : { ...state.output, day, writes: 0 }
}

function writeState({ db }: Store, value: State, updatedAt: Date): Statement {
  const set = { value, updatedAt }
  return db
    .insert(settings)
    .values({ name: 'copies', ...set })
    .onConflictDoUpdate({ target: settings.name, set })
}
