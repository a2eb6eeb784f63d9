/** `npm run faults`: the site under each fault, with readers, commenters and an editor. Writes docs/survival.md. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { table, write } from './report.ts'
import { buildSite } from './site.ts'
import { faults, type Result, trial } from './trial.ts'

const MS = Number(process.argv[2] ?? 20) * 1000

process.chdir(join(import.meta.dirname, '../..'))
const built = buildSite()
const results: Result[] = []
for (const fault of faults) {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-faults-'))
  try {
    results.push(await trial(built, folder, fault, MS))
    console.log(`${fault.name}: done`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
const measured = `${table(results)}\n\n${new Date().toISOString().slice(0, 10)}, ${MS / 1000} s a fault.`
console.log(`\n${measured}`)
write('docs/survival.md', measured)
const bad = results.filter(
  ({ errors, lost, doubled, recoveredMs }) => errors + lost + doubled > 0 || recoveredMs > 5000,
)
process.exitCode = bad.length > 0 ? 1 : 0
