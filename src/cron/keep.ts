import { eq } from 'drizzle-orm'
import { keepHolders, switchHolders } from '../accounts/away.ts'
import { commit } from '../cache/change.ts'
import type { Store } from '../cache/store.ts'
import type { Statement } from '../db/database.ts'
import { openReader, read } from '../db/read.ts'
import { copies, HIDE } from '../db/tables/copies.ts'
import type { Bindings } from '../env.ts'
import { COPY_HEADER, copyKey, keepSite, type Made } from '../http/survive.ts'
import { bannerHtml } from '../http/switches.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { switchesNow } from '../settings/switches.ts'
import { shortHash } from '../text/hash.ts'
import { type Due, findDue, findNews, HOUR, mark } from './keep-due.ts'
import { findGone, findHidden, findRemoved, markHidden, noteHidden } from './keep-hide.ts'
import { step } from './keep-pass.ts'
import { readState, type State, writeState } from './keep-state.ts'

/** The page at a path, as the Worker answers it to anybody. */
export type Render = (path: string) => Promise<Response>

/** Pages rendered in one run: the Free plan gives it ten milliseconds, and fifty statements. */
const AT_ONCE = 3

/** Of the Free plan's thousand; the rest is for pictures and for comments. */
const WRITES_A_DAY = 600

/** Copies deleted in one run, of the Free plan's thousand a day. */
const HIDDEN_AT_ONCE = 8

/** What the Worker answers, asking the database, where there is no page. */
const GONE = [301, 404, 410]

/** Decisions remembered until the ledger is read past them; of more, copies are looked at twice. */
const REMEMBERED = 500

/** Keeps copies of what changed, and deletes those that show what was removed: see docs/survival.md. */
export async function keepCopies(store: Store, env: Bindings, render: Render, now: Date): Promise<void> {
  const { db } = store
  const before = await readState(db, now)
  const news = await findNews(db, before.seen, now)
  const gone = await findGone(db, news, now)
  const removed = await findRemoved(db, before.seen)
  const marks = news.tags.length > 0 ? mark(db, news, gone.length > 0, now) : []
  const unseen = removed.filter(({ id }) => !before.removed.includes(id))
  await commit(db, [...marks, ...markHidden(db, gone, unseen, now)])
  const site = news.tags.includes('site') ? now.getTime() : before.site
  const state = { ...before, seen: now.getTime(), site, removed: removed.slice(0, REMEMBERED).map(({ id }) => id) }
  try {
    await keepDue(store, env, render, state, now)
  } finally {
    await hide(store, env, state, now)
  }
}

async function keepDue({ db }: Store, env: Bindings, render: Render, state: State, now: Date): Promise<void> {
  const [site] = await read(openReader(env.DB), siteQuery())
  await keepRecords(db, env.KV, site, state, now)
  const statements: Statement[] = []
  const due = state.writes < WRITES_A_DAY ? await findDue(db, now, AT_ONCE) : []
  for (const page of due) {
    const { writes, statement } = await keep(db, env, await render(page.path), page, site, now)
    state.writes += writes
    statements.push(...statement)
  }
  if (due.length === 0) {
    const { pass, statements: marks } = await step(db, state, now)
    state.pass = pass
    statements.push(...marks)
  }
  await commit(db, [...statements, writeState(db, state, now)])
}

/** What else has to be known without the database: whose paper this is, and who may turn its switches. */
async function keepRecords(db: Store['db'], kv: KVNamespace, site: Site, state: State, now: Date): Promise<void> {
  const holders = await switchHolders(db, now)
  const tokens = await shortHash(JSON.stringify(holders))
  if (state.site === now.getTime()) {
    await keepSite(kv, site)
    state.writes += 1
  }
  if (tokens !== state.tokens) {
    await keepHolders(kv, holders)
    state.writes += 1
  }
  state.tokens = tokens
}

interface Kept {
  writes: 0 | 1
  statement: Statement[]
}

async function keep(db: Store['db'], env: Bindings, answer: Response, page: Due, site: Site, now: Date): Promise<Kept> {
  const here = eq(copies.path, page.path)
  if (GONE.includes(answer.status)) {
    await forget(env, page.path)
    return { writes: 0, statement: [db.delete(copies).where(here)] }
  }
  // Given without the database: an error, a copy, or a way that was kept, of which nothing follows.
  if (answer.status !== 200 || answer.headers.has(COPY_HEADER)) return { writes: 0, statement: [] }
  const etag = answer.headers.get('ETag') ?? 'unknown'
  const isNew = etag === 'unknown' || etag !== page.etag
  // It may show what was removed, and was written within the hour: deleted by `hide`.
  const mayNotWait = page.rank === HIDE && page.madeAt !== null && now.getTime() - page.madeAt < HOUR
  if (isNew && mayNotWait) return { writes: 0, statement: [] }
  if (isNew) await put(env, page.path, answer, site, now)
  const made = { dueAt: null, etag, ...(isNew || !mayNotWait ? { madeAt: now } : {}) }
  const rank = page.rank === HIDE ? { rank: 0 } : {}
  return {
    writes: isNew ? 1 : 0,
    statement: [
      db
        .update(copies)
        .set({ ...made, ...rank })
        .where(here),
    ],
  }
}

async function put(
  env: Bindings,
  path: string,
  answer: Response,
  { timeZone, language }: Site,
  now: Date,
): Promise<void> {
  const type = answer.headers.get('Content-Type') ?? 'text/html; charset=utf-8'
  const policy = answer.headers.get('Content-Security-Policy') ?? undefined
  const metadata: Made = { type, at: now.getTime(), timeZone, language, policy }
  // The banner of the day is added when the copy is shown.
  const { banner } = await switchesNow(env.KV)
  const body = (await answer.text()).replace(bannerHtml(banner), '')
  await env.KV.put(copyKey(path), body, { metadata })
}

// KV first: a copy that nobody remembers would be shown for ever.
async function hide({ db }: Store, env: Bindings, { writes }: State, now: Date): Promise<void> {
  const paths = (await findHidden(db, writes >= WRITES_A_DAY, HIDDEN_AT_ONCE)).map(({ path }) => path)
  for (const path of paths) await forget(env, path)
  if (paths.length > 0) await commit(db, noteHidden(db, paths, now))
}

const forget = (env: Bindings, path: string): Promise<void> => env.KV.delete(copyKey(path))
