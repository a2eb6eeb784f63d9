import { shortHash } from '../text/hash.ts'
import { problem } from './problem.ts'

/** The strong ETag of a version, for `If-Match`. */
export const versionTag = (version: number): string => `"v${version}"`

/** The strong ETag of what has no version number: the same for the same representation. */
export const contentTag = async (body: unknown): Promise<string> => `"${await shortHash(JSON.stringify(body))}"`

/** Refuses (412) a change to something other than the caller saw (RFC 9110, section 13.1.1). */
export function requireMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  // Strong comparison: a weak tag never matches.
  if (ifMatch.split(',').some((tag) => tag.trim() === etag)) return
  throw problem(412, 'precondition-failed', {
    title: 'It has changed since you read it',
    detail: 'Read it again, and send the If-Match of what you read.',
    headers: { ETag: etag },
  })
}
