/** Reads the JSON bodies of the control path. What does not fit is refused with a sentence. */
import type { ClockChange } from './clock.ts'
import type { DatabaseFault, Mishap } from './faults.ts'
import type { FilesFault } from './files.ts'
import type { KeysFault } from './namespaces.ts'
import type { PurgeFault } from './purge.ts'

export type Fields = Record<string, unknown>

export class Unreadable extends Error {}

export async function readFields(request: Request): Promise<Fields> {
  const text = await request.text()
  if (text === '') return {}
  const value: unknown = await new Response(text).json().catch(() => undefined)
  if (!isFields(value)) throw new Unreadable('The body is not a JSON object.')
  return value
}

export function readClockChange(fields: Fields): ClockChange {
  const { now, advance, frozen } = fields
  const change: ClockChange = {}
  if (now !== undefined) change.now = readTime(now)
  if (advance !== undefined) change.advance = readNumber(advance, 'advance')
  if (frozen !== undefined) change.frozen = frozen === true
  return change
}

export function readPurgeFault(value: unknown): PurgeFault | null {
  if (value === null || value === 'limited' || value === 'throw' || value === 'unlimited') return value
  throw new Unreadable('purge: "limited", "throw", "unlimited" or null.')
}

export function readFilesFault(value: unknown): FilesFault | null {
  if (value === null || value === 'refuse') return value
  throw new Unreadable('files: "refuse" or null.')
}

export function readKeysFault(value: unknown): KeysFault | null {
  if (value === null || value === 'refuse-reads') return value
  throw new Unreadable('kv: "refuse-reads" or null.')
}

/** A mishap alone, which hits every call, or `{ fault, every, fraction, seed, times, only }`. */
export function readDatabaseFault(value: unknown): DatabaseFault | null {
  if (value === null) return null
  const fields: Fields = isFields(value) && 'fault' in value ? value : { fault: value }
  const { every = 1, fraction = 1, seed = 1, times, only = null } = fields
  if (only !== null && only !== 'reads' && only !== 'writes') throw new Unreadable('only: "reads", "writes" or null.')
  return {
    mishap: readMishap(fields.fault),
    every: Math.max(1, readNumber(every, 'every')),
    fraction: readNumber(fraction, 'fraction'),
    seed: readNumber(seed, 'seed'),
    times: times === undefined || times === null ? Number.POSITIVE_INFINITY : readNumber(times, 'times'),
    only,
    seen: 0,
  }
}

export function readAddresses(value: unknown): string[] {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value
  throw new Unreadable('read: a list of addresses.')
}

export function readMessages(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  throw new Unreadable('messages: a list.')
}

export function readNumber(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new Unreadable(`${name}: a number.`)
}

function readMishap(value: unknown): Mishap {
  if (value === 'refuse' || value === 'hang' || value === 'after-commit') return value
  if (isFields(value) && 'slow' in value) return { slow: readNumber(value.slow, 'slow') }
  if (isFields(value) && 'late' in value) return { late: readNumber(value.late, 'late') }
  if (isFields(value) && 'hang' in value) return { hang: readNumber(value.hang, 'hang') }
  throw new Unreadable('d1: "refuse", "hang", "after-commit", { "slow": ms }, { "late": ms }, { "hang": ms } or null.')
}

function readTime(value: unknown): number {
  const time = typeof value === 'number' ? value : Date.parse(String(value))
  if (Number.isFinite(time)) return time
  throw new Unreadable('now: an ISO date, or milliseconds.')
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
