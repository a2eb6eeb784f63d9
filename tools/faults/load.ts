import { TOKEN } from './site.ts'

/** What readers, commenters and editors saw, and what they were promised. */
export interface Tally {
  /** Everything asked of the site, by whomever. */
  requests: number
  reads: number
  /** Answers to readers other than the published page: another status than 200 or 304, or a text that is not the page. */
  errors: number
  /** No answer at all: nothing listened, or not within nine seconds. */
  unanswered: number
  /** Answers that were stale or copies. */
  stale: number
  /** Age of the oldest copy shown, in seconds of the site's clock. */
  oldest: number
  slowest: number
  /** Acknowledged, after however many tries with the same words or the same key. */
  comments: string[]
  articles: string[]
  /** Of those, before the fault was over. */
  during: { comments: number; articles: number }
  /** Articles whose first answer was lost, and was given again for their key. */
  replayed: number
  /** Everything sent, promised or not: none may be there twice. */
  sent: string[]
}

export const emptyTally = (): Tally => ({
  ...{ requests: 0, reads: 0, errors: 0, unanswered: 0, stale: 0, oldest: 0, slowest: 0 },
  ...{ comments: [], articles: [], during: { comments: 0, articles: 0 }, replayed: 0, sent: [] },
})

export interface Page {
  path: string
  /** Words that it always has, and no answer in its place. */
  holds: RegExp
}

export interface Load {
  /** Where the site is now: it moves when it is started again. */
  url(): URL
  name: string
  pages: Page[]
  /** How far the site's clock is ahead of ours, in ms. */
  ahead: number
  /** By `performance.now()`: nothing new is begun after it. */
  until: number
  tally: Tally
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** What was begun is repeated so much longer, until it is acknowledged. */
const PATIENCE_MS = 15_000

/** Two hot readers, of whom one comes back to pages that their browser has, two cold ones, two commenters and an editor, until the time is over. */
export const run = (load: Load) =>
  Promise.all([
    readers(load, 0, ''),
    readers(load, 1, '', new Map()),
    // Past the cache: a reader whose data center has nothing.
    ...[2, 3].map((i) => readers(load, i, '/__edge/render')),
    ...[0, 1].map((i) => commenter(load, i)),
    editor(load),
  ])

async function readers(load: Load, first: number, prefix: string, etags?: Map<string, string>): Promise<void> {
  const { pages, until, tally } = load
  for (let i = first; performance.now() < until; i++) {
    const started = performance.now()
    const page = pages[i % pages.length]
    if (!page) throw new Error('There is nothing to read')
    const known = etags?.get(page.path)
    const answer = await ask(load, prefix + page.path, known ? { headers: { 'If-None-Match': known } } : {})
    tally.reads += 1
    if (!answer) tally.unanswered += 1
    else note(load, page, answer, performance.now() - started)
    const etag = answer?.headers.get('ETag')
    if (etag) etags?.set(page.path, etag)
    await pause(40)
  }
}

function note({ tally, ahead }: Load, { holds }: Page, { status, headers, text }: Answer, ms: number): void {
  const copied = headers.get('Dateline-Copy')
  if (!(status === 200 && holds.test(text)) && status !== 304) tally.errors += 1
  if (copied || ['STALE', 'UPDATING'].includes(headers.get('Cf-Cache-Status') ?? '')) tally.stale += 1
  const age = copied ? (Date.now() + ahead - Date.parse(copied)) / 1000 : Number(headers.get('Age') ?? 0)
  tally.oldest = Math.max(tally.oldest, age)
  tally.slowest = Math.max(tally.slowest, ms)
}

/** Says each thing until it is acknowledged, as a person would press the button again. */
async function commenter(load: Load, who: number): Promise<void> {
  const { name, pages, until, tally } = load
  const article = pages.find(({ path }) => /^\/\d{4}\//.test(path))?.path
  const page = await insist(until, () => ask(load, `${article}`))
  const token = / name="token" value="([^"]+)"/.exec(page?.text ?? '')?.[1]
  if (!token) throw new Error(`There is no form on ${article}`)
  for (let i = 0; performance.now() < until; i++) {
    const comment = `${name}, remark ${i} of commenter ${who}: ${crypto.randomUUID()}`
    tally.sent.push(comment)
    const body = new URLSearchParams({ author: `C${who}`, email: `c${who}@example.com`, token, comment })
    const answer = await insist(until, () =>
      ask(load, `${article}/comments`, {
        method: 'POST',
        body: body.toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      }),
    )
    if (answer) tally.comments.push(comment)
    if (answer && performance.now() < until) tally.during.comments += 1
    await pause(100)
  }
}

async function editor(load: Load): Promise<void> {
  const { name, until, tally } = load
  for (let i = 0; performance.now() < until; i++) {
    const headline = `${name}, story ${i}: ${crypto.randomUUID()}`
    tally.sent.push(headline)
    const headers = {
      Authorization: `Bearer ${TOKEN}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': headline,
    }
    const body = JSON.stringify({ headline, body: 'Text.', section: 'harbour', status: 'published' })
    const answer = await insist(until, () => ask(load, '/api/articles', { method: 'POST', body, headers }))
    if (answer) tally.articles.push(headline)
    if (answer?.headers.has('Idempotency-Replayed')) tally.replayed += 1
    if (answer && performance.now() < until) tally.during.articles += 1
    await pause(150)
  }
}

async function insist(until: number, send: () => Promise<Answer | null>): Promise<Answer | null> {
  while (performance.now() < until + PATIENCE_MS) {
    const answer = await send()
    if (answer && answer.status < 400) return answer
    await pause(200)
  }
  return null
}

interface Answer {
  status: number
  headers: Headers
  text: string
}

async function ask({ url, tally }: Load, path: string, init: RequestInit = {}): Promise<Answer | null> {
  tally.requests += 1
  try {
    const answer = await fetch(new URL(path, url()), { redirect: 'manual', signal: AbortSignal.timeout(9000), ...init })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  } catch {
    return null
  }
}
