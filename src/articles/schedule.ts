import type { ArticlePatch } from './input.ts'
import { type Stored, statusOf } from './stored.ts'

/** When an article is, was or will be public. */
export type Times = Pick<Stored, 'publishedAt' | 'firstPublishedAt' | 'withdrawnAt' | 'listedAt'>

/** What is wrong with one field of an input, in words for its author. */
export interface Refusal {
  field: string
  problem: string
}

const never: Times = { publishedAt: null, firstPublishedAt: null, withdrawnAt: null, listedAt: null }

/** The times of an article after `input`: the one place that knows draft, scheduled, published and withdrawn. */
export function schedule(before: Times | null, input: ArticlePatch, now: Date): Times | Refusal {
  const times = before ?? never
  const status = input.status ?? (before ? statusOf(before, now) : 'draft')
  if (status === 'draft') return input.publishedAt ? prematureDate : asDraft(times, now)
  if (status === 'withdrawn') return withdrawn(times, now)
  const publishedAt = input.publishedAt ?? times.publishedAt ?? now
  if (input.status === 'scheduled' && publishedAt <= now) return lateDate
  return listed(times, publishedAt, now)
}

const prematureDate = { field: 'publishedAt', problem: 'A draft has no date: set status to "published" as well' }
const lateDate = { field: 'publishedAt', problem: 'Must be in the future for status "scheduled"' }
const neverPublic = { field: 'status', problem: 'Only an article that was published or scheduled can be withdrawn' }

/** Readers have seen it: its address is fixed, and answers 410 rather than 404 once it is gone. */
export const wasPublic = (times: Pick<Times, 'firstPublishedAt'>, now: Date): boolean =>
  times.firstPublishedAt !== null && times.firstPublishedAt <= now

function asDraft(times: Times, now: Date): Times {
  return { ...never, firstPublishedAt: wasPublic(times, now) ? times.firstPublishedAt : null }
}

function withdrawn(times: Times, now: Date): Times | Refusal {
  if (!times.publishedAt && !wasPublic(times, now)) return neverPublic
  return {
    publishedAt: times.publishedAt,
    firstPublishedAt: wasPublic(times, now) ? times.firstPublishedAt : null,
    withdrawnAt: times.withdrawnAt ?? now,
    listedAt: null,
  }
}

function listed(times: Times, publishedAt: Date, now: Date): Times {
  const firstPublishedAt = wasPublic(times, now) ? times.firstPublishedAt : publishedAt
  return { publishedAt, firstPublishedAt, withdrawnAt: null, listedAt: publishedAt }
}
