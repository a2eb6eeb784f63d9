/** What a search costs in a paper of many articles: node tools/bench/search.ts [ARTICLES]. */
import { readdirSync, readFileSync } from 'node:fs'
import { getPlatformProxy } from 'wrangler'
import { namesQuery, searchQuery } from '../../src/articles/search.ts'
import { corrected, nearQuery } from '../../src/articles/search-spelling.ts'
import { openReader, read } from '../../src/db/read.ts'
import type { Bindings } from '../../src/env.ts'
import { parseQuery } from '../../src/text/search-query.ts'
import { wordAt, writeMany } from './many.ts'

const ARTICLES = Number(process.argv[2] ?? 10_000)
const NOW = new Date('2026-11-22T12:00:00Z')

process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false'
const proxy = await getPlatformProxy<Bindings & Record<string, unknown>>({
  configPath: 'wrangler.toml',
  persist: false,
})
const { DB } = proxy.env

const files = readdirSync('migrations').filter((name) => name.endsWith('.sql'))
const isSearch = (name: string) => name.includes('search')
for (const name of files.filter((each) => !isSearch(each)).sort()) await migrate(name)
await writeMany(DB, ARTICLES, NOW)
const filled = await timed(async () => {
  for (const name of files.filter(isSearch)) await migrate(name)
})
const { meta } = await DB.prepare('select 1').run()
console.log(`${ARTICLES} articles of 600 words; ${Math.round(meta.size_after / 1e6)} MB with the index`)
console.log(`index filled by the migration: ${(filled / 1000).toFixed(1)} s`)
const empty = await best(() => DB.prepare('select 1').run())
console.log(`(a call that asks nothing: ${empty.toFixed(1)} ms, taken off below)`)

const [w = [], rare = ''] = [Array.from({ length: 8 }, (_, i) => wordAt(i)), wordAt(20_000)]
const queries = {
  'the commonest word': `${w[0]}.`,
  'a word in one article of thirty': `${wordAt(800)}.`,
  'a rare word': `${rare}.`,
  'three common words': `${w[0]} ${w[1]} ${w[2]}.`,
  'eight common words': `${w.join(' ')}.`,
  'a phrase of common words': `"${w[0]} ${w[1]}"`,
  'a beginning of three letters': w[0]?.slice(0, 3) ?? '',
  'eight beginnings of three letters': 'kar* rem* mot* til* lus* san* der* ver*',
  'a common word without a rare one': `${w[0]} -${rare}`,
}
for (const [name, query] of Object.entries(queries)) {
  const sought = parseQuery(query)
  const ask = () => read(openReader(DB), namesQuery(sought, NOW), searchQuery(sought, [], {}, { now: NOW }))
  const [, hits] = await ask()
  tell(name, await best(ask), `${hits[0]?.found ?? 0} ranked`)
}
const typo = parseQuery(`${rare.slice(0, 3)}x${rare.slice(3)}`)
const meant = () => read(openReader(DB), nearQuery(typo, NOW))
tell(
  'words near a mistyped one',
  await best(meant),
  `${corrected(typo.terms[0]?.text ?? '', typo, (await meant())[0])}`,
)
await proxy.dispose()

function tell(name: string, ms: number, what: string): void {
  console.log(
    `${name.padEnd(34)}${Math.max(0, ms - empty)
      .toFixed(1)
      .padStart(7)} ms  ${what}`,
  )
}

async function migrate(name: string): Promise<void> {
  for (const text of readFileSync(`migrations/${name}`, 'utf8').split('--> statement-breakpoint')) {
    await DB.prepare(text.trim().replace(/;$/, '')).run()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

async function best(work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 7; i++) least = Math.min(least, await timed(work))
  return least
}
