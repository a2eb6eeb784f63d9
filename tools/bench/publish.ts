/** What publishing costs in a paper of few and of many articles: node tools/bench/publish.ts [ARTICLES …]. */
import { load, median } from './load.ts'
import { writeMany, writer } from './many.ts'
import { migrations, tokenFor } from './paper.ts'
import { start } from './workers.ts'

const sizes = process.argv.slice(2).map(Number)
const ROUNDS = 5
const PUBLISHED = 20
const NOW = new Date()
let written = 0

for (const size of sizes.length > 0 ? sizes : [100, 10_000]) {
  const running = await start(`dateline-${size}`, { main: 'src/index.ts' })
  try {
    for (const sql of migrations()) await running.database.prepare(sql).run()
    await writeMany(running.database, size, NOW)
    const token = await tokenFor(running.database, 'articles:write', 'articles:publish')
    const cpu = async (status: string) => {
      const write = { method: 'POST' as const, token, body: articleOf(status) }
      const { cpu, seconds } = await load(running, { path: '/api/articles', write, connections: 1 }, PUBLISHED)
      return { cpu, ms: (seconds * 1000) / PUBLISHED }
    }
    // Drafts are kept, rendered and answered as what is published is; they are related to nothing and found nowhere.
    for (const status of ['draft', 'published']) await cpu(status)
    const rounds = {
      draft: [] as Awaited<ReturnType<typeof cpu>>[],
      published: [] as Awaited<ReturnType<typeof cpu>>[],
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const status of ['draft', 'published'] as const) rounds[status].push(await cpu(status))
    }
    for (const [status, runs] of Object.entries(rounds)) {
      const [own, took] = [median(runs.map(({ cpu }) => cpu)), median(runs.map(({ ms }) => ms))]
      console.log(`${size} articles, one more ${status}: ${own.toFixed(1)} ms of CPU, ${took.toFixed(1)} ms`)
    }
  } finally {
    await running.stop()
  }
}

function articleOf(status: string) {
  return () => {
    const words = writer(7919 + written++)
    const body = Array.from({ length: 15 }, () => `${words(60).join(' ')}.`).join('\n\n')
    return {
      headline: words(7).join(' '),
      standfirst: words(15).join(' '),
      topics: [words(1)[0], words(1)[0]],
      body,
      status,
    }
  }
}
