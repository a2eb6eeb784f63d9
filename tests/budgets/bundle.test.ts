import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const KB = 1024
let folder: string
let bundle: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-bundle-'))
  const wrangler = join('node_modules', 'wrangler', 'bin', 'wrangler.js')
  execFileSync(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', folder], { stdio: 'pipe' })
  bundle = readFileSync(join(folder, 'index.js'), 'utf8')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the Worker as uploaded', () => {
  test('is 200 KB at most, minified and compressed', () => {
    expect(gzipSync(bundle, { level: 9 }).length).toBeLessThan(200 * KB)
  })

  test('holds nothing of the local edge: no control path, no faults, no moved clock', () => {
    expect(bundle).not.toContain('__edge')
  })

  test('has no default secret', () => {
    expect(bundle).not.toMatch(/DATELINE_SECRET\s*(?:\?\?|\|\|)/)
  })
})
