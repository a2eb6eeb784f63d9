import type { Words } from '../text/words/en.ts'
import { words } from '../text/words/words.ts'

/** One field of an input that was refused. */
export interface FieldError {
  field: string
  problem: string
}

/** An answer that is an error: RFC 9457 for programs, a page for readers. Thrown by doors, answered in `app.tsx`. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: ProblemStatus
  readonly type: ProblemType
  readonly detail: string | undefined
  /** The same for readers, who are told in the language of the site. */
  readonly says: Pick<ProblemDetails, 'title' | 'detail'>
  readonly errors: FieldError[] | undefined
  readonly headers: Record<string, string>

  constructor(status: ProblemStatus, type: ProblemType, more: ProblemDetails) {
    super(told(more.title, 'en'))
    this.status = status
    this.type = type
    this.detail = more.detail && told(more.detail, 'en')
    this.says = more
    this.errors = more.errors
    this.headers = more.headers ?? {}
  }
}

/** Words of ours, or those of whoever runs the site, which are the same in any language. */
export type Says = string | ((w: Words['problem']) => string)

export const told = (says: Says, language: string): string =>
  typeof says === 'string' ? says : says(words(language).problem)

interface ProblemDetails {
  title: Says
  detail?: Says
  errors?: FieldError[]
  headers?: Record<string, string>
}

export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 415 | 422 | 429 | 500 | 503

/** Every type of problem, each explained in `docs/problems.md`. */
export type ProblemType =
  | 'bad-request'
  | 'comments-closed'
  | 'conflict'
  | 'cross-site'
  | 'gone'
  | 'idempotency-mismatch'
  | 'internal-error'
  | 'invalid-input'
  | 'method-not-allowed'
  | 'missing-scope'
  | 'no-secret'
  | 'no-tables'
  | 'not-found'
  | 'precondition-failed'
  | 'read-only'
  | 'too-large'
  | 'too-many-requests'
  | 'unauthorized'
  | 'unavailable'
  | 'unsupported-media-type'

export const problem = (status: ProblemStatus, type: ProblemType, more: ProblemDetails): Problem =>
  new Problem(status, type, more)

/** The RFC 9457 answer. */
export function problemJson(problem: Problem): Response {
  const { status, type, message: title, detail, errors, headers } = problem
  const body = { type: `/problems/${type}`, title, status, detail, errors }
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'Content-Type': 'application/problem+json' },
  })
}
