import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../../tools/bundle.ts'

const KB = 1024
let folder: string
let script: string
let uploaded: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-bundle-'))
  bundle('src/index.ts', folder)
  const modules = readdirSync(folder).filter((name) => /\.(?:js|css)$/.test(name))
  script = readFileSync(join(folder, 'index.js'), 'utf8')
  uploaded = modules.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the Worker as uploaded', () => {
  test('is 200 KB at most, minified and compressed', () => {
    expect(gzipSync(uploaded, { level: 9 }).length).toBeLessThan(200 * KB)
  })

  test('holds no description of the API, which is a file', () => {
    expect(script).not.toContain('List articles, newest first')
    expect(script).not.toContain('json-schema')
  })

  test('holds one router: doors take `Hono` from http/hono.ts', () => {
    expect(script).toContain('TrieRouter')
    expect(script).not.toContain('RegExpRouter')
  })

  test('holds nothing of the local edge: no control path, no faults, no moved clock', () => {
    expect(script).not.toContain('__edge')
  })

  test('has no default secret', () => {
    expect(script).not.toMatch(/DATELINE_SECRET\s*(?:\?\?|\|\|)/)
  })
})
