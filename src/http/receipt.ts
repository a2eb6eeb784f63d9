import type { Receipt } from '../cache/change.ts'

/** What became of a write's purge; `none` for a write that changed no page. */
export function receiptHeader(receipt: Receipt | undefined): { 'Dateline-Purge': string } {
  if (!receipt || receipt.id === null) return { 'Dateline-Purge': 'none' }
  const { id, tags, doneAt } = receipt
  const state = doneAt ? `done; at="${doneAt.toISOString()}"` : 'pending'
  return { 'Dateline-Purge': `${id}; ${state}; tags="${tags.join(' ')}"` }
}
