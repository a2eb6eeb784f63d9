import * as v from 'valibot'
import { emptyTally, type Page, run, type Tally } from './load.ts'
import { type Built, control, minutes, prepare, type Site, type Spool, startSite, TOKEN } from './site.ts'

export interface Fault {
  name: string
  /** For the local edge; undefined where nothing fails, null where the process is killed instead. */
  d1: unknown
}

/** The same load on a site that is well: what each fault is compared with. */
export const none: Fault = { name: 'none, to compare', d1: undefined }

export const faults: Fault[] = [
  { name: 'refuse', d1: 'refuse' },
  { name: 'hang', d1: 'hang' },
  { name: 'slow (3 s)', d1: { slow: 3000 } },
  { name: 'fail after commit', d1: 'after-commit' },
  { name: 'every 5th call refused', d1: { fault: 'refuse', every: 5 } },
  { name: 'every 5th answer lost', d1: { fault: 'after-commit', every: 5 } },
  { name: 'a fifth of calls refused, by chance', d1: { fault: 'refuse', fraction: 0.2, seed: 5 } },
  { name: 'a fifth of answers lost, by chance', d1: { fault: 'after-commit', fraction: 0.2, seed: 5 } },
  { name: 'SIGKILL and restart', d1: null },
]

export interface Result extends Tally {
  name: string
  spool: Spool
  /** Acknowledged, and in the database exactly once at the end. */
  once: { comments: number; articles: number }
  lost: number
  doubled: number
  recoveredMs: number
  /** From the end of the fault until the last acknowledged comment was in the database. */
  drained: string
  /** From the kill until the new process answers; 0 where nothing was killed. */
  deadMs: number
  /** Milliseconds of workerd's CPU a request, as long as the fault lasted; null where there were two processes. */
  cpu: number | null
}

/** One fault on a paper of its own, from the first article to the count of what is left. */
export async function trial(built: Built, folder: string, fault: Fault, spool: Spool, ms: number): Promise<Result> {
  let site = await startSite(built, folder, spool)
  try {
    await prepare(site)
    const pages = await publish(site)
    const tally = emptyTally()
    const load = { url: () => site.url, name: fault.name, pages, tally, ahead: await ahead(site) }
    if (fault.d1) await control(site, 'faults', 'PUT', { d1: fault.d1 })
    const until = performance.now() + ms
    const before = site.cpu()
    const running = run({ ...load, until })
    let deadMs = 0
    if (fault.d1 === null) {
      await pause(ms / 3)
      const killed = performance.now()
      site = await restart(site, built, folder, load.ahead)
      deadMs = performance.now() - killed
    }
    await pause(until - performance.now())
    const cpu = fault.d1 === null ? null : (site.cpu() - before) / tally.requests
    await control(site, 'faults', 'DELETE')
    const recoveredMs = await recovery(site, pages)
    await running
    const drained = await drain(site, tally.comments, spool, until)
    return { name: fault.name, spool, ...tally, recoveredMs, drained, deadMs, cpu, ...(await count(site, tally)) }
  } finally {
    await site.stop()
  }
}

/** Published, read once, and kept by the clock; then ten days old, so that no cached page is fresh. */
async function publish(site: Site): Promise<Page[]> {
  const pages = ['/', '/sections/harbour', '/feed.xml'].map((path) => ({ path, holds: /\/\d{4}\/\d\d\// }))
  for (let i = 0; i < 5; i++)
    pages.push({ path: await post(site, `Before ${i}`), holds: new RegExp(`Before ${i}</h1>`) })
  await minutes(site, 6)
  for (const { path } of pages) await (await fetch(new URL(path, site.url))).text()
  await control(site, 'clock', 'PUT', { advance: 10 * 86_400_000 })
  return pages
}

async function post(site: Site, headline: string): Promise<string> {
  const answer = await fetch(new URL('/api/articles', site.url), {
    method: 'POST',
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ headline, body: 'Text.', section: 'harbour', status: 'published' }),
  })
  return v.parse(v.object({ path: v.string() }), await answer.json()).path
}

async function restart(site: Site, built: Built, folder: string, ahead: number): Promise<Site> {
  site.kill()
  await site.stop()
  const again = await startSite(built, folder, 'KV')
  await control(again, 'clock', 'PUT', { advance: ahead })
  return again
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))

async function ahead(site: Site): Promise<number> {
  const answer = await fetch(new URL('/__edge/clock', site.url))
  return v.parse(v.object({ offset: v.number() }), await answer.json()).offset
}

/** Until every comment that was acknowledged is stored: the clock takes two when it is their turn, a queue its own time. */
async function drain(site: Site, comments: string[], spool: Spool, since: number): Promise<string> {
  for (let i = 0; i < 1500; i++) {
    const texts = await stored(site)
    if (comments.every((text) => texts.has(text)))
      return spool === 'KV' ? `${i} min` : `${((performance.now() - since) / 1000).toFixed(0)} s`
    if (spool === 'KV') await minutes(site, 1)
    else await pause(1000)
  }
  return 'never'
}

/** Until every page is made from the database again, and an article can be published. */
async function recovery(site: Site, pages: Page[]): Promise<number> {
  const started = performance.now()
  while (performance.now() - started < 20_000) {
    const answers = await Promise.all(pages.map(({ path }) => fetch(new URL(path, site.url))))
    await Promise.all(answers.map((answer) => answer.text()))
    const isBack = answers.every(
      ({ ok, headers }) => ok && !headers.has('Dateline-Copy') && headers.get('Cf-Cache-Status') !== 'STALE',
    )
    if (isBack && (await post(site, 'After')).startsWith('/')) return performance.now() - started
    await pause(100)
  }
  return Number.POSITIVE_INFINITY
}

async function stored({ database }: Site): Promise<Map<string, number>> {
  const { results } = await database
    .prepare('select body text from comments union all select headline from articles')
    .all<{ text: string }>()
  const texts = new Map<string, number>()
  for (const { text } of results) texts.set(text, (texts.get(text) ?? 0) + 1)
  return texts
}

async function count(site: Site, { comments, articles, sent }: Tally) {
  const texts = await stored(site)
  const once = (said: string[]) => said.filter((text) => texts.get(text) === 1).length
  return {
    once: { comments: once(comments), articles: once(articles) },
    lost: [...comments, ...articles].filter((text) => !texts.has(text)).length,
    doubled: sent.filter((text) => (texts.get(text) ?? 0) > 1).length,
  }
}
