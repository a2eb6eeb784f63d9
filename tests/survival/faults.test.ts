import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyTally } from '../../tools/faults/load.ts'
import { isBad, write } from '../../tools/faults/report.ts'
import { buildSite } from '../../tools/faults/site.ts'
import { faults, trial } from '../../tools/faults/trial.ts'

const short = ['refuse', 'every 5th answer lost', 'a fifth of calls refused, by chance', 'SIGKILL and restart']

test('a run that shows nothing is bad, and so is one that was refused or never came in', () => {
  const shown = { reads: 9, comments: ['c'], articles: ['a'], during: { comments: 1, articles: 0 } }
  const counted = { once: { comments: 1, articles: 1 }, lost: 0, doubled: 0, recoveredMs: 9, deadMs: 0, cpu: 1 }
  const good = { ...emptyTally(), ...shown, ...counted, name: 'x', spool: 'KV', drained: '0 min' } as const
  const none = { comments: 0, articles: 0 }
  expect(isBad(good, good)).toBe(false)
  expect(isBad({ ...good, reads: 0 }, good)).toBe(true)
  expect(isBad({ ...good, deadMs: 9, unanswered: 9 }, good)).toBe(true)
  expect(isBad({ ...good, comments: [], once: { ...good.once, comments: 0 } }, good)).toBe(true)
  expect(isBad({ ...good, articles: [], once: { ...good.once, articles: 0 } }, good)).toBe(true)
  expect(isBad({ ...good, during: none }, good)).toBe(true)
  expect(isBad({ ...good, during: none, deadMs: 9 }, good)).toBe(false)
  expect(isBad({ ...good, drained: 'never' }, good)).toBe(true)
  expect(isBad({ ...good, errors: 1 }, good)).toBe(true)
})

test('a page without its marks is not left as it was in silence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-faults-'))
  const path = join(folder, 'page.md')
  writeFileSync(path, 'a\n<!-- faults -->\nold\n<!-- /faults -->\nb')
  write(path, 'new')
  expect(readFileSync(path, 'utf8')).toBe('a\n<!-- faults -->\nnew\n<!-- /faults -->\nb')
  writeFileSync(path, 'a')
  expect(() => write(path, 'new')).toThrow('no marks')
  rmSync(folder, { recursive: true })
})

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
