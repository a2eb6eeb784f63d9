import { HTTPException } from 'hono/http-exception'
import { NamesAway } from '../text/entity-names.ts'
import { Problem, problem } from './problem.ts'

/** What to say of anything thrown. What we did not foresee reveals nothing, and is logged. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException) return ofHttp(error)
  if (error instanceof NamesAway) return namesAway()
  const message = messages(error)
  if (message.includes('no such table')) return noTables()
  if (isConflict(error)) return conflict()
  console.error(JSON.stringify({ event: 'unexpected-error', message }))
  if (OUTAGE.test(message)) return unavailable()
  return problem(500, 'internal-error', { title: (w) => w.ours })
}

const OUTAGE = /D1_|database|SQLITE_BUSY|Network connection lost/i

/** Whether the database failed, rather than the request. */
export function isOutage(error: unknown): boolean {
  if (error instanceof Problem || error instanceof HTTPException) return false
  const message = messages(error)
  return OUTAGE.test(message) && !message.includes('no such table')
}

// What SQLite says of the statement: it would say so again, and of another one it may not.
const REFUSED = /SQLITE_(?:CONSTRAINT|TOOBIG|MISMATCH|ERROR)|constraint failed/

/** Whether the database is away for everybody, rather than refusing this one statement. */
export const isAway = (error: unknown): boolean => isOutage(error) && !REFUSED.test(messages(error))

/** Whether a commit was refused because another one came first (a version, an address, a key already there). */
export const isConflict = (error: unknown): boolean => conflictOn(error) !== undefined

/** The columns that another commit had taken: `authors.slug`, or several with commas between. */
export const conflictOn = (error: unknown): string | undefined =>
  /UNIQUE constraint failed: ([\w.]+(?:, [\w.]+)*)/.exec(messages(error))?.[1]

// Drizzle wraps D1's error; what happened is in the cause. The values it adds are readers' own, and no log's.
function messages(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const message = error.message.replace(/\nparams: [\s\S]*/, '')
  return error.cause ? `${message}; ${messages(error.cause)}` : message
}

function ofHttp({ status, message }: HTTPException): Problem {
  if (status === 413) return problem(413, 'too-large', { title: (w) => w.large })
  if (status === 415) return problem(415, 'unsupported-media-type', { title: message })
  return problem(400, 'bad-request', { title: message || ((w) => w.request) })
}

const conflict = () =>
  problem(409, 'conflict', {
    title: (w) => w.conflict,
    detail: (w) => w.look,
  })

const noTables = () =>
  problem(503, 'no-tables', {
    title: (w) => w.unready,
    detail: 'The database has no tables. Run: npm run deploy (or: npx wrangler d1 migrations apply DB --remote)',
    headers: { 'Retry-After': '60' },
  })

const unavailable = () =>
  problem(503, 'unavailable', {
    title: (w) => w.unreachable,
    detail: (w) => w.again,
    headers: { 'Retry-After': '5' },
  })

// Of text that would be stored as other HTML than it is.
const namesAway = () =>
  problem(503, 'unavailable', { title: (w) => w.ours, detail: (w) => w.again, headers: { 'Retry-After': '5' } })
