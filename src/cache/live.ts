/** What the Worker itself answers to anybody at a path, past the edge. */
export type Ask = (path: string, headers: Record<string, string>) => Promise<Response>

/** The public page on which a change is seen, from a moment on. */
export interface Page {
  url: string
  from: Date
  /** Why nobody can look at it from here, where nobody can. */
  off?: string | undefined
}

/** What a receipt says of a page that was not looked at yet, and when that is done at the latest. */
export interface Looking {
  page: string
  live: string
  lookAt: Date | null
}

const PATIENCE_MS = 5000
/** Whoever wrote looks at once; the clock does when they could not. */
const LATEST_MS = 30_000

export function looking({ url: page, from, off }: Page, now: Date): Looking {
  if (off !== undefined) return { page, live: `off: ${off}`, lookAt: null }
  if (from > now) return { page, live: `not yet: readers see it from ${from.toISOString()}`, lookAt: from }
  return { page, live: 'pending', lookAt: new Date(now.getTime() + LATEST_MS) }
}

/**
 * Fetches the public address, as a reader would, and compares its status and ETag with what the Worker answers now:
 * `live`, or what is wrong. A GET without credentials, which writes nothing and so cannot begin another look; no
 * redirect is followed. The Worker is asked for anything but what `*` stands for, which costs it no rendering.
 */
export async function seeLive(ask: Ask, url: string): Promise<string> {
  const expect = () => ask(new URL(url).pathname, { 'If-None-Match': '*' }).then(signOf)
  const before = await expect()
  if (before.status >= 500) return `not known: the Worker itself answers ${before.status}`
  const shown = await visit(url)
  if (typeof shown === 'string') return shown
  if (isSame(shown, before)) return 'live'
  // Somebody may have written in between; then the public page is the one from after it.
  const after = await expect()
  return isSame(shown, after) ? 'live' : differenceOf(shown, after)
}

/** What tells one version of a page from another, and where it came from. */
interface Sign {
  status: number
  etag: string | null
  edge: string | null
}

async function visit(url: string): Promise<Sign | string> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await fetch(url, { redirect: 'manual', signal, headers: { 'User-Agent': 'Dateline' } })
    return await signOf(answer)
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    return `could not be reached${isLate ? ` in ${PATIENCE_MS / 1000} seconds` : ''}`
  }
}

async function signOf(answer: Response): Promise<Sign> {
  await answer.body?.cancel()
  const { status, headers } = answer
  // The edge may weaken an ETag that it compresses under; a 304 is what `*` got where there is a page.
  const etag = headers.get('ETag')?.replace(/^W\//, '') ?? null
  return { status: status === 304 ? 200 : status, etag, edge: headers.get('Cf-Cache-Status') }
}

const isSame = (one: Sign, other: Sign) => one.status === other.status && one.etag === other.etag

function differenceOf(shown: Sign, { status }: Sign): string {
  const from = shown.edge ? ` (Cf-Cache-Status ${shown.edge})` : ''
  if (shown.status !== status) return `not live: answered ${shown.status}, not ${status}${from}`
  return `not live: another version was seen${from}`
}
