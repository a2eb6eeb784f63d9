import * as v from 'valibot'
import { ask, messageOf } from '../cache/ask.ts'

/** Emergency switches, kept in KV so that they work without the database. */
export const Switches = v.object({
  /** Why nothing can be written just now; '' while it can. */
  readOnly: v.fallback(v.string(), ''),
  commentsClosed: v.fallback(v.boolean(), false),
  /** Paths of articles that take no comments. */
  locked: v.fallback(v.array(v.string()), []),
  /** A line at the top of every page; '' for none. */
  banner: v.fallback(v.string(), ''),
})
export type Switches = v.InferOutput<typeof Switches>

export const SwitchesPatch = v.partial(
  v.strictObject({
    readOnly: v.pipe(v.string(), v.maxLength(300)),
    commentsClosed: v.boolean(),
    locked: v.pipe(v.array(v.pipe(v.string(), v.startsWith('/'), v.maxLength(300))), v.maxLength(100)),
    banner: v.pipe(v.string(), v.maxLength(300)),
  }),
)

export type SwitchesPatch = v.InferOutput<typeof SwitchesPatch>

export const KEY = 'switches'
const SHOWN = 'switches-shown'
const MEMO_MS = 30_000
/** How soon KV is asked again after it failed. */
const RETRY_MS = 3000
/** Seconds: as fresh as KV can be asked for; left alone, its caches keep an answer for a minute. */
const FRESHEST = 30

/** As KV keeps them. */
export const StoredSwitches = v.pipe(v.string(), v.parseJson(), Switches)
const off: Switches = v.parse(Switches, {})
// Pages ask on every miss, and KV's own cache keeps an answer for a minute as it is.
let memo = { switches: off, until: 0 }

/** The switches, half a minute old at most in this isolate; the last it knew while KV cannot say, and none if it knew none. */
export async function switchesNow(kv: KVNamespace): Promise<Switches> {
  if (performance.now() < memo.until) return memo.switches
  try {
    return remember(await readSwitches(kv, 60))
  } catch (error) {
    noteFailure(error)
    return remember(memo.switches, RETRY_MS)
  }
}

/** Throws when KV fails: that is no "none". */
export async function readSwitches(kv: KVNamespace, cacheTtl = FRESHEST): Promise<Switches> {
  const stored = v.safeParse(StoredSwitches, await kv.get(KEY, { cacheTtl }))
  return stored.success ? stored.output : off
}

/** Turns some of them, and has pages made anew. Throws when KV cannot say what the others are, or does not keep them. */
export async function turn(kv: KVNamespace, edge: CacheContext | undefined, patch: SwitchesPatch, now: Date) {
  const switches = v.parse(Switches, { ...(await readSwitches(kv)), ...patch })
  await kv.put(KEY, JSON.stringify(switches))
  remember(switches)
  // Turned it is: what fails here the clock does.
  await showSwitches(kv, edge, now, switches).catch(noteFailure)
  return switches
}

export const noteFailure = (error: unknown) =>
  console.error(JSON.stringify({ event: 'switches-unreachable', message: messageOf(error) }))

function remember(switches: Switches, ms = MEMO_MS): Switches {
  memo = { switches, until: performance.now() + ms }
  return switches
}

const Shown = v.object({ text: v.string(), at: v.number(), isDone: v.fallback(v.boolean(), false) })
const never = { text: JSON.stringify(off), at: 0, isDone: true }

/** How late KV and isolates may be to know of a turn. */
const LATE_MS = 180_000

/**
 * Has the edge ask for every page again when a switch was turned, by whomever. Pages are invalidated, not purged:
 * while the database is away they stay. Again until the edge took such a call when all places knew of the turn.
 */
export async function showSwitches(
  kv: KVNamespace,
  edge: CacheContext | undefined,
  now: Date,
  known: Switches | Promise<Switches> = readSwitches(kv),
): Promise<void> {
  const [switches, stored] = await Promise.all([known, kv.get(SHOWN, 'json')])
  const before = v.parse(v.fallback(Shown, never), stored)
  // Read-only too: it takes the form from under articles.
  const text = JSON.stringify(switches)
  const shown = text === before.text ? before : { text, at: now.getTime(), isDone: false }
  if (shown.isDone) return
  if (shown !== before) await keep(kv, shown)
  const error = await ask(edge, { force: 'soft', tags: ['site'] })
  if (error === null && now.getTime() - shown.at >= LATE_MS) await keep(kv, { ...shown, isDone: true })
}

const keep = (kv: KVNamespace, shown: v.InferOutput<typeof Shown>) => kv.put(SHOWN, JSON.stringify(shown))

/** Whether comments on an article are stopped, whatever its settings say. */
export const stopsComments = ({ commentsClosed, locked, readOnly }: Switches, path: string): boolean =>
  commentsClosed || readOnly !== '' || locked.includes(path)
