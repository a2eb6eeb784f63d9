import { HTTPException } from 'hono/http-exception'
import { problem } from './problem.ts'

/** What is known of an address that shows nothing: where to go from it, or that something was here once. */
interface Trace {
  target: string | null
  gone: boolean
}

/** The way to where it is now, "gone", or "never was". `within` makes of an article's address that of a page of it. */
export function missingAt({ target, gone }: Trace, within = (article: string) => article): Error {
  if (target) {
    const headers = { Location: within(target) }
    return new HTTPException(301, { res: new Response(null, { status: 301, headers }) })
  }
  if (gone) return problem(410, 'gone', { title: (w) => w.withdrawn, detail: (w) => w.takenBack })
  return problem(404, 'not-found', { title: (w) => w.nothing })
}

/** Where an error of `missingAt` leads; undefined when it leads nowhere. */
export function wayOn(error: unknown): string | undefined {
  return error instanceof HTTPException && error.status === 301
    ? (error.res?.headers.get('Location') ?? undefined)
    : undefined
}
