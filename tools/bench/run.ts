/** `npm run bench`: what a page costs beside a bare Worker that returns the same bytes. Ratios within one run. */
import { gzipSync } from 'node:zlib'
import { type Asked, load, median, type Run } from './load.ts'
import { fill, tokenFor } from './paper.ts'
import { type Running, start } from './workers.ts'

const ROUNDS = 5
const REQUESTS = 1_500
const COMMENTS = 400
const DECISIONS = 60

// Reads one row by its key and answers with the page in it: the least that a Worker over D1 can do.
const bare = `export default { async fetch(request, env) {
  const row = await env.DB.prepare('select html from pages where path = ?').bind(new URL(request.url).pathname).first()
  return new Response(row.html, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } })
} }`

const miss = await start('dateline', { main: 'src/index.ts' })
const hit = await start('dateline-edge', { main: 'tools/local-edge/worker.ts' })
const least = await start('bare', { script: bare })
try {
  const path = await fill(miss)
  await fill(hit)
  const html = await (await fetch(new URL(path, miss.url))).text()
  await keepPage(least, path, html)
  console.log(`An article of 900 words with 20 comments: ${html.length} bytes, ${gzipSync(html).length} compressed.\n`)
  await report(path)
} finally {
  await Promise.all([miss.stop(), hit.stop(), least.stop()])
}

async function keepPage({ database }: Running, path: string, html: string): Promise<void> {
  await database.exec('create table pages (path text primary key, html text not null)')
  await database.prepare('insert into pages values (?, ?)').bind(path, html).run()
}

async function report(path: string): Promise<void> {
  const subjects: [string, Running][] = [
    ['bare Worker, one row by key, the same bytes', least],
    ['Dateline, MISS: rendered from D1', miss],
    ['Dateline behind the local edge, HIT', hit],
  ]
  const page = { path }
  for (const [, running] of subjects) await load(running, page, REQUESTS)
  const runs = new Map<Running, Run[]>(subjects.map(([, running]) => [running, []]))
  // In turns, so that what else the machine does falls on all alike.
  for (let round = 0; round < ROUNDS; round++) {
    for (const [, running] of subjects) runs.get(running)?.push(await load(running, page, REQUESTS))
  }
  const base = median((runs.get(least) ?? []).map((run) => run.cpu))
  console.log('| | CPU ms a request | × bare | requests a second |\n|---|---|---|---|')
  for (const [name, running] of subjects) {
    const own = runs.get(running) ?? []
    const cpu = median(own.map((run) => run.cpu))
    console.log(
      `| ${name} | ${cpu.toFixed(2)} | ${(cpu / base).toFixed(2)} | ${Math.round(median(own.map((run) => run.perSecond)))} |`,
    )
  }
  const comment = await load(miss, { path: `${path}/comments`, form: commentOf }, COMMENTS)
  console.log(
    `| A comment of 60 words taken: read, judged, kept | ${comment.cpu.toFixed(2)} | ${(comment.cpu / base).toFixed(2)} | ${Math.round(comment.perSecond)} |`,
  )
  const hundred = await load(miss, await decideOnHundred(miss), DECISIONS)
  console.log(
    `| A decision on 100 comments, taught and counted | ${hundred.cpu.toFixed(2)} | ${(hundred.cpu / base).toFixed(2)} | ${Math.round(hundred.perSecond)} |`,
  )
  console.log(`\nMedians of ${ROUNDS} rounds of ${REQUESTS} requests each, in turns, over 8 connections.`)
}

// Approved and called spam in turns, so that every lesson moves each time.
async function decideOnHundred({ database }: Running): Promise<Asked> {
  const token = await tokenFor(database, 'comments:moderate')
  const { results } = await database
    .prepare('select id from comments order by created_at desc limit 100')
    .all<{ id: number }>()
  const ids = results.map(({ id }) => id)
  const body = (number: number) => ({ ids, state: number % 2 ? 'approved' : 'spam' })
  return { path: '/api/comments', write: { method: 'PATCH', token, body }, connections: 1 }
}

// Each another one, or the second would be the first again.
function commentOf(number: number): URLSearchParams {
  const comment = Array.from({ length: 60 }, (_, i) => `word${(i * 7 + number) % 997}`).join(' ')
  return new URLSearchParams({ author: `Reader ${number}`, email: `reader${number}@example.com`, comment })
}
