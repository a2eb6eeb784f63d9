import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildSite } from '../../tools/faults/site.ts'
import { faults, trial } from '../../tools/faults/trial.ts'

const short = ['refuse', 'every 5th answer lost', 'a fifth of calls refused, by chance', 'SIGKILL and restart']

// All faults, for longer, with a queue too: npm run faults.
test('readers see no error, and what was acknowledged is there once', async () => {
  const built = buildSite()
  for (const fault of faults.filter(({ name }) => short.includes(name))) {
    const folder = mkdtempSync(join(tmpdir(), 'dateline-faults-'))
    const result = await trial(built, folder, fault, 'KV', 2500)
    rmSync(folder, { recursive: true, force: true })
    const { name, errors, lost, doubled, recoveredMs, comments, articles, reads, once } = result
    expect({ name, errors, lost, doubled }).toEqual({ name, errors: 0, lost: 0, doubled: 0 })
    expect(once, name).toEqual({ comments: comments.length, articles: articles.length })
    expect(recoveredMs, name).toBeLessThan(5000)
    expect(Math.min(comments.length, articles.length, reads), name).toBeGreaterThan(0)
  }
}, 240_000)
