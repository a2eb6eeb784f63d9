/** `npm run faults`: the site under each fault, with readers, commenters and an editor. Writes docs/survival.md. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commitHere } from '../commit.ts'
import { isBad, remarks, table, write } from './report.ts'
import { type Built, buildSite, type Spool } from './site.ts'
import { type Fault, faults, none, type Result, trial } from './trial.ts'

const SECONDS = Number(process.argv[2] ?? 20)

process.chdir(join(import.meta.dirname, '../..'))
const commit = commitHere()
const built = buildSite()
const results: Result[] = []
for (const fault of [none, ...faults]) {
  // A comment waits only while the database is away from a process that lives.
  const spools: Spool[] = fault.d1 ? ['KV', 'queue'] : ['KV']
  for (const spool of spools) results.push(await once(built, fault, spool))
}
const measured = `${table(results)}\n\n${remarks(results, SECONDS, commit)}`
console.log(`\n${measured}`)
// A short run is for looking.
if (SECONDS >= 20) write('docs/survival.md', measured)
process.exitCode = results.some((result) => isBad(result, results[0])) ? 1 : 0

async function once(built: Built, fault: Fault, spool: Spool): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-faults-'))
  try {
    const result = await trial(built, folder, fault, spool, SECONDS * 1000)
    console.log(`${fault.name}, ${spool}: ${isBad(result, results[0]) ? 'BAD' : 'good'}`)
    return result
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
