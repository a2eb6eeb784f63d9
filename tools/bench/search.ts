/**
 * What a search costs in a paper of many articles: node tools/bench/search.ts [ARTICLES]. Texts are drawn from a
 * vocabulary as unevenly used as that of a language, so that common words are in nearly every article.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { getPlatformProxy } from 'wrangler'
import { namesQuery, searchQuery } from '../../src/articles/search.ts'
import { corrected, nearQuery } from '../../src/articles/search-spelling.ts'
import { openReader, read } from '../../src/db/read.ts'
import type { Bindings } from '../../src/env.ts'
import { parseQuery } from '../../src/text/search-query.ts'

const ARTICLES = Number(process.argv[2] ?? 10_000)
const WORDS = 600
const VOCABULARY = 40_000
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
await seed()
const filled = await timed(async () => {
  for (const name of files.filter(isSearch)) await migrate(name)
})
const { meta } = await DB.prepare('select 1').run()
console.log(`${ARTICLES} articles of ${WORDS} words; ${Math.round(meta.size_after / 1e6)} MB with the index`)
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
  const ask = () => read(openReader(DB), namesQuery(sought), searchQuery(sought, [], {}, { now: NOW }))
  const [, hits] = await ask()
  tell(name, await best(ask), `${hits[0]?.found ?? 0} ranked`)
}
const typo = parseQuery(`${rare.slice(0, 3)}x${rare.slice(3)}`)
const meant = () => read(openReader(DB), nearQuery(typo))
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

function wordAt(rank: number): string {
  const syllables = 'ka re mo ti lu san der ver pol nim tra gos hel bri cu dan es far gil hor in jus kel lor mun'.split(
    ' ',
  )
  let word = ''
  for (let n = ((rank * 7919) % VOCABULARY) + VOCABULARY; n > 0; n = Math.floor(n / 25)) word += syllables[n % 25]
  return word
}

async function seed(): Promise<void> {
  let state = 1
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const words = (count: number) =>
    Array.from({ length: count }, () => wordAt(Math.floor(Math.exp(chance() * Math.log(VOCABULARY))) - 1))
  const html = () =>
    `<p>${words(WORDS)
      .map((word, i) => (i % 60 === 59 ? `${word}.</p>\n<p>` : i % 25 === 0 ? `<em>${word}</em>` : word))
      .join(' ')}</p>`
  for (let i = 0; i < ARTICLES; i += 100) {
    const rows = Array.from({ length: Math.min(100, ARTICLES - i) }, (_, j) => ({
      ...{ id: i + j + 1, headline: words(7).join(' '), standfirst: words(15).join(' '), html: html() },
      at: NOW.getTime() - (ARTICLES - i - j) * 3_600_000,
    }))
    await DB.prepare(
      `insert into articles (id, path, slug, headline, standfirst, body_html, created_at, updated_at, published_at, first_published_at, listed_at)
       select value ->> 'id', '/2020/01/' || (value ->> 'id'), '', value ->> 'headline', value ->> 'standfirst', value ->> 'html',
         value ->> 'at', value ->> 'at', value ->> 'at', value ->> 'at', value ->> 'at' from json_each(?)`,
    )
      .bind(JSON.stringify(rows))
      .run()
  }
}
