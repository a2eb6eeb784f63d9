import * as v from 'valibot'
import { emptyTally, run, type Tally } from './load.ts'
import { type Built, control, minutes, prepare, type Site, startSite, TOKEN } from './site.ts'

export interface Fault {
  name: string
  /** For the local edge; null where the process is killed instead. */
  d1: unknown
}

export const faults: Fault[] = [
  { name: 'refuse', d1: 'refuse' },
  { name: 'hang', d1: 'hang' },
  { name: 'slow (3 s)', d1: { slow: 3000 } },
  { name: 'fail after commit', d1: 'after-commit' },
  { name: 'every 5th call refused', d1: { fault: 'refuse', every: 5 } },
  { name: 'every 5th answer lost', d1: { fault: 'after-commit', every: 5 } },
  { name: 'SIGKILL and restart', d1: null },
]

export interface Result extends Tally {
  name: string
  lost: number
  doubled: number
  recoveredMs: number
}

/** One fault on a paper of its own, from the first article to the count of what is left. */
export async function trial(built: Built, folder: string, fault: Fault, ms: number): Promise<Result> {
  let site = await startSite(built, folder)
  try {
    await prepare(site)
    const pages = await publish(site)
    const tally = emptyTally()
    const load = { url: () => site.url, name: fault.name, pages, tally }
    if (fault.d1 !== null) await control(site, 'faults', 'PUT', { d1: fault.d1 })
    const running = run({ ...load, until: performance.now() + ms })
    if (fault.d1 === null) site = await restart(site, built, folder, ms)
    await running
    await control(site, 'faults', 'DELETE')
    const recoveredMs = await recovery(site, pages)
    await minutes(site, 2 * Math.ceil(tally.comments.length / 10) + 2)
    return { name: fault.name, ...tally, recoveredMs, ...(await count(site, tally)) }
  } finally {
    await site.stop()
  }
}

/** Published, read once, and kept by the clock; then ten days old, so that no cached page is fresh. */
async function publish(site: Site): Promise<string[]> {
  const pages = ['/', '/sections/harbour', '/feed.xml']
  for (let i = 0; i < 5; i++) pages.push(await post(site, `Before ${i}`))
  await minutes(site, 6)
  for (const page of pages) await (await fetch(new URL(page, site.url))).text()
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

async function restart(site: Site, built: Built, folder: string, ms: number): Promise<Site> {
  await new Promise((resolve) => setTimeout(resolve, ms / 3))
  site.kill()
  await site.stop()
  return startSite(built, folder)
}

/** Until every page is made from the database again, and an article can be published. */
async function recovery(site: Site, pages: string[]): Promise<number> {
  const started = performance.now()
  while (performance.now() - started < 20_000) {
    const answers = await Promise.all(pages.map((page) => fetch(new URL(page, site.url))))
    await Promise.all(answers.map((answer) => answer.text()))
    const isBack = answers.every(
      ({ ok, headers }) => ok && !headers.has('Dateline-Copy') && headers.get('Cf-Cache-Status') !== 'STALE',
    )
    if (isBack && (await post(site, 'After')).startsWith('/')) return performance.now() - started
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return Number.POSITIVE_INFINITY
}

async function count({ database }: Site, { comments, articles, sent }: Tally) {
  const { results } = await database
    .prepare('select body text from comments union all select headline from articles')
    .all<{ text: string }>()
  const times = new Map<string, number>()
  for (const { text } of results) times.set(text, (times.get(text) ?? 0) + 1)
  return {
    lost: [...comments, ...articles].filter((text) => !times.has(text)).length,
    doubled: sent.filter((text) => (times.get(text) ?? 0) > 1).length,
  }
}
