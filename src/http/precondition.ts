import { problem } from './problem.ts'

/** The strong ETag of a version, for `If-Match`. */
export const versionTag = (version: number): string => `"v${version}"`

/** Refuses (412) a change to a version other than the one the caller saw (RFC 9110, section 13.1.1). */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  // Strong comparison: a weak tag never matches.
  if (ifMatch.split(',').some((tag) => tag.trim() === versionTag(version))) return
  throw problem(412, 'precondition-failed', {
    title: 'It has changed since you read it',
    detail: 'Read it again, and send the If-Match of what you read.',
    headers: { ETag: versionTag(version) },
  })
}
