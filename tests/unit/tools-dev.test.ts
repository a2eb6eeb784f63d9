import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deployedAddress } from '../../tools/deploy/records.ts'
import { makeFilter } from '../../tools/dev/chatter.ts'
import { readOptions } from '../../tools/dev/options.ts'
import { isFree } from '../../tools/dev/port.ts'
import { ensureSecret } from '../../tools/dev/secret.ts'
import { moment } from '../../tools/samples/load-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-dev-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a checkout gets one secret, readable by its owner alone, and keeps it', async () => {
  const file = join(folder, '.dev.vars')
  expect(await ensureSecret(file)).toBe('made')
  const made = readFileSync(file, 'utf8')
  expect(made).toMatch(/^DATELINE_SECRET="[\w-]{64}"\n$/)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await ensureSecret(file)).toBe('kept')
  expect(readFileSync(file, 'utf8')).toBe(made)
})

test('an empty secret is filled in, and what else is in the file stays', async () => {
  const file = join(folder, '.dev.vars')
  writeFileSync(file, '# mine\nAKISMET_KEY=abc\nDATELINE_SECRET=\n')
  expect(await ensureSecret(file)).toBe('made')
  expect(readFileSync(file, 'utf8')).toMatch(/^# mine\nAKISMET_KEY=abc\nDATELINE_SECRET="[\w-]{64}"\n$/)
})

test('a port is taken while somebody listens on it', async () => {
  const server = createServer()
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  expect(await isFree(port)).toBe(false)
  await new Promise((resolve) => server.close(resolve))
  expect(await isFree(port)).toBe(true)
})

test('options of npm run dev', () => {
  expect(readOptions([])).toEqual({ port: 8787, fresh: false, empty: false })
  expect(readOptions(['--port', '8801', '--fresh'])).toEqual({ port: 8801, fresh: true, empty: false })
  expect(readOptions(['--port', 'http'])).toContain('not a port')
  expect(readOptions(['--prot', '1'])).toContain('--prot')
})

test('the terminal shows what the Worker says, and not what is always said', () => {
  const filter = makeFilter()
  const said = [
    '▲ [WARNING] Scheduled Workers are not automatically triggered during local development.',
    '  To manually trigger a scheduled event, run:',
    '  For more details, see …/#test-cron-triggers-locally',
    '',
    '✘ [ERROR] Build failed with 1 error:',
    '[wrangler:info] GET /2026/11/the-strike 200 OK (8ms)',
    '[wrangler:info] POST /__edge/scheduled 200 OK (8ms)',
  ]
  expect(said.map(filter).filter((line) => line !== null)).toEqual([
    '✘ [ERROR] Build failed with 1 error:',
    'GET /2026/11/the-strike 200 OK (8ms)',
  ])
})

test('ages of samples', () => {
  const now = new Date('2026-11-22T09:30:00Z')
  expect(moment('-1d 4h', now)).toEqual(new Date('2026-11-21T05:30:00Z'))
  expect(moment('+3d', now)).toEqual(new Date('2026-11-25T09:30:00Z'))
  expect(() => moment('yesterday', now)).toThrow('yesterday')
})

test('where Wrangler put the Worker', () => {
  const record = (targets: string[]) => JSON.stringify({ type: 'deploy', targets })
  expect(deployedAddress('')).toBeNull()
  expect(deployedAddress(`{"type":"wrangler-session"}\n${record(['https://d.a.workers.dev'])}\n`)).toBe(
    'https://d.a.workers.dev',
  )
  expect(deployedAddress(record(['https://d.a.workers.dev', 'paper.example (custom domain)']))).toBe(
    'https://paper.example',
  )
})
